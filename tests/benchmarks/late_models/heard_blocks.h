// What was heard of a node with a model: the model, its input in its place, or a fade between them.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stemwright::bench {

using Row = std::vector<float>; ///< frames

/// A recording in the time of the song. A sound server that is called too late itself loses periods, or
/// records silence, or one twice; where each belongs is told by the channels that are known to the bit.
class AlignedRecording {
  public:
    /// `known`: what the first channels are to be. The first frames of both belong together.
    AlignedRecording(const std::vector<Row>& recorded, const std::vector<Row>& known, int period);

    std::vector<Row> rows; ///< by channel
    bool isLost(int64_t frame) const { return !there_[size_t(frame / period_)]; }
    int64_t periods() const { return int64_t(there_.size()); }
    int64_t lost() const;
    int64_t strange = 0; ///< periods that are neither silent nor repeated, and fit nowhere

  private:
    const int period_;
    std::vector<bool> there_; // by period of the song
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
                    const AlignedRecording& recording);

/// By how many frames `heard` lags behind `input` in each second where only the model is heard: the least
/// and the greatest of the places where they resemble each other most.
struct Lags {
    int seconds = 0, least = 0, greatest = 0;
};
Lags lags(const Row& heard, const Row& input, const HeardBlocks& blocks, const AlignedRecording& recording,
          int rate);

}
