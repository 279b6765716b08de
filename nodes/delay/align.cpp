// Moves a signal later or earlier against everything else in the mix.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace stemwright {
namespace {

// Modified Bessel function of the first kind, order 0.
double bessel(double x) {
    double sum = 1, term = 1;
    for (int k = 1; k < 60; ++k) sum += term *= (x / (2 * k)) * (x / (2 * k));
    return sum;
}

// A move earlier is a latency, which the plan answers by delaying all the rest; a move later is a plain
// delay. Parts of a sample are read through a windowed sinc: J. F. Kaiser and R. W. Schafer, "On the use of
// the I0-sinh window" (1980).
struct Align : Node {
    static constexpr int half = 32; // taps to either side of where the filter reads
    AudioIn in{this, "in", "signal to move"};
    AudioOut out{this, "out", "the signal at its new time"};
    Fixed by{this,
             "by",
             "how much later; less than 0 is earlier; parts of a sample count",
             {0, -48000, 48000, Unit::samples}};

    int lag = 0, delay = 0; // frames: declared to the plan, and the whole part of what is done
    bool fractional = false;
    std::array<float, 2 * half> taps{}; // of the samples from delay + half - 1 back to delay - half

    int latency() const override { return lag; }
    double tail() const override { return delay + (fractional ? half : 0); }

    void prepare() override {
        double move = std::abs(by() - std::round(by())) < 1e-6 ? std::round(by()) : by();
        double whole = std::floor(move), part = move - whole;
        fractional = part > 0;
        int ahead = fractional ? half - 1 : 0; // samples needed that are later than the one that is due
        lag = int(std::max(0.0, ahead - whole));
        delay = int(whole) + lag;
        // Reading at delay + part: tap t weighs the sample of delay + t - ahead.
        constexpr double beta = 9.8, pi = 3.14159265358979324;
        double sum = 0;
        std::array<double, 2 * half> exact{};
        for (int t = 0; t < 2 * half && fractional; ++t) {
            double x = t - ahead - part, u = x / half;
            double sine = sinPi<double>(std::min(part, 1 - part)) * ((t - ahead) % 2 ? 1 : -1); // sin(pi x)
            exact[t] = sine / (pi * x) * bessel(beta * std::sqrt(std::max(0.0, 1 - u * u)));
            sum += exact[t];
        }
        for (int t = 0; t < 2 * half && fractional; ++t) taps[t] = float(exact[t] / sum);
    }

    int ringSize() const { return int(std::bit_ceil(uint32_t(delay + 2 * half + quantum))); }

    template <class Lanes> struct Kernel {
        static size_t memory(const Align& node) { return size_t(node.in.channels) * node.ringSize(); }

        void process(const Align& node, const Signals<Lanes>& signals, auto) {
            const int size = node.ringSize(), mask = size - 1, n = signals.frames,
                      now = int(signals.frame & mask);
            const int ahead = node.fractional ? half - 1 : 0, count = node.fractional ? 2 * half : 1;
            for (int c = 0; c < node.in.channels; ++c) {
                const Lanes* x = signals.in(node.in, c);
                Lanes *y = signals.out(node.out, c), *ring = signals.memory + size_t(c) * size;
                for (int i = 0; i < n; ++i) ring[(now + i) & mask] = x[i];
                int newest = now - node.delay + ahead;
                if (!node.fractional) {
                    for (int i = 0; i < n; ++i) y[i] = ring[(newest + i) & mask];
                    continue;
                }
                Lanes around[quantum + 2 * half]; // in the order of time
                for (int i = 0; i < n + count - 1; ++i) around[i] = ring[(newest - count + i + 1) & mask];
                for (int i = 0; i < n; ++i) {
                    Lanes a{}, b{};
                    for (int t = 0; t < count; t += 2) {
                        a += around[i + count - 1 - t] * node.taps[t];
                        b += around[i + count - 2 - t] * node.taps[t + 1];
                    }
                    y[i] = a + b;
                }
            }
        }
    };
};
const Register<Align> align{"align", "Moves a signal later or earlier against everything else."};

}
}
