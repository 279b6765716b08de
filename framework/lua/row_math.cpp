// Goes through rows in packs of lanes.
// SPDX-License-Identifier: MIT
#include "framework/lua/row_math.h"
#include "framework/audio/elementary.h"
#include <algorithm>

namespace stemwright {

template <class Function> static void throughPacks(double* row, int count, Function function) {
    constexpr int width = 4;
    for (int first = 0; first < count; first += width) {
        alignas(16) float x[width]{};
        int part = std::min(width, count - first);
        for (int i = 0; i < part; ++i) x[i] = float(row[first + i]);
        auto& pack = *reinterpret_cast<Pack<width>*>(x);
        pack = function(pack);
        for (int i = 0; i < part; ++i) row[first + i] = x[i];
    }
}

void toDecibels(double* row, int count) noexcept {
    throughPacks(row, count, [](Pack<4> x) { return decibels<Pack<4>>(abs<Pack<4>>(x)); });
}

void toAmplitudes(double* row, int count) noexcept {
    throughPacks(row, count, [](Pack<4> x) { return amplitude<Pack<4>>(x); });
}

}
