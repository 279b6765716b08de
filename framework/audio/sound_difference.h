// What two sounds differ in.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/measurement.h"
#include "framework/audio/third_octaves.h"
#include <vector>

namespace stemwright {

struct SoundDifference {
    Measures before, after;
    ThirdOctaves::Levels bandsBefore, bandsAfter;                   ///< dBFS
    enum class Samples { same, different } samples = Samples::same; ///< whether any has another value

    double residual = 0; ///< RMS in dBFS of one minus the other; minus infinity where they are the same
    double relative = 0; ///< residual - before.rms, in dB; NaN where the first is silent

    /// Where a tenth of a second of the residual is loudest, the loudest first: up to three, at least a
    /// second apart, and those that follow at most 20 dB below the first.
    struct Spot {
        double time;  ///< s from the first frame, where that tenth begins
        double level; ///< its RMS in dBFS
    };
    std::vector<Spot> spots;
};

/// Takes two streams of samples side by side and tells what they differ in. Keeps of the streams no more than
/// a block, and a number for each tenth of a second. One thread at a time may use it.
class SoundComparison {
  public:
    /// `rate` in Hz; throws an Error beyond 64 channels or outside 1 kHz to 1 MHz.
    SoundComparison(int channels, double rate);

    void add(const float* before, const float* after, int64_t frames); ///< interleaved, finite samples
    SoundDifference result() const;                                    ///< of all that was added so far

  private:
    void subtract(const float* before, const float* after, int64_t frames);
    std::vector<SoundDifference::Spot> spots() const;

    int64_t channels_;
    double rate_;
    Measurement before_, after_;
    ThirdOctaves bandsBefore_, bandsAfter_;
    SoundDifference::Samples samples_ = SoundDifference::Samples::same;
    int64_t frames_ = 0;
    std::vector<double> energies_; // of the residual, by tenths of a second
};

}
