// Makes a stereo signal narrower or wider.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"
#include <algorithm>

namespace stemwright {
namespace {

struct Width : Node {
    AudioIn in{this, "in", "a stereo signal; others pass unchanged"};
    AudioOut out{this, "out", "the signal at its new width"};
    Number amount{this,
                  "amount",
                  "level of the sides: 0 is mono, 1 leaves it as it is, 2 doubles them",
                  {1, 0, 2},
                  Number::Delivery::sample};

    template <class Lanes> struct Kernel {
        void process(const Width& node, const Signals<Lanes>& signals, auto) {
            int channels = node.in.channels, narrow = channels == 2 ? 2 : 0;
            for (int c = narrow; c < channels; ++c)
                std::copy_n(signals.in(node.in, c), signals.frames, signals.out(node.out, c));
            if (channels != 2) return;
            auto amount = signals[node.amount];
            const Lanes *left = signals.in(node.in, 0), *right = signals.in(node.in, 1);
            Lanes *outLeft = signals.out(node.out, 0), *outRight = signals.out(node.out, 1);
            for (int i = 0; i < signals.frames; ++i) {
                // Between the middle and each channel, or beyond it: exact for 0 and for 1.
                Lanes a = amount(i), l = left[i], r = right[i], middle = (1.f - a) * ((l + r) * 0.5f);
                outLeft[i] = a * l + middle;
                outRight[i] = a * r + middle;
            }
        }
    };
};
const Register<Width> width{"width", "Makes a stereo signal narrower or wider."};

}
}
