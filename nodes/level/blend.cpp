// Blends a processed signal with the one that it was made from.
// SPDX-License-Identifier: MIT
#include "framework/audio/channel_mixing.h"
#include "framework/node/registry.h"
#include <algorithm>

namespace stemwright {
namespace {

// Written as the dry signal and what the processing adds to it, so that what a node leaves alone keeps its
// bits at any share, and so do the other parts of a stereo signal where only one was processed.
struct Blend : Node {
    AudioIn in{this, "in", "the processed signal"};
    AudioIn dry{this, "dry", "the signal before; both are as wide as the wider one", Need::optional};
    AudioOut out{this, "out", "between the two"};
    Number share{this,
                 "share",
                 "of the processed signal: 0 % is the dry one, bit for bit, 100 % the processed one",
                 {100, 0, 100, Unit::percent},
                 Number::Delivery::sample};
    Choice part{
        this,
        "part",
        "what of the dry stereo signal the processed one takes the place of; where the dry one is not "
        "stereo, always the whole",
        {"whole", "mid", "side", "left", "right"}};

    bool takesParts() const { return dry.channels == 2 && !part.is("whole"); }

    std::vector<MixTerm> wetTerms, dryTerms;

    int channels(const AudioOut&) const override {
        return takesParts() ? 2 : std::max({1, in.channels, dry.channels});
    }

    void prepare() override {
        wetTerms = mixTerms(in.channels, takesParts() ? 1 : out.channels);
        dryTerms = mixTerms(dry.channels, out.channels);
    }

    template <class Lanes> struct Kernel {
        // A channel of a port after up- or down-mixing.
        static void hear(const AudioIn& port, const std::vector<MixTerm>& terms, int channel,
                         const Signals<Lanes>& signals, Lanes* y) {
            bool first = true; // which is not added to zero, for the sake of -0
            for (const MixTerm& term : terms) {
                if (term.to != channel) continue;
                const Lanes* x = signals.in(port, term.from);
                for (int i = 0; i < signals.frames; ++i)
                    y[i] = first ? x[i] * term.factor : y[i] + x[i] * term.factor;
                first = false;
            }
            if (first) std::fill_n(y, signals.frames, Lanes{});
        }

        static Lanes between(Lanes dry, Lanes wet, Lanes share) {
            Lanes mixed = dry + (wet - dry) * share;
            return select(share > Lanes{}, select(share < all<Lanes>(1), mixed, wet), dry);
        }

        void process(const Blend& node, const Signals<Lanes>& signals, auto) {
            auto percent = signals[node.share];
            auto share = [&](int i) { return percent(i) * 0.01f; };
            Lanes wet[quantum], dry[quantum];
            if (!node.takesParts()) {
                for (int c = 0; c < node.out.channels; ++c) {
                    hear(node.in, node.wetTerms, c, signals, wet);
                    hear(node.dry, node.dryTerms, c, signals, dry);
                    Lanes* y = signals.out(node.out, c);
                    for (int i = 0; i < signals.frames; ++i) y[i] = between(dry[i], wet[i], share(i));
                }
                return;
            }
            hear(node.in, node.wetTerms, 0, signals, wet);
            const Lanes *left = signals.in(node.dry, 0), *right = signals.in(node.dry, 1);
            Lanes *outLeft = signals.out(node.out, 0), *outRight = signals.out(node.out, 1);
            bool onLeft = node.part.is("left"), onRight = node.part.is("right");
            float sign = node.part.is("side") ? -1.f : 1.f;
            for (int i = 0; i < signals.frames; ++i) {
                Lanes l = left[i], r = right[i], w = share(i);
                if (onLeft || onRight) {
                    outLeft[i] = onLeft ? between(l, wet[i], w) : l;
                    outRight[i] = onRight ? between(r, wet[i], w) : r;
                } else {
                    Lanes component = (l + r * sign) * 0.5f;
                    Lanes change = (wet[i] - component) * w;
                    outLeft[i] = select(w > Lanes{}, l + change, l);
                    outRight[i] = select(w > Lanes{}, r + change * sign, r);
                }
            }
        }
    };
};
const Register<Blend> blend{"blend", "Blends a processed signal with the dry one."};

}
}
