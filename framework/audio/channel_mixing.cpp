// The tables of the Web Audio API's speaker interpretation.
// SPDX-License-Identifier: MIT
#include "framework/audio/channel_mixing.h"
#include <algorithm>
#include <map>

namespace stemwright {

std::vector<MixTerm> mixTerms(int from, int to) {
    constexpr float half = 0.70710678118654752f;
    static const std::map<std::pair<int, int>, std::vector<MixTerm>> speakers{
        {{1, 2}, {{0, 0, 1}, {1, 0, 1}}},
        {{1, 4}, {{0, 0, 1}, {1, 0, 1}}},
        {{1, 6}, {{2, 0, 1}}},
        {{2, 4}, {{0, 0, 1}, {1, 1, 1}}},
        {{2, 6}, {{0, 0, 1}, {1, 1, 1}}},
        {{4, 6}, {{0, 0, 1}, {1, 1, 1}, {4, 2, 1}, {5, 3, 1}}},
        {{2, 1}, {{0, 0, 0.5f}, {0, 1, 0.5f}}},
        {{4, 1}, {{0, 0, 0.25f}, {0, 1, 0.25f}, {0, 2, 0.25f}, {0, 3, 0.25f}}},
        {{6, 1}, {{0, 0, half}, {0, 1, half}, {0, 2, 1}, {0, 4, 0.5f}, {0, 5, 0.5f}}},
        {{4, 2}, {{0, 0, 0.5f}, {0, 2, 0.5f}, {1, 1, 0.5f}, {1, 3, 0.5f}}},
        {{6, 2}, {{0, 0, 1}, {0, 2, half}, {0, 4, half}, {1, 1, 1}, {1, 2, half}, {1, 5, half}}},
        {{6, 4}, {{0, 0, 1}, {0, 2, half}, {1, 1, 1}, {1, 2, half}, {2, 4, 1}, {3, 5, 1}}},
    };
    if (auto known = speakers.find({from, to}); known != speakers.end()) return known->second;
    std::vector<MixTerm> terms;
    for (int c = 0; c < std::min(from, to); ++c) terms.push_back({c, c, 1});
    return terms;
}

}
