// Converts a stream of samples from one rate to another.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>

namespace stemwright {

/// How many frames `frames` become when resampled; what every resampler here delivers, to the frame.
int64_t resampledFrames(int64_t frames, double fromRate, double toRate);

/// Linear-phase streaming conversion (soxr, high quality: passband to 0.91 of the lower Nyquist frequency, 20
/// bits). Output sample n stands for the time n / toRate of the input, with no delay. The samples do not
/// depend on how they are pushed and pulled. Equal rates pass the samples through unchanged. One thread at a
/// time may use it.
///
///     Resampler resampler(2, 48000, 44100);
///     while (more) resampler.push(in, n), got = resampler.pull(out, room);
///     resampler.finish();
///     while ((got = resampler.pull(out, room))) ...
class Resampler {
  public:
    Resampler(int channels, double fromRate,
              double toRate); ///< rates in Hz; throws an Error outside 1 kHz to 1 MHz
    ~Resampler();
    Resampler(Resampler&&) noexcept;
    Resampler& operator=(Resampler&&) noexcept;

    void push(const float* interleaved, int64_t frames); ///< takes all of it
    void finish();                                       ///< no more input: the rest becomes available
    int64_t available() const;                           ///< frames that `pull` can deliver now
    int64_t pull(float* interleaved, int64_t frames);    ///< delivers up to `frames`, returns how many
    void reset();                                        ///< forgets everything, ready for another stream

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}
