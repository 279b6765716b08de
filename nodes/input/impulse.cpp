// Single samples of full scale: for tests of timing.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"
#include <algorithm>
#include <cmath>

namespace stemwright {
namespace {

struct Impulse : Node {
    AudioOut out{this, "out", "silence but for the impulses"};
    Fixed at{this, "at", "time of the first", {0, 0, unbounded, Unit::s}};
    Fixed every{this, "every", "time from one to the next; 0: there is only one", {0, 0, 3600, Unit::s}};
    Level level{this, "level", "its level; a sample of exactly 1 at 0 dB", {0, -unbounded, 24, Unit::dB}};

    double end() const override { return every() > 0 ? unbounded : std::round(at() * sampleRate()) + 1; }
    bool timeInvariant() const override { return false; }

    template <class Lanes> struct Kernel {
        void process(const Impulse& node, const Signals<Lanes>& signals, auto) {
            auto level = signals[node.level];
            Lanes* y = signals.out(node.out, 0);
            std::fill_n(y, signals.frames, Lanes{});
            double first = node.at() * node.sampleRate();
            double period = node.every() > 0 ? std::max(node.every() * node.sampleRate(), 1.0) : 0x1p60;
            // Each lies on the sample that is nearest to its own time, so that roundings do not add up.
            double turn = std::max(0.0, std::floor((double(signals.frame) - first) / period) - 1);
            for (;; ++turn) {
                double place = std::round(first + (turn > 0 ? turn * period : 0)) - double(signals.frame);
                if (place >= signals.frames) break;
                if (place >= 0) y[int(place)] = level(int(place));
            }
        }
    };
};
const Register<Impulse> impulse{"impulse", "One sample of full scale, or one every so often."};

}
}
