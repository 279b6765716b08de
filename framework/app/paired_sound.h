// The same strip of two mixes, heard side by side.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/channel_mixing.h"
#include "framework/audio/sound_difference.h"
#include <array>
#include <future>
#include <mutex>
#include <vector>

namespace stemwright {

enum class Side { before, after };

/// Takes two sounds as their engines give them, brings them together frame by frame, and compares them while
/// the engines go on. Keeps what one side is ahead of the other, and a block. Where the numbers of channels
/// differ, the smaller one is mixed up to the other. Any thread may add.
class PairedSound {
  public:
    /// Channels of both; `rate` in Hz. Throws an Error where that cannot be measured.
    PairedSound(std::array<int, 2> channels, double rate);
    PairedSound(const PairedSound&) = delete;

    /// The next frames of one side; throws what went wrong with earlier ones.
    void add(Side side, const float* const* channels, int frames);
    /// One side is over; silence stands in for what the other still has.
    void end(Side side);
    SoundDifference finish(); ///< once both are over

  private:
    struct Waiting {
        std::vector<MixTerm> terms;
        std::vector<float> samples; // interleaved, all in `channels_`
        bool over = false;
    };
    int64_t ready();
    void pass(int64_t frames);

    int channels_;
    SoundComparison comparison_;
    std::mutex mutex_; // of all but the comparison, which one thread at a time gets passed to
    std::array<Waiting, 2> waiting_;
    std::array<std::vector<float>, 2> passing_;
    std::future<void> passed_; // last, so that it is waited for before anything goes away
};

}
