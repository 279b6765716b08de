// Takes one component out of a stereo signal.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"

namespace stemwright {
namespace {

struct Component : Node {
    AudioIn in{this, "in", "a stereo signal; a mono one is its own mid, left and right"};
    AudioOut out{this, "out", "the component, one channel"};
    Choice part{this,
                "part",
                "mid is (left + right) / 2, side is (left - right) / 2",
                {"mid", "side", "left", "right"}};

    int channels(const AudioOut&) const override { return 1; }

    template <class Lanes> struct Kernel {
        void process(const Component& node, const Signals<Lanes>& signals, auto) {
            const Lanes *left = signals.in(node.in, 0),
                        *right = signals.in(node.in, node.in.channels > 1 ? 1 : 0);
            Lanes* y = signals.out(node.out, 0);
            int part = node.part();
            for (int i = 0; i < signals.frames; ++i)
                y[i] = part == 0   ? (left[i] + right[i]) * 0.5f
                       : part == 1 ? (left[i] - right[i]) * 0.5f
                       : part == 2 ? left[i]
                                   : right[i];
        }
    };
};
const Register<Component> component{"component",
                                    "Takes the mid, the side, left or right out of a stereo signal."};

}
}
