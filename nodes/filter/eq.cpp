// Equaliser of any number of bands.
// SPDX-License-Identifier: MIT
#include "framework/dsp/cascade.h"
#include "framework/node/registry.h"
#include "nodes/filter/frequency.h"

namespace stemwright {
namespace {

// Bands as in R. Bristow-Johnson's Audio EQ Cookbook, computed as state-variable filters (see
// framework/dsp/svf.h).
struct Eq : Node {
    struct Band : Record {
        using Record::Record;
        Choice shape{
            this,
            "shape",
            "what the band does: raise or cut around a frequency (bell), below (low_shelf) or above it "
            "(high_shelf); take it out (notch), or all else (bandpass); fade below (highpass) or above it "
            "(lowpass), 12 dB per octave",
            {"bell", "low_shelf", "high_shelf", "notch", "highpass", "lowpass", "bandpass"}};
        Number freq{this,
                    "freq",
                    "centre or corner frequency",
                    {.init = 1000, .min = 10, .max = 22000, .unit = Unit::Hz, .scale = Scale::logarithmic}};
        Number gain{this,
                    "gain",
                    "raise or cut, for bells and shelves",
                    {.init = 0, .min = -24, .max = 24, .unit = Unit::dB}};
        Number q{this,
                 "q",
                 "how narrow: 0.71 is broad, 2 is an octave of skirt, 10 a surgeon's cut",
                 {.init = 0.71, .min = 0.1, .max = 40, .scale = Scale::logarithmic}};
    };

    AudioIn in{this, "in", "signal to equalise"};
    AudioOut out{this, "out", "equalised signal"};
    Records<Band> bands{this, "bands", "the bands by name, applied in this order", "freq"};

    double tail() const override {
        double longest = 0;
        for (int i = 0; i < bands.size(); ++i) {
            double narrower =
                bands[i].shape.is("bell") ? 4 : 1; // a bell that raises by 24 dB rings so much longer
            longest = std::max(longest, ringing(lowest(bands[i].freq), narrower * highest(bands[i].q)));
        }
        return sampleRate() * longest;
    }

    template <class Lanes> struct Kernel {
        using Settings = Svf<Lanes>;
        static int records(const Eq& node) { return node.bands.size(); }
        static size_t memory(const Eq& node) { return cascadeMemory(node.out.channels, node.bands.size()); }
        static Settings follow(const Eq& node, const Values<Lanes>& now, int i) {
            const Band& band = node.bands[i];
            return Settings::rounded(
                design(band.shape(), fractionOfRate(now[band.freq], now.rate),
                       convert<DoublesOf<Lanes>>(now[band.q]),
                       amplitude<DoublesOf<Lanes>>(convert<DoublesOf<Lanes>>(now[band.gain]))));
        }
        static Svf<DoublesOf<Lanes>> design(int shape, DoublesOf<Lanes> f, DoublesOf<Lanes> q,
                                            DoublesOf<Lanes> gain) {
            SvfDesign<DoublesOf<Lanes>> of(f, q);
            switch (shape) {
            case 0:
                return of.bell(gain);
            case 1:
                return of.lowShelf(gain);
            case 2:
                return of.highShelf(gain);
            case 3:
                return of.notch();
            case 4:
                return of.highpass();
            case 5:
                return of.lowpass();
            default:
                return of.bandpass();
            }
        }

        void process(const Eq& node, const Signals<Lanes>& signals, auto sections) {
            auto input = [&](int c) { return signals.in(node.in, c); };
            auto output = [&](int c) { return signals.out(node.out, c); };
            if (node.bands.size() == 0)
                for (int c = 0; c < node.out.channels; ++c) std::copy_n(input(c), signals.frames, output(c));
            cascade<Lanes>(node.out.channels, input, output, signals.frames, signals.memory,
                           node.bands.size(), sections);
        }
    };
};
const Register<Eq> eq{"eq", "Equaliser of any number of bands."};

}
}
