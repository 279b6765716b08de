// Adds signals, exactly.
// SPDX-License-Identifier: MIT
#include "framework/audio/channel_mixing.h"
#include "framework/audio/exact_sum.h"
#include "framework/node/registry.h"
#include <algorithm>

namespace stemwright {
namespace {

struct Mixer : Node {
    AudioIns in{this, "in", "signals to add; mono is heard on both sides of stereo"};
    AudioOut out{this, "out", "their sum, the same bits in whatever order they come"};
    Fixed wanted{this, "channels", "channels of the sum; 0 for as many as the widest input has", {0, 0, 64}};
    Level gain{this, "gain", "level of the sum", {0, -unbounded, 24, Unit::dB}};

    // One signal on its way into one channel of the sum.
    struct Term {
        const AudioIn* port;
        int channel;
        float factor;
    };
    std::vector<std::vector<Term>> terms; // by channel of the sum

    int channels(const AudioOut&) const override {
        int widest = int(wanted());
        for (size_t i = 0; i < in.size() && wanted() < 1; ++i) widest = std::max(widest, in[i].channels);
        return std::max(widest, 1);
    }

    void prepare() override {
        terms.assign(out.channels, {});
        for (size_t i = 0; i < in.size(); ++i)
            for (const MixTerm& term : mixTerms(in[i].channels, out.channels))
                terms[term.to].push_back({&in[i], term.from, term.factor});
    }

    template <class Lanes> struct Kernel {
        void process(const Mixer& node, const Signals<Lanes>& signals, auto) {
            constexpr int width = lanesOf<Lanes>,
                          part = 64; // values of a sum that are kept in registers or nearby
            auto gain = signals[node.gain];
            int count = signals.frames * width;
            for (int c = 0; c < node.out.channels; ++c) {
                Lanes* y = signals.out(node.out, c);
                float* sum = reinterpret_cast<float*>(y);
                const std::vector<Term>& terms = node.terms[c];
                for (int first = 0; first < count; first += part) {
                    int n = std::min(part, count - first);
                    double sums[part] = {};
                    for (const Term& term : terms) {
                        const float* x =
                            reinterpret_cast<const float*>(signals.in(*term.port, term.channel)) + first;
                        for (int i = 0; i < n; ++i) sums[i] += exact(x[i] * term.factor);
                    }
                    for (int i = 0; i < n; ++i) sum[first + i] = float(sums[i]);
                }
                for (int i = 0; i < signals.frames; ++i) y[i] = y[i] * gain(i);
            }
        }
    };
};
const Register<Mixer> mixer{"mixer", "Adds signals."};

}
}
