// Kernels that remember nothing, as plain functions: while their numbers rest they need no batch.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/node_kernel.h"
#include <cstring>

namespace stemwright {

/// What a lone instance without state and control signals is while its numbers rest. Gives the bits that its
/// batch would give. Any thread.
struct MemorylessKernel {
    /// Floats that follow() fills in.
    size_t (*settings)(const Node&);
    /// Settings for these numbers, given in their order as Number::delivered gives them.
    void (*follow)(const Node&, const float* numbers, float* settings) noexcept;
    /// Whole quanta, any number of them.
    void (*process)(const Node&, const float* numbers, const float* settings, const Work&) noexcept;
};

namespace detail {

template <class N> struct Memoryless {
    using Kernel = typename N::template Kernel<float>;
    using Settings = typename SettingsOf<Kernel>::type;
    static constexpr bool follows = !std::is_same_v<Settings, NoSettings>;
    static constexpr bool hasRecords = requires(const N& node) { Kernel::records(node); };

    static size_t records(const N& node) {
        if constexpr (hasRecords)
            return size_t(Kernel::records(node));
        else
            return 1;
    }

    static size_t settings(const Node& node) {
        return follows ? records(static_cast<const N&>(node)) * sizeof(Settings) / sizeof(float) : 0;
    }

    static void follow(const Node& base, const float* numbers, float* to) noexcept {
        if constexpr (follows) {
            const N& node = static_cast<const N&>(base);
            Values<float> values{numbers, float(base.sampleRate())};
            for (size_t i = 0; i < records(node); ++i) {
                Settings each;
                if constexpr (hasRecords)
                    each = Kernel::follow(node, values, int(i));
                else
                    each = Kernel::follow(node, values);
                std::memcpy(to + i * (sizeof each / sizeof *to), &each, sizeof each);
            }
        }
    }

    // A kernel may rely on stretches of at most a quantum.
    static void process(const Node& base, const float* numbers, const float* settings,
                        const Work& work) noexcept {
        const N& node = static_cast<const N&>(base);
        int kernels = hasTick<N, float> ? base.outputs()[0]->channels : 1;
        for (int first = 0; first < work.frames; first += quantum)
            for (int k = 0; k < kernels; ++k) {
                Signals<float> signals{
                    work.frame + first, quantum, nullptr, &work, first, numbers, nullptr, nullptr, nullptr};
                Kernel kernel{};
                runKernel(kernel, node, signals, k,
                          Resting<Settings>{reinterpret_cast<const Settings*>(settings)});
            }
    }
};

}

/// nullptr for types that remember something, whatever their arguments are.
template <class N> const MemorylessKernel* memorylessKernel() {
    if constexpr (runsInLanes<N>)
        if constexpr (std::is_empty_v<typename N::template Kernel<float>>) {
            using M = detail::Memoryless<N>;
            static const MemorylessKernel kernel{M::settings, M::follow, M::process};
            return &kernel;
        }
    return nullptr;
}

}
