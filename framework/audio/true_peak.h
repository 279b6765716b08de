// Finds the peak of the signal between its samples.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

namespace stemwright {

/// Peak of the interpolated signal after ITU-R BS.1770-4, annex 2, with longer filters than its example: 32
/// taps for each intermediate point instead of 12, which matters for content near the Nyquist frequency. Four
/// points per sample below 96 kHz, two below 192 kHz, then one. The results do not depend on how the frames
/// are cut into calls.
class TruePeak {
  public:
    TruePeak(int channels, double rate);                ///< rate in Hz
    void add(const float* interleaved, int64_t frames); ///< finite samples only
    double peak() const; ///< linear, over all channels, silence assumed after the end

  private:
    void scan(int64_t frames);

    int64_t channels_;
    std::vector<std::vector<float>> filters_; // one for each point between two samples
    std::vector<std::vector<float>> signals_; // per channel: what the filters still need, then what is new
    float peak_ = 0;
};

}
