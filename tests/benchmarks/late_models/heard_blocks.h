// What was heard of a node with a model: the model, its input in its place, or a fade between them.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stemwright::bench {

using Row = std::vector<float>; ///< frames

/// Periods of a recording that the sound server lost: where it did not wait for somebody, all channels are
/// silent, or as they were in the period before.
class LostPeriods {
  public:
    LostPeriods(const std::vector<Row>& heard, int period);
    bool operator[](int64_t frame) const { return lost_[size_t(frame / period_)]; }
    int64_t count() const;
    int64_t all() const { return int64_t(lost_.size()); }

  private:
    const int period_;
    std::vector<bool> lost_;
};

struct HeardBlocks {
    int64_t frames = 0;                     ///< that were not lost
    int64_t model = 0, input = 0, fade = 0; ///< of them: with the bits of one, or between both
    int64_t wrong = 0;                      ///< none of that: also what comes at a wrong time
    int64_t longestFade = 0;                ///< frames
    int64_t blocksWithout = 0;              ///< in whose middle the input is heard
    int64_t gaps = 0, longGaps = 0; ///< where the input is heard; of more than eight blocks: the model rested
    float steepest = 0;             ///< greatest difference between neighbours
    std::vector<int64_t> missing;   ///< frames where not only the model is heard, in order
};

/// `heard` beside what a render gives without the model, `input`, and with it, `model`, frame by frame. Empty
/// where nobody knows, because the model remembers what it missed: then all that is not the input is taken
/// for the model. `block` counts frames of the session.
HeardBlocks compare(const Row& heard, const Row& model, const Row& input, double block,
                    const LostPeriods& lost);

/// By how many frames `heard` lags behind `input` in each second where only the model is heard: the least
/// and the greatest of the places where they resemble each other most.
struct Lags {
    int seconds = 0, least = 0, greatest = 0;
};
Lags lags(const Row& heard, const Row& input, const HeardBlocks& blocks, const LostPeriods& lost, int rate);

}
