// Compares bits, and counts.
// SPDX-License-Identifier: MIT
#include "tests/benchmarks/late_models/heard_blocks.h"
#include <algorithm>
#include <cmath>

namespace stemwright::bench {

static constexpr float rounding = 1e-6f; // of a fade

LostPeriods::LostPeriods(const std::vector<Row>& heard, int period) : period_(period) {
    for (size_t from = 0; from < heard[0].size(); from += size_t(period)) {
        bool silent = true, repeated = from > 0;
        for (const Row& row : heard)
            for (size_t i = from; i < std::min(row.size(), from + size_t(period)); ++i) {
                silent = silent && row[i] == 0;
                repeated = repeated && row[i] == row[i - size_t(period)];
            }
        lost_.push_back(silent || repeated);
    }
}

int64_t LostPeriods::count() const { return std::count(lost_.begin(), lost_.end(), true); }

HeardBlocks compare(const Row& heard, const Row& model, const Row& input, double block,
                    const LostPeriods& lost) {
    HeardBlocks found;
    int64_t fade = 0, gap = 0; // frames of the present ones
    double middle = block / 2;
    const int64_t frames = int64_t(std::min(heard.size(), input.size()));
    auto endGap = [&] {
        found.gaps += gap > 0;
        found.longGaps += double(gap) > 8.5 * block;
        gap = 0;
    };
    for (int64_t i = 0; i < frames; ++i) {
        const bool isMiddle = double(i) >= middle;
        if (isMiddle) middle += block;
        if (lost[i]) continue;
        ++found.frames;
        const float h = heard[size_t(i)], x = input[size_t(i)], m = model.empty() ? h : model[size_t(i)];
        const bool isInput = h == x, isModel = model.empty() ? !isInput : h == m;
        const bool isFade =
            !isModel && !isInput && h > std::min(m, x) - rounding && h < std::max(m, x) + rounding;
        if (i > 0 && !lost[i - 1])
            found.steepest = std::max(found.steepest, std::abs(h - heard[size_t(i - 1)]));
        found.model += isModel;
        found.input += isInput && !isModel;
        found.fade += isFade;
        found.wrong += !isModel && !isInput && !isFade;
        found.longestFade = std::max(found.longestFade, fade = isFade ? fade + 1 : 0);
        found.blocksWithout += isMiddle && isInput && !isModel;
        if (!isModel) found.missing.push_back(i);
        if (isInput) ++gap; // also where it is both
        if (isModel && !isInput) endGap();
    }
    endGap();
    return found;
}

Lags lags(const Row& heard, const Row& input, const HeardBlocks& blocks, const LostPeriods& lost, int rate) {
    constexpr int most = 64;
    Lags found;
    const int64_t frames = int64_t(std::min(heard.size(), input.size()));
    for (int64_t from = rate; from + 2 * rate <= frames; from += rate) {
        auto next = std::lower_bound(blocks.missing.begin(), blocks.missing.end(), from - rate / 10);
        if (next != blocks.missing.end() && *next < from + rate + rate / 10) continue;
        int best = 0;
        double highest = -1;
        for (int lag = -most; lag <= most; ++lag) {
            double sum = 0;
            for (int64_t i = from; i < from + rate; ++i)
                if (!lost[i]) sum += double(heard[size_t(i)]) * input[size_t(i - lag)];
            if (std::abs(sum) > highest) highest = std::abs(sum), best = lag;
        }
        found.least = found.seconds == 0 ? best : std::min(found.least, best);
        found.greatest = found.seconds == 0 ? best : std::max(found.greatest, best);
        ++found.seconds;
    }
    return found;
}

}
