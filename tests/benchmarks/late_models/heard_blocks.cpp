// Compares bits, and counts.
// SPDX-License-Identifier: MIT
#include "tests/benchmarks/late_models/heard_blocks.h"
#include <algorithm>
#include <cmath>

namespace stemwright::bench {

static constexpr float rounding = 1e-6f; // of a fade

HeardBlocks compare(const Row& heard, const Row& model, const Row& input, int block) {
    HeardBlocks found;
    found.frames = int64_t(std::min({heard.size(), model.size(), input.size()}));
    bool inGap = false;
    for (int64_t i = 0; i < found.frames; ++i) {
        const float h = heard[size_t(i)], m = model[size_t(i)], x = input[size_t(i)];
        if (i > 0) found.steepest = std::max(found.steepest, std::abs(h - heard[size_t(i - 1)]));
        const bool isModel = h == m, isInput = h == x;
        if (isModel)
            ++found.model;
        else if (isInput)
            ++found.input;
        else if (h > std::min(m, x) - rounding && h < std::max(m, x) + rounding)
            ++found.fade;
        else
            ++found.wrong;
        if (!isModel) found.missing.push_back(i);
        if (i % block == block / 2) found.blocksWithout += isInput && !isModel;
        if (isModel != isInput) { // what is both tells nothing
            found.gaps += isInput && !inGap;
            inGap = isInput;
        }
    }
    return found;
}

HeardBlocks compareWithInput(const Row& heard, const Row& input, double block) {
    HeardBlocks found;
    found.frames = int64_t(std::min(heard.size(), input.size()));
    bool inGap = false;
    for (int64_t i = 0; i < found.frames; ++i) {
        const bool isInput = heard[size_t(i)] == input[size_t(i)];
        if (i > 0)
            found.steepest = std::max(found.steepest, std::abs(heard[size_t(i)] - heard[size_t(i - 1)]));
        isInput ? ++found.input : ++found.model;
        if (isInput) found.missing.push_back(i);
        found.gaps += isInput && !inGap;
        inGap = isInput;
    }
    for (double middle = block / 2; middle < double(found.frames); middle += block)
        found.blocksWithout += heard[size_t(middle)] == input[size_t(middle)];
    return found;
}

Lags lags(const Row& heard, const Row& input, const std::vector<int64_t>& missing, int rate) {
    constexpr int most = 64;
    Lags found;
    const int64_t frames = int64_t(std::min(heard.size(), input.size()));
    for (int64_t from = rate; from + 2 * rate <= frames; from += rate) {
        auto next = std::lower_bound(missing.begin(), missing.end(), from - rate / 10);
        if (next != missing.end() && *next < from + rate + rate / 10) continue;
        int best = 0;
        double highest = -1;
        for (int lag = -most; lag <= most; ++lag) {
            double sum = 0;
            for (int64_t i = from; i < from + rate; ++i)
                sum += double(heard[size_t(i)]) * input[size_t(i - lag)];
            if (std::abs(sum) > highest) highest = std::abs(sum), best = lag;
        }
        found.least = found.seconds == 0 ? best : std::min(found.least, best);
        found.greatest = found.seconds == 0 ? best : std::max(found.greatest, best);
        ++found.seconds;
    }
    return found;
}

}
