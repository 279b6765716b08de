// Levels by thirds of octaves.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/fourier.h"
#include <array>
#include <cstdint>
#include <memory>
#include <string>

namespace stemwright {

/// Bands of IEC 61260-1:2014 with a bandwidth of a third of an octave in its base-ten system: G = 10^(3/10),
/// mid-band frequencies 1000 Hz G^(x/3), edges G^(1/6) to either side. From x = -16, nominally 25 Hz, to
/// x = 13, nominally 20 kHz.
inline constexpr int thirdOctaveCount = 30;
double thirdOctaveMiddle(int band);    ///< exact, in Hz; `band` counts from 0
double thirdOctaveNominal(int band);   ///< in Hz, as annex E of the standard rounds it: 31.5, 1250
std::string thirdOctaveName(int band); ///< "31.5 Hz", "1.25 kHz"

/// Takes a stream of samples and tells its level in each band over all of the time. Every sample counts
/// alike, wherever it stands, and the levels do not depend on how the frames are cut into calls. Steady tones
/// in the middle of a band are at least 30 dB down in the bands beside it and 60 dB an octave away, which is
/// more than class 1 of the standard asks for. One thread at a time may use it.
class ThirdOctaves {
  public:
    ThirdOctaves(int channels, double rate); ///< rate in Hz

    void add(const float* interleaved, int64_t frames); ///< finite samples only

    /// RMS in dBFS over all channels, where a constant of 1 would be 0 dB (a full-scale sine has -3.01).
    /// Minus infinity where there is nothing, and above half the rate.
    using Levels = std::array<double, thirdOctaveCount>;
    Levels levels() const;

  private:
    void take(const float* interleaved, int64_t frames);
    void analyse();

    int64_t channels_, size_, step_; // frames of a block, and from one to the next
    double rate_;
    std::shared_ptr<const Fourier> fourier_;
    std::shared_ptr<const std::vector<float>> window_;
    std::vector<std::vector<float>> signals_; // the last block of each channel, whose end is still to come
    std::vector<double> power_;               // by bin, of all blocks and channels
    int64_t held_ = 0;                        // frames at the end of the block that have come
    int64_t quiet_;                           // frames since the last one that was not zero
    int64_t frames_ = 0;
};

}
