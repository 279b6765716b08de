// Nodes for tests of the engine: one that is late, one that counts, one that shows its numbers, and poison.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/registry.h"
#include <bit>
#include <cmath>
#include <limits>

namespace stemwright::probe {

/// Gives its input `by` samples later, and says so.
struct Late : Node {
    AudioIn in{this, "in", "signal"};
    AudioOut out{this, "out", "the same, later"};
    Fixed by{this, "by", "how much later", {0, 0, 96000, Unit::samples}};

    int latency() const override { return int(by()); }
    double tail() const override { return by(); }
    size_t ring() const { return std::bit_ceil(size_t(by()) + quantum); }

    template <class Lanes> struct Kernel {
        static size_t memory(const Late& node) { return node.in.channels * node.ring(); }
        void process(const Late& node, const Signals<Lanes>& signals, auto) {
            for (int c = 0; c < node.out.channels; ++c) {
                Lanes* ring = signals.memory + c * node.ring();
                for (int i = 0; i < signals.frames; ++i) {
                    size_t now = size_t(signals.frame + i);
                    ring[now & (node.ring() - 1)] = signals.in(node.in, c)[i];
                    signals.out(node.out, c)[i] = ring[(now - size_t(node.by())) & (node.ring() - 1)];
                }
            }
        }
    };
};
inline const Register<Late> late{"probe_late", "Late, and says so."};

/// Shows what its numbers are, frame by frame: the grid's, the frame's and the level's.
struct Show : Node {
    AudioIn in{this, "in", "signal, unused", Need::optional};
    AudioOut out{this, "out", "three channels, one for each number"};
    Number grid{this, "grid", "on the grid", {0, -unbounded, 1e9}};
    Number frequency{this, "frequency", "on the grid", {1000, 1, 20000, Unit::Hz, Scale::logarithmic}};
    Number sample{this, "sample", "by the frame", {0, -1e9, 1e9}, Number::Delivery::sample};
    Level level{this, "level", "by the frame", {0, -unbounded, 40, Unit::dB}};

    int channels(const AudioOut&) const override { return 4; }

    template <class Lanes> struct Kernel {
        struct Settings {
            Lanes grid, frequency;
        };
        static Settings follow(const Show& node, const Values<Lanes>& now) {
            return {now[node.grid], now[node.frequency]};
        }
        void process(const Show& node, const Signals<Lanes>& signals, auto settings) {
            auto sample = signals[node.sample], level = signals[node.level];
            for (int i = 0; i < signals.frames; ++i) {
                signals.out(node.out, 0)[i] = settings(i).grid;
                signals.out(node.out, 1)[i] = settings(i).frequency;
                signals.out(node.out, 2)[i] = sample(i);
                signals.out(node.out, 3)[i] = level(i);
            }
        }
    };
};
inline const Register<Show> show{"probe_show", "Shows its numbers."};

/// A control signal that rises by one in every frame, or by what one wants.
struct Ramp : Node {
    ControlOut out{this, "out", "frames since the start, times the slope"};
    Fixed slope{this, "slope", "for each frame", {1, -1e6, 1e6}};

    bool timeInvariant() const override { return false; }

    template <class Lanes> struct Kernel {
        void process(const Ramp& node, const Signals<Lanes>& signals, auto) {
            float start = float(signals.frame), slope = float(node.slope());
            signals.emit(node.out, all<Lanes>(start * slope), all<Lanes>((start + controlStep) * slope));
        }
    };
};
inline const Register<Ramp> ramp{"probe_ramp", "A control signal that rises."};

/// Passes its input on, numbers the frames since its state was fresh, and gives something bad at one frame.
struct Poison : Node {
    AudioIn in{this, "in", "signal", Need::optional};
    AudioOut out{this, "out", "the signal"};
    AudioOut age{this, "age", "frames since the state was fresh"};
    ControlOut control{this, "control", "0, or something bad"};
    Choice what{this, "what", "the bad thing", {"nan", "inf", "-inf"}};
    Choice where{this, "where", "where it comes out", {"out", "age", "control"}};
    Fixed at{this, "at", "at which frame", {100, 0, 1e9, Unit::samples}};
    Fixed until{this, "until", "from that frame on all are good again", {0, 0, 1e9, Unit::samples}};

    bool bad(int64_t frame) const { return frame == int64_t(at()) || (frame > at() && frame < until()); }
    float badness() const {
        return what.is("nan") ? std::numeric_limits<float>::quiet_NaN()
                              : (what.is("inf") ? 1 : -1) * std::numeric_limits<float>::infinity();
    }

    template <class Lanes> struct Kernel {
        Lanes frames{};
        void process(const Poison& node, const Signals<Lanes>& signals, auto) {
            Lanes shown{};
            for (int i = 0; i < signals.frames; ++i, frames += 1.f) {
                Lanes x = node.in.connected() ? signals.in(node.in, 0)[i] : Lanes{};
                bool bad = node.bad(signals.frame + i);
                signals.out(node.out, 0)[i] = bad && node.where.is("out") ? all<Lanes>(node.badness()) : x;
                signals.out(node.age, 0)[i] =
                    bad && node.where.is("age") ? all<Lanes>(node.badness()) : frames;
                if (bad && node.where.is("control")) shown = all<Lanes>(node.badness());
            }
            signals.emit(node.control, Lanes{}, shown);
        }
    };
    int channels(const AudioOut&) const override { return 1; }
};
inline const Register<Poison> poison{"probe_poison", "Gives what nobody may give."};

}
