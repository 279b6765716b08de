// What a node's file says of its kernel, found out while it is compiled.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/kernel.h"
#include <type_traits>

namespace stemwright {

// A node file holds one of these:
//   template <class Lanes> struct Kernel   state, a struct of nothing but Lanes (and ints over lanes), run in
//                                          every width
//   struct Processor                       anything, run one instance at a time; constructed from the node
// with some of these members:
//   void reset()                           of a Processor that remembers something
//   static constexpr int mostFrames        of a stretch, for a Processor that takes more than a quantum
//   struct Settings
//   static Settings follow(const N&, const Values<Lanes>&)     pure; with `static int records(const N&)`
//   there
//                                          is one Settings for each, and follow takes the record's number as
//                                          third argument
//   static size_t memory(const N&)         further words of state, for delay lines
//   Lanes tick(Lanes x, const Settings&)   a kernel of its own for each channel of the first input and output
//   void process(const N&, const Signals<Lanes>&, auto settings)     everything at once; `settings(i)` are
//                                          those of frame i
template <class N>
concept HasLaneKernel = requires {
    typename N::template Kernel<float>;
};
template <class N> constexpr bool runsInLanes = HasLaneKernel<N>;

namespace detail {
template <class N, class Lanes> struct KernelOf { using type = typename N::Processor; };
template <HasLaneKernel N, class Lanes> struct KernelOf<N, Lanes> {
    using type = typename N::template Kernel<Lanes>;
};
template <class K> struct SettingsOf { using type = NoSettings; };
template <class K>
    requires requires { typename K::Settings; }
struct SettingsOf<K> {
    using type = typename K::Settings;
};
template <class N, class Lanes>
constexpr bool hasBareTick = requires(typename KernelOf<N, Lanes>::type k, Lanes x) {
    k.tick(x);
};
template <class N, class Lanes>
constexpr bool hasTick = hasBareTick<N, Lanes> ||
                         requires(typename KernelOf<N, Lanes>::type k, Lanes x,
                                  typename SettingsOf<typename KernelOf<N, Lanes>::type>::type s) {
    k.tick(x, s);
};

// One stretch of a kernel: of channel `k` only, where each has one of its own.
template <class N, class Lanes, class Kernel, class Following>
void runKernel(Kernel& state, const N& node, const Signals<Lanes>& signals, int k, Following settings) {
    if constexpr (hasTick<N, Lanes>) {
        const Node& base = node;
        const Lanes* x = signals.in(*base.inputs()[0], k);
        Lanes* y = signals.out(*base.outputs()[0], k);
        Kernel kernel = state; // in registers: state behind a pointer would be stored in every frame
        for (int i = 0; i < signals.frames; ++i) {
            if constexpr (hasBareTick<N, Lanes>)
                y[i] = kernel.tick(x[i]);
            else
                y[i] = kernel.tick(x[i], settings(i));
        }
        state = kernel;
    } else
        state.process(node, signals, settings);
}
}

/// Words of state of one instance in lanes; 1 where a Processor has something to reset.
template <class N> size_t stateWords(const N& node) {
    if constexpr (runsInLanes<N>) {
        using Kernel = typename N::template Kernel<float>;
        size_t words = std::is_empty_v<Kernel> ? 0 : sizeof(Kernel) / sizeof(float);
        if constexpr (requires { Kernel::memory(node); }) words += Kernel::memory(node);
        return words;
    } else
        return requires(typename N::Processor p) { p.reset(); };
}

}
