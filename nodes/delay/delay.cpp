// Repeats a signal after a time, and again, each time softer and darker.
// SPDX-License-Identifier: MIT
#include "framework/dsp/one_pole.h"
#include "framework/node/registry.h"
#include <algorithm>
#include <bit>
#include <cmath>

namespace stemwright {
namespace {

double least(const Number& number) {
    double value = number.value.constant;
    if (number.value.curve)
        for (const Curve::Point& point : number.value.curve->points()) value = std::min(value, point.value);
    return value;
}
double greatest(const Number& number) {
    double value = number.value.constant;
    if (number.value.curve)
        for (const Curve::Point& point : number.value.curve->points()) value = std::max(value, point.value);
    return value;
}

struct Delay : Node {
    AudioIn in{this, "in", "signal to repeat"};
    AudioOut out{this, "out", "the repeats alone, without the signal itself"};
    Number time{this,
                "time",
                "time to the first repeat and between repeats; 1/8 is an eighth note",
                {250, 1, 5000, Unit::ms, Scale::logarithmic}};
    Number feedback{this, "feedback", "how much of a repeat goes into the next one", {0.3, 0, 0.98}};
    Number highcut{this,
                   "highcut",
                   "above it each repeat is softer than the one before; 20000 Hz: off",
                   {8000, 200, 20000, Unit::Hz, Scale::logarithmic}};
    Number lowcut{this,
                  "lowcut",
                  "below it each repeat is softer than the one before; 20 Hz: off",
                  {20, 20, 2000, Unit::Hz, Scale::logarithmic}};
    Fixed minimum{this,
                  "minimum",
                  "how short the time may get in a feedback loop of the mix when a wire moves it; 0: as "
                  "short as written",
                  {0, 0, 5000, Unit::ms}};
    Fixed maximum{
        this, "maximum", "how long the time may get; 0: twice as long as written", {0, 0, 10000, Unit::ms}};

    double frames(double ms) const { return ms * 0.001 * sampleRate(); }
    double longest() const {
        return maximum() > 0 ? std::max(frames(maximum()), 4.0)
                             : frames(std::min(2 * greatest(time), 10000.0));
    }
    std::string kernelKey() const override { return formatQuantity(longest(), Unit::samples); }
    int ringSize() const { return int(std::bit_ceil(uint32_t(longest()) + 8)); }

    int minimumDelay() const override {
        double shortest = minimum() > 0 ? std::min(minimum(), least(time)) : least(time);
        return int(std::floor(frames(shortest) + 1e-3));
    }
    // Until repeats are 60 dB down, at most a minute.
    double tail() const override {
        double repeats = 1, kept = greatest(feedback);
        if (kept > 0.001) repeats += std::log(0.001) / std::log(kept);
        return std::min(frames(greatest(time)) * repeats, 60 * sampleRate());
    }

    template <class Lanes> struct Kernel {
        struct Settings {
            Lanes samples, feedback, soften, thin;
            OnePole<Lanes> high, low;
        };
        static Settings follow(const Delay& node, const Values<Lanes>& now) {
            Lanes samples = min<Lanes>(max<Lanes>(now[node.time] * (0.001f * now.rate), all<Lanes>(4)),
                                       all<Lanes>(float(node.longest())));
            Lanes whole = (samples + 12582912.f) - 12582912.f; // times that are meant to be whole samples are
            samples = select(abs<Lanes>(samples - whole) <= samples * 0x1p-22f, whole, samples);
            Lanes one = all<Lanes>(1), none = all<Lanes>(0), highcut = now[node.highcut],
                  lowcut = now[node.lowcut];
            return {samples,
                    now[node.feedback],
                    select(highcut >= all<Lanes>(20000), none, one),
                    select(lowcut <= all<Lanes>(20), none, one),
                    OnePole<Lanes>::at(min<Lanes>(highcut / now.rate, all<Lanes>(0.49f))),
                    OnePole<Lanes>::at(lowcut / now.rate)};
        }

        // Rings first, then what the two filters of each channel remember.
        static size_t memory(const Delay& node) { return size_t(node.in.channels) * (node.ringSize() + 2); }

        // Lagrange's polynomial through six samples: exact where the delay is a whole number.
        static Lanes read(const Lanes* ring, int mask, int now, Lanes delay, int newest) {
            Lanes whole = convert<Lanes>(convert<IntsOf<Lanes>>(delay));
            whole = max<Lanes>(whole, all<Lanes>(float(newest + 2)));
            Lanes c = delay - whole, a = c + 2.f, b = c + 1.f, d = c - 1.f, e = c - 2.f, f = c - 3.f;
            IntsOf<Lanes> at = now - convert<IntsOf<Lanes>>(whole);
            Lanes ab = a * b, ef = e * f, cd = c * d, abc = ab * c, def = d * ef;
            Lanes y = gather<Lanes>(ring, at & mask) * (ab * def * (-1 / 12.f));
            y += gather<Lanes>(ring, (at - 1) & mask) * (abc * ef * (1 / 12.f));
            y += gather<Lanes>(ring, (at + 1) & mask) * (a * c * def * (1 / 24.f));
            y += gather<Lanes>(ring, (at - 2) & mask) * (ab * cd * f * (-1 / 24.f));
            y += gather<Lanes>(ring, (at + 2) & mask) * (b * c * def * (-1 / 120.f));
            y += gather<Lanes>(ring, (at - 3) & mask) * (ab * cd * e * (1 / 120.f));
            return y;
        }

        void process(const Delay& node, const Signals<Lanes>& signals, auto settings) {
            const int size = node.ringSize(), mask = size - 1, channels = node.in.channels;
            const bool early =
                node.advance() > 0; // in a feedback loop, which brings the signal late by as much
            const float advance = float(node.advance());
            for (int c = 0; c < channels; ++c) {
                const Lanes* x = signals.in(node.in, c);
                Lanes *y = signals.out(node.out, c), *ring = signals.memory + size_t(c) * size;
                Lanes* kept = signals.memory + size_t(channels) * size + 2 * c;
                OnePoleState<Lanes> soft{kept[0]}, thin{kept[1]};
                for (int i = 0; i < signals.frames; ++i) {
                    auto s = settings(i);
                    int now = int((signals.frame + i) & mask);
                    Lanes repeat = read(ring, mask, now, s.samples, 1), back = repeat;
                    back += s.soften * (soft.lowpass(back, s.high) - back);
                    back += s.thin * (thin.highpass(back, s.low) - back);
                    ring[now] = x[i] + s.feedback * back;
                    y[i] =
                        early ? read(ring, mask, now, max<Lanes>(s.samples - advance, Lanes{}), 0) : repeat;
                }
                kept[0] = soft.s1;
                kept[1] = thin.s1;
            }
        }
    };
};
const Register<Delay> delay{"delay", "Echo: repeats a signal in time, each repeat softer and darker."};

}
}
