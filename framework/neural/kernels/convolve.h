// Convolutions over time, a register of frames for each of several outputs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/lanes/vectors.h"
#include "framework/neural/network_kernels.h"

namespace stemwright {

// `outputs` times `registers` sums side by side, because one addition waits for the other; each weight is
// fetched once for all registers, each frame once for all outputs.
template <int outputs, int registers>
[[gnu::always_inline]] inline void convolveOutputs(const Convolution& layer, const float* weights,
                                                   const float* bias, HeardRows in, FilledRows out) {
    const auto [inputs, all, kernel, dilation, groups] = layer.form;
    Frames sums[outputs][registers];
    for (int o = 0; o < outputs; ++o)
        for (int r = 0; r < registers; ++r) sums[o][r] = Frames{} + bias[o];
    for (int i = 0; i < inputs / groups; ++i) {
        const float* from = in[i] - layer.span();
        for (int k = 0; k < kernel; ++k, from += dilation, weights += outputs) {
            Frames heard[registers];
            for (int r = 0; r < registers; ++r) heard[r] = load<Frames>(from + r * nativeLanes);
            for (int o = 0; o < outputs; ++o)
                for (int r = 0; r < registers; ++r) sums[o][r] += heard[r] * weights[o];
        }
    }
    for (int o = 0; o < outputs; ++o)
        for (int r = 0; r < registers; ++r) store(out[o] + r * nativeLanes, sums[o][r]);
}

template <int outputs>
void convolveFrames(const Convolution& layer, const float* weights, const float* bias, HeardRows in,
                    FilledRows out, int frames) {
    int f = 0;
    auto at = [&](auto rows) { return decltype(rows){rows.first + f, rows.stride}; };
    constexpr int registers = 8 / outputs;
    for (; f + (registers - 1) * nativeLanes < frames; f += registers * nativeLanes)
        convolveOutputs<outputs, registers>(layer, weights, bias, at(in), at(out));
    for (; f < frames; f += nativeLanes) convolveOutputs<outputs, 1>(layer, weights, bias, at(in), at(out));
}

inline void convolve(const Convolution& layer, HeardRows in, FilledRows out, int frames) noexcept {
    const auto& form = layer.form;
    const int share = form.outputs / form.groups, heard = form.inputs / form.groups;
    const float* weights = layer.weights.data();
    for (int o = 0, beside; o < form.outputs; o += beside) {
        beside = share - o % share >= Convolution::together ? Convolution::together : 1;
        auto each = beside == 1 ? convolveFrames<1> : convolveFrames<Convolution::together>;
        each(layer, weights, layer.bias.data() + o, {in[o / share * heard], in.stride}, {out[o], out.stride},
             frames);
        weights += ptrdiff_t(heard) * form.kernel * beside;
    }
}

}
