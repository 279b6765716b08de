// Compressor with one detector for all channels, a soft knee, look-ahead and a filtered sidechain.
// SPDX-License-Identifier: MIT
#include "framework/dsp/envelope.h"
#include "framework/dsp/overlap.h"
#include "nodes/dynamics/key.h"
#include "nodes/dynamics/look_ahead.h"

namespace stemwright {
namespace {

// Feed-forward, with the gain computer and the "smooth, decoupled" envelope in the logarithmic domain, after
// D. Giannoulis, M. Massberg and J. D. Reiss, "Digital Dynamic Range Compressor Design: A Tutorial and
// Analysis", J. Audio Eng. Soc. 60 (2012). Levels are in octaves: log2 of the amplitude.
struct Compressor : Node {
    AudioIn in{this, "in", "signal to compress"};
    AudioOut out{this, "out", "compressed signal"};
    Number threshold{this,
                     "threshold",
                     "level above which it works",
                     {.init = -18, .min = -60, .max = 0, .unit = Unit::dB}};
    Number ratio{this,
                 "ratio",
                 "dB at the input for each dB at the output, above the threshold; 100 is a limiter's",
                 {.init = 2, .min = 1, .max = 100, .scale = Scale::logarithmic}};
    Number attack{this,
                  "attack",
                  "time in which it turns most of the way down (63 %); longer lets more of each hit through",
                  {.init = 10, .min = 0.05, .max = 500, .unit = Unit::ms, .scale = Scale::logarithmic}};
    Number release{this,
                   "release",
                   "time in which it comes most of the way back (63 %), after the attack",
                   {.init = 120, .min = 5, .max = 5000, .unit = Unit::ms, .scale = Scale::logarithmic}};
    Number knee{this,
                "knee",
                "range around the threshold in which it sets in gradually; 0 is a hard knee",
                {.init = 6, .min = 0, .max = 24, .unit = Unit::dB}};
    Level makeup{this, "makeup", "level of the output", {.init = 0, .min = -24, .max = 24, .unit = Unit::dB}};
    Fixed lookahead{this,
                    "lookahead",
                    "how early it reacts; delays the sound by as much, which the mix compensates",
                    {.init = 0, .min = 0, .max = 20, .unit = Unit::ms}};
    Choice detector{
        this, "detector", "whether it listens to peaks or to the mean power over 10 ms", {"peak", "rms"}};
    Key key{this};
    LookAhead delay;

    void prepare() override { delay.frames = framesOf(lookahead(), sampleRate()); }
    int latency() const override { return delay.frames; }
    double tail() const override { return delay.frames; }

    template <class Lanes> struct Kernel {
        struct Settings {
            KeyFilters<Lanes> key;
            Lanes start, slope, knee, curve; // start of the knee; its width, and half of its inverse
            Lanes attack, release, window;
        };
        PeakEnvelope<Lanes> envelope;

        static size_t memory(const Compressor& node) {
            return node.key.memory(node.in) + node.key.port(node.in).channels +
                   node.delay.memory(node.out.channels);
        }
        static Settings follow(const Compressor& node, const Values<Lanes>& now) {
            constexpr float octavesPerDecibel = 0.16609640474436812f;
            float framesPerMs = now.rate * 0.001f;
            Lanes width = now[node.knee] * octavesPerDecibel;
            return {node.key.follow(now),
                    now[node.threshold] * octavesPerDecibel - width * 0.5f,
                    1.f - 1.f / now[node.ratio],
                    width,
                    0.5f / max<Lanes>(width, all<Lanes>(1e-6f)),
                    approach<Lanes>(now[node.attack] * framesPerMs),
                    approach<Lanes>(now[node.release] * framesPerMs),
                    approach<Lanes>(all<Lanes>(10 * framesPerMs))};
        }

        void process(const Compressor& node, const Signals<Lanes>& signals, auto settings) {
            int frames = signals.frames, channels = node.key.port(node.in).channels;
            bool power = node.detector.is("rms");
            Lanes level[quantum], filtered[quantum];
            Lanes *filters = signals.memory, *means = filters + node.key.memory(node.in);
            const Lanes* measured = level;
            for (int c = 0; c < channels; ++c) {
                const Lanes* heard = Key::filter(signals.in(node.key.port(node.in), c), filtered, frames,
                                                 filters + 4 * c, settings);
                if (channels == 1 && !power) { // nothing to put together
                    measured = heard;
                    break;
                }
                Lanes mean = means[c];
                for (int i = 0; i < frames; ++i) {
                    Lanes x = abs<Lanes>(heard[i]);
                    if (power) x = mean = mean + settings(i).window * (x * x - mean);
                    level[i] = c == 0 ? x : max<Lanes>(level[i], x);
                }
                means[c] = mean;
            }

            Lanes none = all<Lanes>(0);
            float floor = power ? 1e-20f : 1e-10f,
                  octaves = power ? 0.5f : 1.f; // of amplitude, for each of what is measured
            using Wide = Pack<nativeLanes>;     // several frames of what is narrower
            for (int i = 0; i < frames * lanesOf<Lanes>; i += nativeLanes) {
                Wide x;
                std::memcpy(&x, reinterpret_cast<const float*>(measured) + i, sizeof x);
                x = log2<Wide>(max<Wide>(abs<Wide>(x), all<Wide>(floor))) * octaves;
                std::memcpy(reinterpret_cast<float*>(level) + i, &x, sizeof x);
            }
            for (int i = 0; i < frames; ++i) {
                const auto& now = settings(i);
                Lanes above = level[i] - now.start, bent = clamp<Lanes>(above, none, now.knee),
                      beyond = max<Lanes>(above - now.knee, none);
                level[i] = now.slope * (bent * bent * now.curve + beyond);
            }
            PeakEnvelope<Lanes> reduction = envelope;
            auto makeup = signals[node.makeup];
            overlap<Lanes>(
                frames,
                [&](int i) {
                    const auto& now = settings(i);
                    level[i] = reduction.tick(level[i], now.attack, now.release);
                },
                [&](int i) { level[i] = exp2<Lanes>(-level[i]) * makeup(i); });
            envelope = reduction;
            node.delay.apply(node.in, node.out, signals, means + channels, level);
        }
    };
};
const Register<Compressor> compressor{"compressor", "Compressor for all channels at once, with a soft knee."};

}
}
