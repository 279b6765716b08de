// What the detectors of dynamics nodes hear: their own input or a sidechain, filtered on request.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/dsp/butterworth.h"
#include "framework/node/registry.h"
#include "nodes/filter/frequency.h"
#include <type_traits>

namespace stemwright {

/// Filters of a key. One that is switched off has m0 = 1 and nothing else.
template <class Lanes> struct KeyFilters { Svf<Lanes> high, low; };

struct Key {
    explicit Key(Node* node)
        : sidechain(node, "sidechain", "what the detector hears instead of the signal", Need::optional),
          highpass(node, "key_highpass", "the detector does not hear what is below; 20 Hz switches this off",
                   {.init = 20, .min = 20, .max = 20000, .unit = Unit::Hz, .scale = Scale::logarithmic}),
          lowpass(node, "key_lowpass", "the detector does not hear what is above; 20 kHz switches this off",
                  {.init = 20000, .min = 20, .max = 20000, .unit = Unit::Hz, .scale = Scale::logarithmic}) {}

    AudioIn sidechain;
    Number highpass, lowpass;

    const AudioIn& port(const AudioIn& in) const { return sidechain.connected() ? sidechain : in; }
    size_t memory(const AudioIn& in) const { return 4 * size_t(port(in).channels); }

    template <class Lanes> KeyFilters<Lanes> follow(const Values<Lanes>& now) const {
        using Doubles = DoublesOf<Lanes>;
        auto section = [&](bool isHigh, const Number& number) {
            return Svf<Lanes>::rounded(
                butterworth<Doubles>(isHigh, 2, 0, fractionOfRate(now[number], now.rate)));
        };
        auto orNothing = [](auto on, Svf<Lanes> f) {
            Lanes none = all<Lanes>(0);
            return Svf<Lanes>{select(on, f.in, none),          select(on, f.loss, none),
                              select(on, f.out, none),         select(on, f.low, none),
                              select(on, f.m0, all<Lanes>(1)), select(on, f.m1, none),
                              select(on, f.m2, none)};
        };
        return {orNothing(now[highpass] > all<Lanes>(20), section(true, highpass)),
                orNothing(now[lowpass] < all<Lanes>(20000), section(false, lowpass))};
    }

    /// Writes the filtered key of one channel; `settings(i).key` are the filters at frame i. A filter that is
    /// off forgets: then where all lanes are off nothing need be computed, and no lane can tell what its
    /// neighbours do.
    template <class Lanes>
    static void filter(const Lanes* x, Lanes* key, int frames, Lanes* memory, auto settings) {
        constexpr bool rests = std::is_reference_v<decltype(settings(0))>;
        KeyFilters<Lanes> f = settings(0).key;
        Lanes none = all<Lanes>(0);
        SvfState<Lanes> high{select(f.high.low > none, memory[0], none),
                             select(f.high.low > none, memory[1], none)};
        SvfState<Lanes> low{select(f.low.low > none, memory[2], none),
                            select(f.low.low > none, memory[3], none)};
        bool off = rests;
        for (int l = 0; l < lanesOf<Lanes>; ++l) off &= lane(f.high.low, l) == 0 && lane(f.low.low, l) == 0;
        if (off)
            std::copy_n(x, frames, key);
        else
            for (int i = 0; i < frames; ++i) {
                if constexpr (!rests) f = settings(i).key;
                key[i] = low.tick(high.tick(x[i], f.high), f.low);
            }
        memory[0] = high.s1, memory[1] = high.s2, memory[2] = low.s1, memory[3] = low.s2;
    }
};

}
