// Measures loudness, peaks, stereo image and silence.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <string>

namespace stemwright {

/// What was measured. Levels are minus infinity where there is only silence.
struct Measures {
    int channels = 0;
    double rate = 0;         ///< Hz
    double duration = 0;     ///< s
    double integrated = 0;   ///< LUFS, gated (ITU-R BS.1770-4, EBU R 128); needs 0.4 s
    double momentaryMax = 0; ///< LUFS, the highest over 0.4 s, looked at every 10 ms
    double shortTermMax = 0; ///< LUFS, the highest over 3 s, looked at every 100 ms
    double range = 0;        ///< LU (EBU Tech 3342); 0 where too short
    double truePeak = 0;     ///< dBTP, between samples (BS.1770-4, annex 2), highest of the channels
    double samplePeak = 0;   ///< dBFS, highest of the channels
    double rms = 0;   ///< dBFS over all channels, where a constant of 1 is 0 dB (a full-scale sine has -3.01)
    double crest = 0; ///< dB, samplePeak - rms; 0 in silence
    double correlation = 0; ///< of left and right, -1 to 1; NaN where not stereo or a side is silent
    /// dB that the mean energy of left and right loses in (L + R) / 2: 0 for equal sides, 3 for unrelated
    /// ones, infinity where they cancel; NaN where not stereo or silent
    double monoLoss = 0;
    double leadingSilence = 0;  ///< s before the first sample of any channel at -60 dBFS or above
    double trailingSilence = 0; ///< s after the last one
    double longestSilence = 0;  ///< s, the longest stretch without one, at the ends or within
    int64_t notFinite = 0;      ///< samples that were NaN or infinite, measured as 0
};

/// Takes a stream of samples and tells its measures. They do not depend on how the frames are cut into calls.
/// One thread at a time may use it; it allocates, so never the audio thread. Channels weigh by
/// BS.1770 as left, right and what the layout has beyond: 4 end with both surrounds, 5 have the centre before
/// them, 6 centre and LFE, which counts for nothing.
class Measurement {
  public:
    /// `rate` in Hz; throws an Error beyond 64 channels or outside 1 kHz to 1 MHz.
    Measurement(int channels, double rate);
    ~Measurement();
    Measurement(Measurement&&) noexcept;
    Measurement& operator=(Measurement&&) noexcept;

    void add(const float* interleaved, int64_t frames);
    Measures result() const; ///< of all that was added so far

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Measures the file at `path` at its own rate; throws an Error where it cannot be read or has more than 64
/// channels.
Measures measure(const std::string& path);

}
