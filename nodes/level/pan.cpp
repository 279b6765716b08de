// Places a signal between left and right.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"
#include <algorithm>

namespace stemwright {
namespace {

// The equal-power laws of the Web Audio API's StereoPannerNode (W3C Recommendation 2021, section 1.31): a
// mono signal keeps its power; of a stereo signal one side moves over to the other, and the centre changes
// nothing.
struct Pan : Node {
    AudioIn in{this, "in", "a mono or stereo signal; of wider ones the first two channels are placed"};
    AudioOut out{this, "out", "stereo"};
    Number pan{this, "pan", "-1 is left, 0 the centre, 1 right", {0, -1, 1}, Number::Delivery::sample};

    int channels(const AudioOut&) const override { return std::max(2, in.channels); }

    template <class Lanes> struct Sides { Lanes left, right; };
    template <class Lanes> struct Kernel {
        // Sine of x quarter turns, 0 to 1: Taylor's series, as x and the little that is missing, for the last
        // bit. Exact at both ends; worst error 8.5e-8.
        static Lanes sine(Lanes x) {
            return x + x * polynomial::at<Lanes>(x * x, 0.57079632679f, -0.64596409751f, 0.07969262625f,
                                                 -0.00468175414f, 0.00016044118f, -3.59884324e-06f,
                                                 5.69217e-08f);
        }
        static Sides<Lanes> gains(Lanes x) { return {sine(1.f - x), sine(x)}; }
        static Lanes across(Lanes pan, bool mono) {
            if (mono) return (pan + 1.f) * 0.5f;
            return select(pan > Lanes{}, pan, pan + 1.f);
        }

        void process(const Pan& node, const Signals<Lanes>& signals, auto) {
            auto pan = signals[node.pan];
            bool mono = node.in.channels < 2, rests = pan.stride == 0;
            const Lanes *left = signals.in(node.in, 0), *right = signals.in(node.in, mono ? 0 : 1);
            Lanes *outLeft = signals.out(node.out, 0), *outRight = signals.out(node.out, 1);
            Sides<Lanes> g = gains(across(pan(0), mono));
            for (int i = 0; i < signals.frames; ++i) {
                Lanes p = pan(i), l = left[i], r = right[i];
                if (!rests) g = gains(across(p, mono));
                if (mono) {
                    outLeft[i] = l * g.left;
                    outRight[i] = l * g.right;
                } else {
                    outLeft[i] = select(p > Lanes{}, l * g.left, l + r * g.left);
                    outRight[i] = select(p > Lanes{}, r + l * g.right, r * g.right);
                }
            }
            for (int c = 2; c < node.in.channels; ++c)
                std::copy_n(signals.in(node.in, c), signals.frames, signals.out(node.out, c));
        }
    };
};
const Register<Pan> pan{"pan", "Places a signal between left and right, at equal power."};

}
}
