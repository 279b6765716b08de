// What was heard of a node with a model: the model, its input in its place, or a fade between them.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace stemwright::bench {

using Row = std::vector<float>; ///< frames

struct HeardBlocks {
    int64_t frames = 0;
    int64_t model = 0, input = 0, fade = 0; ///< frames that have the bits of one of them, or lie between
    int64_t wrong = 0;                      ///< none of that: also what comes at a wrong time
    int64_t blocksWithout = 0;              ///< in whose middle the input is heard
    int64_t gaps = 0;                       ///< from where the input is heard to where it is not
    float steepest = 0;                     ///< greatest difference between neighbours
    std::vector<int64_t> missing;           ///< frames where the input is heard or faded, in order
};

/// `heard` beside what a render gives with the model and without it, frame by frame; `block` frames each.
HeardBlocks compare(const Row& heard, const Row& model, const Row& input, int block);

/// The same where nobody knows what the model gives, because it remembers where it was left out; `block` in
/// frames of the session.
HeardBlocks compareWithInput(const Row& heard, const Row& input, double block);

/// By how many frames `heard` lags behind `input` in each second where only the model is heard: the least
/// and the greatest of the places where they resemble each other most.
struct Lags {
    int seconds = 0, least = 0, greatest = 0;
};
Lags lags(const Row& heard, const Row& input, const std::vector<int64_t>& missing, int rate);

}
