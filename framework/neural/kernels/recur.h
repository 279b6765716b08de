// Recurrent layers, a register of gates at a time.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/lanes/vectors.h"
#include "framework/neural/network_kernels.h"

namespace stemwright {

template <int frames> void weighInputs(const Recurrence& layer, HeardRows in, float* to) {
    for (int r = 0; r < layer.rows; r += nativeLanes) {
        Frames sums[frames];
        for (int f = 0; f < frames; ++f) sums[f] = load<Frames>(layer.bias.data() + r);
        const float* weights = layer.fromInputs.data() + r;
        for (int i = 0; i < layer.form.inputs; ++i, weights += layer.rows) {
            Frames column = load<Frames>(weights);
            for (int f = 0; f < frames; ++f) sums[f] += column * in[i][f];
        }
        for (int f = 0; f < frames; ++f) store(to + f * layer.rows + r, sums[f]);
    }
}

template <int registers>
void weighUnits(const Recurrence& layer, const float* units, const float* start, float* to, int& row) {
    for (; row + registers * nativeLanes <= layer.rows; row += registers * nativeLanes) {
        Frames sums[registers];
        for (int r = 0; r < registers; ++r) sums[r] = load<Frames>(start + row + r * nativeLanes);
        const float* weights = layer.fromUnits.data() + row;
        for (int u = 0; u < layer.form.units; ++u, weights += layer.rows)
            for (int r = 0; r < registers; ++r) sums[r] += load<Frames>(weights + r * nativeLanes) * units[u];
        for (int r = 0; r < registers; ++r) store(to + row + r * nativeLanes, sums[r]);
    }
}

// Gates as fractions of powers, so that a unit takes two divisions and not five. Powers are limited so that
// no product leaves the range of a float, which changes gates by less than 1e-12.
inline Frames powerOf(Frames x, float base) {
    return exp2InRange<Frames>(clamp<Frames>(x * base, all<Frames>(-40), all<Frames>(40)));
}
inline Frames powerMinusOne(Frames x, float base) {
    return exp2MinusOne<Frames>(clamp<Frames>(x * base, all<Frames>(-40), all<Frames>(40)));
}
constexpr float log2OfE = 1.44269504f;

inline void openLstm(int units, const float* gates, float* outputs, float* cells) {
    for (int u = 0; u < units; u += nativeLanes) {
        auto gate = [&](int g) { return load<Frames>(gates + g * units + u); };
        Frames in = 1.f + powerOf(gate(0), -log2OfE), forget = 1.f + powerOf(gate(1), -log2OfE);
        Frames fresh = powerMinusOne(gate(2), 2 * log2OfE), out = 1.f + powerOf(gate(3), -log2OfE);
        Frames shared = (fresh + 2.f) * in;
        Frames cell = (load<Frames>(cells + u) * shared + fresh * forget) / (forget * shared);
        Frames level = powerMinusOne(cell, 2 * log2OfE);
        store(cells + u, cell);
        store(outputs + u, level / ((level + 2.f) * out));
    }
}

inline void openGru(int units, const float* heard, const float* gates, float* outputs) {
    for (int u = 0; u < units; u += nativeLanes) {
        auto gate = [&](const float* of, int g) { return load<Frames>(of + g * units + u); };
        Frames reset = 1.f + powerOf(gate(heard, 0) + gate(gates, 0), -log2OfE);
        Frames update = powerOf(gate(heard, 1) + gate(gates, 1), -log2OfE);
        Frames fresh = powerMinusOne(gate(heard, 2) + gate(gates, 2) / reset, 2 * log2OfE);
        Frames both = fresh + 2.f;
        store(outputs + u, (update * fresh + load<Frames>(outputs + u) * both) / ((1.f + update) * both));
    }
}

inline void recur(const Recurrence& layer, HeardRows in, FilledRows out, int frames, float* memory,
                  float* work) noexcept {
    const bool isLstm = layer.form.cell == Recurrence::Cell::lstm;
    const int units = layer.form.units;
    float* gates = work + recurrentFrames * layer.rows + networkMargin;
    for (int first = 0; first < frames; first += recurrentFrames) {
        weighInputs<recurrentFrames>(layer, {in.first + first, in.stride}, work);
        for (int f = first; f < std::min(frames, first + recurrentFrames); ++f) {
            const float* heard = work + (f - first) * layer.rows;
            const float* start = isLstm ? heard : layer.unitBias.data();
            int row = 0;
            weighUnits<8>(layer, memory, start, gates, row);
            weighUnits<4>(layer, memory, start, gates, row);
            weighUnits<2>(layer, memory, start, gates, row);
            weighUnits<1>(layer, memory, start, gates, row);
            if (isLstm)
                openLstm(units, gates, memory, memory + wholeLines(units));
            else
                openGru(units, heard, gates, memory);
            for (int u = 0; u < units; ++u) out[u][f] = memory[u];
        }
    }
}

}
