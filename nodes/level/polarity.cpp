// Turns a signal upside down.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"

namespace stemwright {
namespace {

struct Polarity : Node {
    AudioIn in{this, "in", "signal"};
    AudioOut out{this, "out", "the signal, its polarity inverted"};
    Choice invert{
        this, "invert", "which channels; left is the first, right the second", {"all", "left", "right"}};

    template <class Lanes> struct Kernel {
        void process(const Polarity& node, const Signals<Lanes>& signals, auto) {
            for (int c = 0; c < node.out.channels; ++c) {
                float sign = node.invert.is("all") || c == node.invert() - 1 ? -1.f : 1.f;
                const Lanes* x = signals.in(node.in, c);
                Lanes* y = signals.out(node.out, c);
                for (int i = 0; i < signals.frames; ++i) y[i] = x[i] * sign;
            }
        }
    };
};
const Register<Polarity> polarity{"polarity", "Inverts the polarity."};

}
}
