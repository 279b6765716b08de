// Gate: turns the sound down while it is quiet.
// SPDX-License-Identifier: MIT
#include "framework/dsp/envelope.h"
#include "nodes/dynamics/key.h"
#include "nodes/dynamics/look_ahead.h"

namespace stemwright {
namespace {

struct Gate : Node {
    AudioIn in{this, "in", "signal to gate"};
    AudioOut out{this, "out", "gated signal"};
    Number threshold{this,
                     "threshold",
                     "peaks from this level on open it",
                     {.init = -40, .min = -90, .max = 0, .unit = Unit::dB}};
    Level range{this,
                "range",
                "level of what comes through the closed gate",
                {.init = -60, .min = -unbounded, .max = 0, .unit = Unit::dB}};
    Number hysteresis{this,
                      "hysteresis",
                      "it stays open down to so much below the threshold, against chatter",
                      {.init = 3, .min = 0, .max = 24, .unit = Unit::dB}};
    Number attack{this,
                  "attack",
                  "time in which it opens most of the way (63 %)",
                  {.init = 1, .min = 0.02, .max = 200, .unit = Unit::ms, .scale = Scale::logarithmic}};
    Number hold{this,
                "hold",
                "time for which it stays open after the last peak; half a wave of the lowest tone at least, "
                "or it chatters",
                {.init = 50, .min = 0, .max = 2000, .unit = Unit::ms}};
    Number release{this,
                   "release",
                   "time in which it closes most of the way (63 %), after the hold",
                   {.init = 120, .min = 1, .max = 5000, .unit = Unit::ms, .scale = Scale::logarithmic}};
    Fixed lookahead{this,
                    "lookahead",
                    "how early it opens; delays the sound by as much, which the mix compensates",
                    {.init = 0, .min = 0, .max = 20, .unit = Unit::ms}};
    Key key{this};
    LookAhead delay;

    void prepare() override { delay.frames = framesOf(lookahead(), sampleRate()); }
    int latency() const override { return delay.frames; }
    double tail() const override { return delay.frames; }

    template <class Lanes> struct Kernel {
        struct Settings {
            KeyFilters<Lanes> key;
            Lanes open, close, hold, attack, release;
        };
        Lanes remaining{};       // frames for which it stays open
        Envelope<Lanes> opening; // 0: closed, 1: open

        static size_t memory(const Gate& node) {
            return node.key.memory(node.in) + node.delay.memory(node.out.channels);
        }
        static Settings follow(const Gate& node, const Values<Lanes>& now) {
            float framesPerMs = now.rate * 0.001f;
            return {node.key.follow(now),
                    amplitude<Lanes>(now[node.threshold]),
                    amplitude<Lanes>(now[node.threshold] - now[node.hysteresis]),
                    max<Lanes>(now[node.hold] * framesPerMs, all<Lanes>(1)),
                    approach<Lanes>(now[node.attack] * framesPerMs),
                    approach<Lanes>(now[node.release] * framesPerMs)};
        }

        void process(const Gate& node, const Signals<Lanes>& signals, auto settings) {
            int frames = signals.frames, channels = node.key.port(node.in).channels;
            Lanes level[quantum], filtered[quantum];
            for (int c = 0; c < channels; ++c) {
                const Lanes* heard = Key::filter(signals.in(node.key.port(node.in), c), filtered, frames,
                                                 signals.memory + 4 * c, settings);
                for (int i = 0; i < frames; ++i)
                    level[i] = c == 0 ? abs<Lanes>(heard[i]) : max<Lanes>(level[i], abs<Lanes>(heard[i]));
            }
            Lanes left = remaining, none = all<Lanes>(0), one = all<Lanes>(1);
            Envelope<Lanes> shutter = opening;
            Lanes target =
                all<Lanes>(1.00390625f); // a little too far, so that it arrives: an open gate is no gate
            auto range = signals[node.range];
            for (int i = 0; i < frames; ++i) {
                const auto& now = settings(i);
                Lanes needed = select(left > none, now.close, now.open);
                left = select(level[i] >= needed, now.hold, max<Lanes>(left - one, none));
                Lanes open = shutter.tick(select(left > none, target, none), now.attack, now.release);
                shutter.level = open = min<Lanes>(open, one);
                level[i] = one - (one - open) * (one - range(i));
            }
            remaining = left;
            opening = shutter;
            node.delay.apply(node.in, node.out, signals, signals.memory + node.key.memory(node.in), level);
        }
    };
};
const Register<Gate> gate{"gate", "Turns the sound down while it is quiet."};

}
}
