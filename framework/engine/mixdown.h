// Adds the wires that meet in one input, exactly.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/drive.h"
#include <array>

namespace stemwright {

/// Whether no value is infinite or not a number.
bool allFinite(const float* values, int count) noexcept;

/// One input port with several wires, or with one that has a level, a lag or other channels. Where two or
/// more terms meet in a channel they are added in double precision after rounding each to 2^-38, so the sum
/// does not depend on their order.
class Mixdown {
  public:
    /// `rows` are the port's channels; `late` is how far its node lags behind the song.
    Mixdown(std::vector<float*> rows, int late)
        : rows_(std::move(rows)), late_(late), termsInto_(rows_.size()) {}

    /// `from` are the rows of the source's channels, or empty where `ring` holds them.
    void add(const Feed& feed, std::vector<const float*> from, const SoundRing* ring);

    void run(int64_t frame) noexcept;

  private:
    struct Input {
        LevelDrive level;
        std::vector<MixTerm> terms;
        std::vector<const float*> from;
        const SoundRing* ring;
        int lag;
    };
    const float* signal(const Input& input, int channel, int64_t frame, float* scratch) const noexcept;

    std::vector<float*> rows_;
    int late_;
    std::vector<int> termsInto_; // by channel
    std::vector<Input> inputs_;
};

}
