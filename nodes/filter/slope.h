// What highpass and lowpass have in common: a Butterworth filter of a chosen slope.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/dsp/butterworth.h"
#include "framework/dsp/cascade.h"
#include "framework/node/registry.h"
#include "nodes/filter/frequency.h"

namespace stemwright {

template <bool High> struct SlopeFilter : Node {
    AudioIn in{this, "in", "signal to filter"};
    AudioOut out{this, "out", "filtered signal"};
    Number cutoff{this,
                  "cutoff",
                  High ? "frequency below which the signal fades: 3 dB down there"
                       : "frequency above which the signal fades: 3 dB down there",
                  {.init = High ? 80. : 12000.,
                   .min = 10,
                   .max = 20000,
                   .unit = Unit::Hz,
                   .scale = Scale::logarithmic}};
    Choice slope{this,
                 "slope",
                 "how steeply it fades, in dB per octave (Butterworth)",
                 {"12", "6", "18", "24", "36", "48"}};

    int order() const {
        constexpr int orders[] = {2, 1, 3, 4, 6, 8};
        return orders[slope()];
    }
    int sections() const { return butterworthSections(order()); }
    double tail() const override {
        return sampleRate() * ringing(lowest(cutoff), butterworthQuality(order(), sections() - 1));
    }

    template <class Lanes> struct Kernel {
        using Settings = Svf<Lanes>;
        static int records(const SlopeFilter& node) { return node.sections(); }
        static size_t memory(const SlopeFilter& node) {
            return cascadeMemory(node.out.channels, node.sections());
        }
        static Settings follow(const SlopeFilter& node, const Values<Lanes>& now, int section) {
            return Settings::rounded(
                butterworth(High, node.order(), section, fractionOfRate(now[node.cutoff], now.rate)));
        }

        void process(const SlopeFilter& node, const Signals<Lanes>& signals, auto sections) {
            cascade<Lanes>(
                node.out.channels, [&](int c) { return signals.in(node.in, c); },
                [&](int c) { return signals.out(node.out, c); }, signals.frames, signals.memory,
                node.sections(), sections);
        }
    };
};

}
