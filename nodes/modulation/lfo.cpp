// A slow oscillator that moves parameters.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"

namespace stemwright {
namespace {

// The phase is a 64-bit part of a turn, so it is exact for weeks; what a step adds to it is rounded once.
struct Lfo : Node {
    ControlOut out{this, "out", "-1 to 1"};
    Number rate{this, "rate", "cycles per second", {1, 0.01, 100, Unit::Hz, Scale::logarithmic}};
    Choice shape{this,
                 "shape",
                 "how it moves; the jumps of square, saw and random take one control step, 32 samples",
                 {"sine", "triangle", "square", "saw", "random"}};
    Fixed phase{this, "phase", "part of a cycle at which it starts", {0, 0, 1}};

    bool timeInvariant() const override { return false; }

    // Any 32-bit number into one that looks like chance: C. Wellons, "Prospecting for Hash Functions" (2018),
    // lowbias32.
    static uint32_t scramble(uint32_t x) {
        x = (x ^ (x >> 16)) * 0x7feb352du;
        x = (x ^ (x >> 15)) * 0x846ca68bu;
        return x ^ (x >> 16);
    }

    template <class Lanes> struct Kernel {
        struct Settings {
            Lanes rate;
        };
        static Settings follow(const Lfo& node, const Values<Lanes>& now) { return {now[node.rate]}; }

        IntsOf<Lanes> high{}, low{}, cycles{}; // phase, and whole turns

        static float value(int shape, uint32_t phase, uint32_t cycle, uint32_t seed) {
            float turn = float(int32_t(phase)) * 0x1p-32f; // -0.5 to 0.5
            switch (shape) {
            case 0:
                return sineOfTurns<float>(turn);
            case 1:
                return 1 - 4 * abs<float>(turn);
            case 2:
                return turn < 0 ? -1 : 1;
            case 3:
                return 2 * turn;
            default:
                return float(int32_t(scramble(cycle + scramble(seed)))) * 0x1p-31f;
            }
        }

        void process(const Lfo& node, const Signals<Lanes>& signals, auto settings) {
            const int shape = node.shape();
            double offset =
                node.phase() + (shape == 1 ? 0.75 : 0); // the triangle, too, starts at 0 and rises
            const uint64_t start = uint64_t(int64_t((offset - int(offset)) * 0x1p62)) << 2;
            const uint32_t seed = uint32_t(node.seed());
            const double turns = controlStep / node.sampleRate();
            Lanes rate = settings(controlStep / 2).rate, from{}, to{}; // its mean over the step
            for (int l = 0; l < lanesOf<Lanes>; ++l) {
                uint64_t before = uint64_t(uint32_t(lane(high, l))) << 32 | uint32_t(lane(low, l));
                uint64_t after = before + (uint64_t(lane(rate, l) * turns * 0x1p62) << 2);
                uint32_t cycle = uint32_t(lane(cycles, l)), next = cycle + (after < before);
                uint64_t shownBefore = before + start, shownAfter = after + start;
                lane(from, l) =
                    value(shape, uint32_t(shownBefore >> 32), cycle + (shownBefore < start), seed);
                lane(to, l) = value(shape, uint32_t(shownAfter >> 32), next + (shownAfter < start), seed);
                lane(high, l) = int32_t(after >> 32);
                lane(low, l) = int32_t(after);
                lane(cycles, l) = int32_t(next);
            }
            signals.emit(node.out, from, to);
        }
    };
};
const Register<Lfo> lfo{"lfo", "A slow oscillator that moves other nodes' numbers."};

}
}
