// Follows how loud a signal is, to move other nodes' numbers.
// SPDX-License-Identifier: MIT
#include "framework/dsp/envelope.h"
#include "framework/node/registry.h"

namespace stemwright {
namespace {

struct Follower : Node {
    AudioIn in{this, "in", "signal to listen to; of several channels the loudest counts"};
    ControlOut out{this, "out", "its level: 0 to 1 of full scale, or 0 to 1 from -60 dB to 0 dB"};
    Number attack{
        this, "attack", "how fast it rises with the signal", {10, 0.1, 1000, Unit::ms, Scale::logarithmic}};
    Number release{this, "release", "how fast it falls", {150, 1, 5000, Unit::ms, Scale::logarithmic}};
    Choice scale{this, "scale", "linear moves with the peaks; dB with what the ear hears", {"linear", "dB"}};

    template <class Lanes> struct Kernel {
        struct Settings {
            Lanes attack, release;
        };
        static Settings follow(const Follower& node, const Values<Lanes>& now) {
            return {approach<Lanes>(now[node.attack] * (0.001f * now.rate)),
                    approach<Lanes>(now[node.release] * (0.001f * now.rate))};
        }

        Envelope<Lanes> envelope;
        Lanes last{};

        void process(const Follower& node, const Signals<Lanes>& signals, auto settings) {
            Envelope<Lanes> e = envelope;
            for (int i = 0; i < signals.frames; ++i) {
                Lanes x{};
                for (int c = 0; c < node.in.channels; ++c)
                    x = max<Lanes>(abs<Lanes>(signals.in(node.in, c)[i]), x);
                e.tick(x, settings(i).attack, settings(i).release);
            }
            Lanes value = e.level;
            if (node.scale.is("dB")) value = max<Lanes>(decibels<Lanes>(value) * (1 / 60.f) + 1.f, Lanes{});
            signals.emit(node.out, last, value);
            envelope = e;
            last = value;
        }
    };
};
const Register<Follower> envelope{"envelope", "Follows the level of a signal, to move other nodes' numbers."};

}
}
