// Changes the level of a signal.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"

namespace stemwright {
namespace {

struct Gain : Node {
    AudioIn in{this, "in", "signal"};
    AudioOut out{this, "out", "the signal at its new level"};
    Level gain{this, "gain", "level change", {.init = 0, .min = -unbounded, .max = 24, .unit = Unit::dB}};

    template <class Lanes> struct Kernel {
        void process(const Gain& node, const Signals<Lanes>& signals, auto) {
            auto gain = signals[node.gain];
            for (int c = 0; c < node.out.channels; ++c) {
                const Lanes* x = signals.in(node.in, c);
                Lanes* y = signals.out(node.out, c);
                for (int i = 0; i < signals.frames; ++i) y[i] = x[i] * gain(i);
            }
        }
    };
};
const Register<Gain> gain{"gain", "Changes the level."};

}
}
