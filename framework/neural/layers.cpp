// Puts weights in the order in which kernels read them.
// SPDX-License-Identifier: MIT
#include "framework/neural/layers.h"
#include <algorithm>

namespace stemwright {

Convolution::Convolution(Form f, std::span<const float> from, std::span<const float> offsets)
    : form(f), bias(size_t(f.outputs)) {
    std::ranges::copy(offsets, bias.begin());
    weights.reserve(from.size());
    int share = f.outputs / f.groups;
    size_t taps = size_t(f.inputs / f.groups) * size_t(f.kernel);
    for (int first = 0, beside; first < f.outputs; first += beside) {
        beside = share - first % share >= together ? together : 1;
        for (size_t tap = 0; tap < taps; ++tap)
            for (int o = first; o < first + beside; ++o) weights.push_back(from[size_t(o) * taps + tap]);
    }
}

namespace {

LineFloats columns(std::span<const float> weights, int rows, int columns, int stride) {
    LineFloats turned(size_t(columns) * size_t(stride));
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c)
            turned[size_t(c) * size_t(stride) + size_t(r)] = weights[size_t(r) * size_t(columns) + size_t(c)];
    return turned;
}

}

Recurrence::Recurrence(Form f, std::span<const float> inputWeights, std::span<const float> unitWeights,
                       std::span<const float> inputBias, std::span<const float> offsets)
    : form(f),
      rows(wholeLines(gates() * f.units)),
      fromInputs(columns(inputWeights, gates() * f.units, f.inputs, rows)),
      fromUnits(columns(unitWeights, gates() * f.units, f.units, rows)),
      bias(size_t(rows)),
      unitBias(size_t(rows)) {
    std::ranges::copy(inputBias, bias.begin());
    size_t apart =
        f.cell == Cell::gru ? size_t(2 * f.units) : offsets.size(); // only those of a GRU's new gate
    for (size_t r = 0; r < offsets.size(); ++r) (r < apart ? bias : unitBias)[r] += offsets[r];
}

}
