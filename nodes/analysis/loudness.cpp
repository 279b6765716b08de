// Shows loudness as broadcasters measure it.
// SPDX-License-Identifier: MIT
#include "framework/dsp/svf.h"
#include "framework/node/registry.h"
#include <algorithm>
#include <bit>
#include <cmath>

namespace stemwright {
namespace {

// ITU-R BS.1770-4: K weighting, sums over channels and sliding windows of 400 ms and 3 s (EBU Tech 3341),
// here by steps of 32 samples. The two filters are given there for 48 kHz; the analog filters behind them,
// which serve every rate, are those of J. Nieminen's and J. Kokemüller's libebur128.
struct Loudness : Node {
    static constexpr int most = 6; // channels: mono, stereo, 4, 5.0 or 5.1
    AudioIn in{this, "in", "signal to measure, of up to 6 channels"};
    AudioOut out{this, "out", "the same, unchanged"};
    ControlOut momentary{this, "momentary", "loudness of the last 400 ms", Unit::LUFS};
    ControlOut shortTerm{this, "short_term", "loudness of the last 3 s", Unit::LUFS};

    Svf<float> shelf{}, highpass{};
    float weights[most] = {1, 1, 1, 1, 1, 1};
    int steps[2] = {1, 1}; // of the windows
    int ringSize = 1;

    // A section of second order with the numerator high s^2 + band s / q + low over s^2 + s / q + 1.
    Svf<float> section(double hz, double q, double high, double band, double low) const {
        Svf<double> f = SvfDesign<double>(hz / sampleRate(), q).highpass();
        f.m0 = high, f.m1 = (band - high) / 2, f.m2 = (low - high) / 2;
        return Svf<float>::rounded(f);
    }

    void prepare() override {
        double gain = exp2<double>(3.999843853973347 * 0.16609640474436812);
        double middle = exp2<double>(0.4996667741545416 * log2<double>(gain));
        shelf = section(1681.974450955533, 0.7071752369554196, gain, middle, 1);
        // The standard writes its high-pass without the factor that makes it 0 dB.
        highpass = section(38.13547087602444, 0.5003270373238773, 1.0049948, 0, 0);
        if (in.channels == 5 || in.channels == 6) {
            weights[in.channels - 2] = weights[in.channels - 1] = 1.41f;
            if (in.channels == 6) weights[3] = 0; // the low-frequency channel
        }
        steps[0] = int(std::lround(0.4 * sampleRate() / controlStep));
        steps[1] = int(std::lround(3 * sampleRate() / controlStep));
        ringSize = int(std::bit_ceil(uint32_t(steps[1] + 1)));
    }

    template <class Lanes> struct Kernel {
        static constexpr float floor = -120;   // LUFS, shown for silence
        static constexpr double unit = 0x1p36; // of power, as it is counted
        SvfState<Lanes> filters[most][2];
        IntsOf<Lanes> high[2] = {}, low[2] = {}; // power in each window, a whole number: it never drifts
        Lanes last[2] = {all<Lanes>(floor), all<Lanes>(floor)};

        static size_t memory(const Loudness& node) { return size_t(node.ringSize); } // power of each step

        static int64_t counted(float power) { return int64_t(double(power < 4096 ? power : 4096) * unit); }

        void process(const Loudness& node, const Signals<Lanes>& signals, auto) {
            Lanes power{};
            const Svf<Lanes> shelf = spread(node.shelf), highpass = spread(node.highpass);
            for (int c = 0; c < node.in.channels; ++c) {
                const Lanes* x = signals.in(node.in, c);
                std::copy_n(x, signals.frames, signals.out(node.out, c));
                if (c >= most) continue;
                SvfState<Lanes> a = filters[c][0], b = filters[c][1];
                Lanes sum{};
                for (int i = 0; i < signals.frames; ++i) {
                    Lanes y = b.tick(a.tick(x[i], shelf), highpass);
                    sum += y * y;
                }
                power += sum * (node.weights[c] / controlStep);
                filters[c][0] = a;
                filters[c][1] = b;
            }
            const int64_t step = signals.frame / controlStep;
            const int mask = node.ringSize - 1;
            signals.memory[step & mask] = power;
            for (int w = 0; w < 2; ++w) {
                Lanes gone = signals.memory[(step - node.steps[w]) & mask], mean{};
                for (int l = 0; l < lanesOf<Lanes>; ++l) {
                    int64_t sum =
                        int64_t(uint64_t(uint32_t(lane(high[w], l))) << 32 | uint32_t(lane(low[w], l)));
                    sum += counted(lane(power, l)) - counted(lane(gone, l));
                    lane(high[w], l) = int32_t(sum >> 32);
                    lane(low[w], l) = int32_t(sum);
                    lane(mean, l) = float(double(sum) / (unit * node.steps[w]));
                }
                Lanes loud = max<Lanes>(decibels<Lanes>(mean) * 0.5f - 0.691f, all<Lanes>(floor));
                signals.emit(w == 0 ? node.momentary : node.shortTerm, last[w], loud);
                last[w] = loud;
            }
        }
        static Svf<Lanes> spread(const Svf<float>& f) {
            return {all<Lanes>(f.in), all<Lanes>(f.loss), all<Lanes>(f.out), all<Lanes>(f.low),
                    all<Lanes>(f.m0), all<Lanes>(f.m1),   all<Lanes>(f.m2)};
        }
    };
};
const Register<Loudness> loudness{"loudness",
                                  "Shows momentary and short-term loudness, and passes its signal on."};

}
}
