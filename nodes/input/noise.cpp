// Noise that is the same in every render.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"
#include <array>
#include <cmath>

namespace stemwright {
namespace {

struct Noise : Node {
    static constexpr int sections = 12;
    AudioOut out{this, "out", "the noise, mono"};
    Choice color{this, "color", "white is even in frequency, pink even in octaves", {"white", "pink"}};
    Level level{
        this, "level", "its RMS level; 0 dB is that of a full square wave", {-18, -unbounded, 24, Unit::dB}};
    Fixed chosen{this, "seed", "another seed, another noise", {1, 0, 1e9}};

    std::array<float, sections> poles{}, zeros{};
    float loudness = 1; // RMS of what comes out of the filter for numbers that are even from -1 to 1

    double end() const override { return unbounded; }
    bool timeInvariant() const override { return false; }
    std::string kernelKey() const override { return std::to_string(seed()); }

    // -3 dB per octave to 0.16 dB from 20 Hz to 0.95 of the band: a pole and a zero in every octave, after G.
    // Corsini and R. Saletti, "A 1/f^gamma power spectrum noise sequence generator", IEEE Trans. Instrum.
    // Meas. 37 (1988), and a little for the uppermost, found by search.
    static constexpr float uppermost = 0.14f;
    void prepare() override {
        double energy = 1.0 / 3;
        if (color.is("pink")) {
            double f = 0.3; // of the highest zero, over the rate
            for (int k = sections - 1; k >= 0; --k, f *= 0.5) {
                poles[k] = float(exp<double>(-6.2831853071795865 * f * 0.7071067811865475));
                zeros[k] = float(exp<double>(-6.2831853071795865 * f));
            }
            energy = 0; // of the impulse response, by its spectrum
            constexpr int points = 1 << 15;
            for (int i = 0; i < points; ++i) {
                double c = cosPi<double>((i + 0.5) / points), power = 1 + uppermost * (uppermost + 2 * c);
                for (int k = 0; k < sections; ++k)
                    power *= (1 + double(zeros[k]) * zeros[k] - 2 * c * zeros[k]) /
                             (1 + double(poles[k]) * poles[k] - 2 * c * poles[k]);
                energy += power / (3.0 * points);
            }
        }
        loudness = float(1 / sqrt<double>(energy));
    }

    template <class Lanes> struct Kernel {
        Lanes before[sections + 1] = {}, last{};
        using Words = typename PackOf<uint32_t, lanesOf<Lanes>>::type;

        // Threefry-2x32 with 20 rounds: J. K. Salmon et al., "Parallel random numbers: as easy as 1, 2, 3"
        // (2011). The frame's number is the counter, so any frame can be had without those before it.
        static Words random(Words a, Words b, Words key, Words other) {
            constexpr int turns[8] = {13, 15, 26, 6, 17, 29, 16, 24};
            const Words keys[3] = {key, other, key ^ other ^ 0x1bd11bdau};
            a += keys[0];
            b += keys[1];
            for (int r = 0; r < 20; ++r) {
                a += b;
                b = ((b << turns[r % 8]) | (b >> (32 - turns[r % 8]))) ^ a;
                if (r % 4 == 3) {
                    a += keys[(r / 4 + 1) % 3];
                    b += keys[(r / 4 + 2) % 3] + uint32_t(r / 4 + 1);
                }
            }
            return a;
        }

        void process(const Noise& node, const Signals<Lanes>& signals, auto) {
            auto level = signals[node.level];
            Lanes* y = signals.out(node.out, 0);
            const Words none{}, key = none + uint32_t(node.chosen()),
                                other = none + uint32_t(node.Node::seed());
            for (int i = 0; i < signals.frames; ++i) {
                uint64_t frame = uint64_t(signals.frame + i);
                Words word = random(none + uint32_t(frame), none + uint32_t(frame >> 32), key, other);
                y[i] = convert<Lanes>((IntsOf<Lanes>)word) * 0x1p-31f;
            }
            if (node.color.is("pink")) {
                Kernel k = *this;
                for (int i = 0; i < signals.frames; ++i) {
                    Lanes x = y[i] + uppermost * k.last;
                    k.last = y[i];
                    for (int s = 0; s < sections; ++s) {
                        // before[s] is what went into section s, before[s + 1] what came out of it
                        Lanes next = x - node.zeros[s] * k.before[s] + node.poles[s] * k.before[s + 1];
                        k.before[s] = x;
                        x = next;
                    }
                    k.before[sections] = x;
                    y[i] = x;
                }
                *this = k;
            }
            for (int i = 0; i < signals.frames; ++i) y[i] = y[i] * (node.loudness * level(i));
        }
    };
};
const Register<Noise> noise{"noise", "White or pink noise."};

}
}
