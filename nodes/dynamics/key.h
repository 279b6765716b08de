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
        Lanes none = all<Lanes>(0), one = all<Lanes>(1);
        auto section = [&](bool isHigh, const Number& number, auto on) {
            Svf<Lanes> f{none, none, none, none, one, none, none};
            bool anyOn = false;
            for (int l = 0; l < lanesOf<Lanes>; ++l) anyOn |= lane(on, l) != 0;
            if (anyOn)
                f = Svf<Lanes>::rounded(
                    butterworth<Doubles>(isHigh, 2, 0, fractionOfRate(now[number], now.rate)));
            return Svf<Lanes>{select(on, f.in, none),  select(on, f.loss, none), select(on, f.out, none),
                              select(on, f.low, none), select(on, f.m0, one),    select(on, f.m1, none),
                              select(on, f.m2, none)};
        };
        return {section(true, highpass, now[highpass] > all<Lanes>(20)),
                section(false, lowpass, now[lowpass] < all<Lanes>(20000))};
    }

    /// The key of one channel: `x` itself, or filtered in `key`; `settings(i).key` are the filters at frame
    /// i. A filter that is off forgets: then where all lanes are off nothing need be computed, and no lane
    /// can tell what its neighbours do.
    template <class Lanes>
    static const Lanes* filter(const Lanes* x, Lanes* key, int frames, Lanes* memory, auto settings) {
        const KeyFilters<Lanes>&first = settings(0).key, &last = settings(frames).key;
        Lanes none = all<Lanes>(0);
        SvfState<Lanes> high{select(first.high.low > none, memory[0], none),
                             select(first.high.low > none, memory[1], none)};
        SvfState<Lanes> low{select(first.low.low > none, memory[2], none),
                            select(first.low.low > none, memory[3], none)};
        // Settings run straight, so what is off at both ends is off between them.
        Lanes on =
            max<Lanes>(max<Lanes>(first.high.low, last.high.low), max<Lanes>(first.low.low, last.low.low));
        bool off = true;
        for (int l = 0; l < lanesOf<Lanes>; ++l) off &= lane(on, l) == 0;
        if (!off)
            for (int i = 0; i < frames; ++i) {
                const KeyFilters<Lanes>& f = settings(i).key;
                key[i] = low.tick(high.tick(x[i], f.high), f.low);
            }
        memory[0] = high.s1, memory[1] = high.s2, memory[2] = low.s1, memory[3] = low.s2;
        return off ? x : key;
    }
};

}
