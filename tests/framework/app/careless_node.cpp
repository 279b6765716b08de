// A node that breaks the rules, for a test that loads it into the command beside its own.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"

namespace stemwright {
namespace {

struct Careless : Node {
    AudioIn in{this, "in", "signal"};
    AudioOut out{this, "out", "the signal, with a click where instances run side by side"};

    template <class Lanes> struct Kernel {
        Lanes now{}; // instances with something to remember run side by side
        void process(const Careless& node, const Signals<Lanes>& signals, auto) {
            for (int i = 0; i < signals.frames; ++i, now += 1.f)
                for (int c = 0; c < node.in.channels; ++c) {
                    bool clicks = lanesOf<Lanes> > 1 && lane(now, 0) == 5000.f && c == 1;
                    signals.out(node.out, c)[i] = signals.in(node.in, c)[i] + (clicks ? 0.5f : 0.f);
                }
        }
    };
};
const Register<Careless> careless{"careless", "Clicks where it should not."};

}
}
