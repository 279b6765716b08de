// Compares bits, and counts.
// SPDX-License-Identifier: MIT
#include "tests/benchmarks/late_models/heard_blocks.h"
#include <algorithm>
#include <cmath>

namespace stemwright::bench {

static constexpr float rounding = 1e-6f; // of a fade

AlignedRecording::AlignedRecording(const std::vector<Row>& recorded, const std::vector<Row>& known,
                                   int period)
    : period_(period) {
    constexpr int64_t farthest = 4096; // periods
    const size_t length = size_t(period);
    auto equal = [&](size_t from, int64_t to) {
        if (to < 0 || size_t(to) + length > known[0].size()) return false;
        for (size_t c = 0; c < known.size(); ++c)
            if (!std::equal(&recorded[c][from], &recorded[c][from] + period, &known[c][size_t(to)]))
                return false;
        return true;
    };
    auto isEmpty = [&](size_t from) {
        bool silent = true, repeated = from > 0;
        for (const Row& row : recorded)
            for (size_t i = from; i < from + length; ++i) {
                silent = silent && row[i] == 0;
                repeated = repeated && row[i] == row[i - length];
            }
        return silent || repeated;
    };
    rows.assign(recorded.size(), Row(known[0].size()));
    there_.resize(known[0].size() / length);
    int64_t place = 0, end = 0;
    for (size_t from = 0; from + length <= recorded[0].size(); from += length) {
        int64_t found = place;
        for (int64_t off = 1; !equal(from, found) && off <= 2 * farthest; ++off)
            found = place + (off % 2 ? (off + 1) / 2 : -off / 2) * period;
        if (!equal(from, found)) {
            strange += !isEmpty(from);
            continue;
        }
        for (size_t c = 0; c < rows.size(); ++c)
            std::copy_n(&recorded[c][from], length, &rows[c][size_t(found)]);
        there_[size_t(found / period)] = true;
        place = found + period;
        end = std::max(end, place);
    }
    there_.resize(size_t(end / period));
    for (Row& row : rows) row.resize(size_t(end));
}

int64_t AlignedRecording::lost() const { return std::count(there_.begin(), there_.end(), false); }

HeardBlocks compare(const Row& heard, const Row& model, const Row& input, double block,
                    const AlignedRecording& recording) {
    HeardBlocks found;
    int64_t fade = 0, gap = 0; // frames of the present ones
    double middle = block / 2;
    bool isMiddle = false;
    const int64_t frames = int64_t(std::min(heard.size(), input.size()));
    auto endGap = [&] {
        found.gaps += gap > 0;
        found.longGaps += double(gap) > 8.5 * block;
        gap = 0;
    };
    for (int64_t i = 0; i < frames; ++i) {
        if (double(i) >= middle) {
            isMiddle = true;
            middle += block;
        }
        if (recording.isLost(i)) continue;
        ++found.frames;
        const float h = heard[size_t(i)], x = input[size_t(i)], m = model.empty() ? h : model[size_t(i)];
        const bool isInput = h == x, isModel = model.empty() ? !isInput : h == m;
        const bool isFade =
            !isModel && !isInput && h > std::min(m, x) - rounding && h < std::max(m, x) + rounding;
        if (i > 0 && !recording.isLost(i - 1))
            found.steepest = std::max(found.steepest, std::abs(h - heard[size_t(i - 1)]));
        found.model += isModel;
        found.input += isInput && !isModel;
        found.fade += isFade;
        found.wrong += !isModel && !isInput && !isFade;
        found.longestFade = std::max(found.longestFade, fade = isFade ? fade + 1 : 0);
        if (isModel != isInput) { // where it is both, the next frame tells
            found.blocksWithout += isMiddle && isInput;
            isMiddle = false;
        }
        if (!isModel) found.missing.push_back(i);
        if (isInput) ++gap; // also where it is both
        if (isModel && !isInput) endGap();
    }
    endGap();
    return found;
}

Lags lags(const Row& heard, const Row& input, const HeardBlocks& blocks, const AlignedRecording& recording,
          int rate) {
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
                if (!recording.isLost(i)) sum += double(heard[size_t(i)]) * input[size_t(i - lag)];
            if (std::abs(sum) > highest) highest = std::abs(sum), best = lag;
        }
        found.least = found.seconds == 0 ? best : std::min(found.least, best);
        found.greatest = found.seconds == 0 ? best : std::max(found.greatest, best);
        ++found.seconds;
    }
    return found;
}

}
