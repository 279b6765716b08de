// A steady sine: for tests, and to line up levels.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"

namespace stemwright {
namespace {

// The phase is kept as a 64-bit part of a turn and moved once for each control step; between these, 32 bits
// are enough.
struct Sine : Node {
    AudioOut out{this, "out", "the tone"};
    Number freq{this, "freq", "frequency", {440, 0.1, 20000, Unit::Hz, Scale::logarithmic}};
    Level level{this, "level", "level of its peaks", {-18, -unbounded, 24, Unit::dB}};
    Fixed phase{this, "phase", "part of a turn at which it starts", {0, 0, 1}};

    double end() const override { return unbounded; }
    bool timeInvariant() const override { return false; }

    template <class Lanes> struct Kernel {
        using Words = typename PackOf<uint32_t, lanesOf<Lanes>>::type; // may overflow, unlike signed numbers
        struct Settings {
            Lanes freq;
        };
        static Settings follow(const Sine& node, const Values<Lanes>& now) { return {now[node.freq]}; }

        IntsOf<Lanes> high{}, low{};

        void process(const Sine& node, const Signals<Lanes>& signals, auto settings) {
            auto level = signals[node.level];
            Lanes* y = signals.out(node.out, 0);
            const double toTurns = 0x1p62 / node.sampleRate(); // a quarter of them, so that they fit
            const uint64_t start = uint64_t((node.phase() - int(node.phase())) * 0x1p62) << 2;
            for (int first = 0; first < signals.frames; first += controlStep) {
                Lanes freq = settings(first).freq, later = settings(first + controlStep).freq;
                Words phase{}, step{},
                    bend{}; // where it is, how far it goes in a frame, how much further each time
                for (int l = 0; l < lanesOf<Lanes>; ++l) {
                    uint64_t now = uint64_t(uint32_t(lane(high, l))) << 32 | uint32_t(lane(low, l));
                    uint64_t from = uint64_t(lane(freq, l) * toTurns) << 2,
                             to = uint64_t(lane(later, l) * toTurns) << 2;
                    int64_t more = int64_t(to - from) / controlStep;
                    lane(phase, l) = uint32_t((now + start) >> 32);
                    lane(step, l) = uint32_t((from + uint64_t(more / 2) + 0x80000000u) >> 32);
                    lane(bend, l) = uint32_t((uint64_t(more) + 0x80000000u) >> 32);
                    now += from * controlStep + uint64_t(more) * (controlStep * controlStep / 2);
                    lane(high, l) = int32_t(now >> 32);
                    lane(low, l) = int32_t(now);
                }
                for (int i = first; i < first + controlStep; ++i) {
                    // Beyond a quarter of a turn the sine comes back.
                    IntsOf<Lanes> turn = (IntsOf<Lanes>)phase, back = (IntsOf<Lanes>)(0x80000000u - phase);
                    turn = (turn > 0x40000000) | (turn < -0x40000000) ? back : turn;
                    y[i] = sinPi<Lanes>(convert<Lanes>(turn) * 0x1p-31f) * level(i);
                    phase += step;
                    step += bend;
                }
            }
        }
    };
};
const Register<Sine> sine{"sine", "A sine tone."};

}
}
