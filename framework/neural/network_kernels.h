// The arithmetic of networks, compiled once for each instruction set.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/layers.h"

namespace stemwright {

/// Frames that kernels are given at most.
constexpr int networkTile = 64;
/// Frames after those of a tile that kernels may read, and fill with anything.
constexpr int networkMargin = 16;
/// Frames whose inputs a recurrent layer weighs at once, so that each weight is fetched once for all of them.
constexpr int recurrentFrames = 8;

/// The channels of a signal, `stride` values apart, from the first frame of a tile on; earlier frames lie
/// before it.
template <class Float> struct ChannelRows {
    Float* first;
    ptrdiff_t stride;
    Float* operator[](int channel) const { return first + channel * stride; }
};
using HeardRows = ChannelRows<const float>;
using FilledRows = ChannelRows<float>;

/// Functions over one tile. What a value is depends on its own frame and those before, in one order of
/// operations: so the bits are the same in every instruction set and for any lengths of tiles. Audio thread;
/// none allocates.
struct NetworkKernels {
    int lanes; ///< of the registers that they are compiled for

    void (*convolve)(const Convolution& layer, HeardRows in, FilledRows out, int frames) noexcept;
    /// `memory` of Recurrence::memory() and `work` of recurrentWork() numbers.
    void (*recur)(const Recurrence& layer, HeardRows in, FilledRows out, int frames, float* memory,
                  float* work) noexcept;
    void (*pointwise)(const Pointwise& layer, HeardRows in, FilledRows out, int channels,
                      int frames) noexcept;
    /// A stride of 0 is one channel beside all of the other's.
    void (*pairwise)(Pairwise kind, HeardRows a, HeardRows b, FilledRows out, int channels,
                     int frames) noexcept;

    static size_t recurrentWork(const Recurrence& layer) {
        return size_t(layer.rows + networkMargin) * (recurrentFrames + 1);
    }

    /// Those of the instruction set that the registry has chosen. Control thread.
    static const NetworkKernels& chosen();
    /// Called once by each library of nodes while it is loaded.
    static void add(const NetworkKernels& kernels);
};

}
