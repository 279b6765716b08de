// What the samples of a track tell one by one.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/track_analysis.h"

namespace stemwright {

/// Takes a stream of samples and tells offsets, clipping, how the sides are related, and how energy goes by.
/// One thread at a time may use it; it allocates.
class WaveformScan {
  public:
    WaveformScan(size_t channels, double rate); ///< rate in Hz

    /// The first `frames` samples of each signal, one for each channel; finite ones only.
    void add(const std::vector<std::vector<float>>& signals, int64_t frames);

    StereoImage image() const;
    std::vector<double> offset() const; ///< mean by channel
    ClippedPeaks clipping();            ///< once all was added

    /// Energy of all channels in each ms, the last of which may be shorter: sums of squares.
    const std::vector<float>& energies() const { return energies_; }
    int64_t frames() const { return frames_; }
    /// The sample that the given ms begins with.
    int64_t beginning(size_t millisecond) const;

  private:
    // Equal samples at one end of what a channel has.
    struct Extreme {
        float value = 0; // of the furthest run, or the furthest sample if that is further
        int64_t runs = 0, samples = 0, longest = 0;
        void take(float distance, int64_t length);
    };
    struct Channel {
        double sum = 0, energy = 0;
        float last = 0;
        int64_t run = 0;
        Extreme high, low;
        std::vector<float> recent; // what the interpolation still needs, then what is new
    };
    void follow(Channel& channel, const float* signal, int64_t frames);
    void interpolate(Channel& channel, const float* signal, int64_t frames);
    void spread(const std::vector<std::vector<float>>& signals, int64_t frames);

    double rate_;
    std::vector<Channel> channels_;
    double both_ = 0, less_ = 0; // energies of L + R and L - R
    int64_t frames_ = 0, overs_ = 0;
    std::vector<float> energies_;
};

}
