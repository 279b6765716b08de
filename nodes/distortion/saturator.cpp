// Saturation: colour by gentle distortion, without aliases.
// SPDX-License-Identifier: MIT
#include "framework/dsp/oversample.h"
#include "framework/dsp/svf.h"
#include "framework/node/registry.h"

namespace stemwright {
namespace {

// A waveshaper at a multiple of the rate, so that its harmonics beyond half the rate are filtered away
// instead of folded down; see framework/dsp/oversample.h.
struct Saturator : Node {
    AudioIn in{this, "in", "signal to saturate"};
    AudioOut out{this, "out", "saturated signal"};
    Number drive{this,
                 "drive",
                 "how hard it is driven; peaks of -12 dBFS keep their level at any drive, what is quieter "
                 "comes up and "
                 "what is louder is held",
                 {.init = 6, .min = 0, .max = 36, .unit = Unit::dB}};
    Choice shape{this,
                 "shape",
                 "its colour: odd harmonics (tanh), the same and more gently (soft), even ones too (tube)",
                 {"tanh", "soft", "tube"}};
    Choice oversampling{this,
                        "oversampling",
                        "how many times the rate it computes at: more is cleaner in the treble, and slower",
                        {"4", "1", "2", "8"}};
    Level level{this, "output", "level of the output", {.init = 0, .min = -24, .max = 24, .unit = Unit::dB}};
    Oversampler oversampler;
    Svf<float> blocker; // of direct current, for the tube

    void prepare() override {
        constexpr int factors[] = {4, 1, 2, 8};
        oversampler = Oversampler(factors[oversampling()]);
        blocker = Svf<float>::rounded(SvfDesign<double>(5 / sampleRate(), 1).firstHighpass());
    }
    int latency() const override { return oversampler.latency(); }
    double tail() const override { return 2 * oversampler.latency() + (shape.is("tube") ? sampleRate() : 0); }

    template <class Lanes> struct Kernel {
        struct Settings {
            Lanes drive, makeup;
        };

        template <int Shape> struct Shaper {
            Lanes operator()(Lanes x) const {
                if constexpr (Shape == 0) return tanh<Lanes>(x);
                if constexpr (Shape == 1) return x / sqrt<Lanes>(x * x + 1.f);
                // tanh(x + bias) - tanh(bias), by the addition theorem: exact for small signals
                constexpr float b = 0.33637554f; // tanh(0.35)
                Lanes t = tanh<Lanes>(x);
                return t * (1.f - b * b) / (1.f + b * t);
            }
        };

        static size_t memory(const Saturator& node) {
            return node.out.channels * (node.oversampler.memory() + 2);
        }
        static Settings follow(const Saturator& node, const Values<Lanes>& now) {
            constexpr float kept = 0.25f; // the amplitude that keeps its level
            Lanes drive = amplitude<Lanes>(now[node.drive]), peak = drive * kept, level;
            if (node.shape() == 0)
                level = Shaper<0>{}(peak);
            else if (node.shape() == 1)
                level = Shaper<1>{}(peak);
            else
                level = 0.5f * (Shaper<2>{}(peak)-Shaper<2>{}(-peak));
            return {drive, kept / level};
        }

        void process(const Saturator& node, const Signals<Lanes>& signals, auto settings) {
            if (node.shape() == 0)
                run<0>(node, signals, settings);
            else if (node.shape() == 1)
                run<1>(node, signals, settings);
            else
                run<2>(node, signals, settings);
        }

        template <int Shape>
        static void run(const Saturator& node, const Signals<Lanes>& signals, auto settings) {
            Lanes* memory = signals.memory;
            Lanes driven[quantum], wet[quantum];
            auto level = signals[node.level];
            Svf<Lanes> blocker = Svf<Lanes>::everywhere(node.blocker);
            for (int c = 0; c < node.out.channels; ++c) {
                const Lanes* x = signals.in(node.in, c);
                Lanes* y = signals.out(node.out, c);
                for (int i = 0; i < signals.frames; ++i) driven[i] = settings(i).drive * x[i];
                node.oversampler.run(driven, wet, signals.frames, memory, Shaper<Shape>{});
                memory += node.oversampler.memory();
                SvfState<Lanes> state{memory[0], memory[1]};
                for (int i = 0; i < signals.frames; ++i) {
                    Lanes v = wet[i] * settings(i).makeup;
                    if constexpr (Shape == 2) v = state.tick(v, blocker);
                    y[i] = v * level(i);
                }
                memory[0] = state.s1, memory[1] = state.s2;
                memory += 2;
            }
        }
    };
};
const Register<Saturator> saturator{"saturator", "Colours the sound by gentle distortion."};

}
}
