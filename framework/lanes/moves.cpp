// Moves rows into lanes and out again, and hands out all that is compiled for each instruction set.
// SPDX-License-Identifier: MIT
#include "framework/node/moves.h"
#include "framework/audio/transpose.h"
#include "framework/lanes/lane_sum.h"
#include "framework/lanes/lines.h"
#include "framework/node/registry.h"

namespace stemwright {
namespace {

template <int W> void gather(const float* const* rows, float* block) noexcept {
    for (int i = 0; i < quantum; i += W) {
        Pack<W> part[W];
        for (int l = 0; l < W; ++l) part[l] = load<Pack<W>>(rows[l] + i);
        transpose<W>(part);
        for (int l = 0; l < W; ++l) store(block + (i + l) * W, part[l]);
    }
}

template <int W> void scatter(const float* block, float* const* rows) noexcept {
    for (int i = 0; i < quantum; i += W) {
        Pack<W> part[W];
        for (int l = 0; l < W; ++l) part[l] = load<Pack<W>>(block + (i + l) * W);
        transpose<W>(part);
        for (int l = 0; l < W; ++l) store(rows[l] + i, part[l]);
    }
}

template <int W> Moves::Width widthOf() {
    if constexpr (W == 1)
        return {1, nullptr, nullptr, nullptr, grid<1>, samples<1>, levels<1>};
    else
        return {W, gather<W>, scatter<W>, sum<W>, grid<W>, samples<W>, levels<W>};
}

Moves moves() {
    Moves m{mix, total, bound, isFinite, {widthOf<1>(), widthOf<4>()}};
    if constexpr (nativeLanes >= 8) m.widths.push_back(widthOf<8>());
    if constexpr (nativeLanes >= 16) m.widths.push_back(widthOf<16>());
    return m;
}

[[maybe_unused]] const bool registered = (Registry::add(moves()), true);

}
}
