// True-peak limiter: nothing passes the ceiling, not even between the samples.
// SPDX-License-Identifier: MIT
#include "framework/dsp/envelope.h"
#include "framework/dsp/sliding.h"
#include "framework/dsp/true_peak_detector.h"
#include "nodes/dynamics/look_ahead.h"

namespace stemwright {
namespace {

// The reduction that each peak needs is held over the look-ahead, let go of slowly, and smoothed by two means
// one after the other that together are as long as the look-ahead: so it has arrived in full, without a
// corner, when the peak comes. After G. Luff, "Designing a Straightforward Limiter" (Signalsmith Audio,
// 2022); peaks after ITU-R BS.1770-4, annex 2.
//
// The gain that moves across a peak lifts what lies between the samples a little over it: up to 0.03 dB in
// clipped noise with the shortest times, a thousandth otherwise. So it aims that much lower, and the ceiling
// is kept strictly.
constexpr float margin = 0.996552f; // -0.03 dB

struct Limiter : Node {
    AudioIn in{this, "in", "signal to limit"};
    AudioOut out{this, "out", "limited signal"};
    Level drive{this,
                "drive",
                "level into the limiter: more is louder and denser",
                {.init = 0, .min = -24, .max = 24, .unit = Unit::dB}};
    Number ceiling{this,
                   "ceiling",
                   "highest true peak of the output",
                   {.init = -1, .min = -24, .max = 0, .unit = Unit::dBTP}};
    Number release{
        this,
        "release",
        "time in which it comes most of the way back (63 %) after a peak; longer is cleaner, shorter louder",
        {.init = 80, .min = 1, .max = 2000, .unit = Unit::ms, .scale = Scale::logarithmic}};
    Fixed lookahead{
        this,
        "lookahead",
        "time over which it turns down before a peak; delays the sound, which the mix compensates",
        {.init = 2, .min = 0.5, .max = 10, .unit = Unit::ms}};
    float greatestGain = 1; // of a peak over the frames
    LookAhead delay;
    SlidingMaximum held;
    SlidingMean first, second;

    void prepare() override {
        greatestGain = TruePeakDetector::greatestGain();
        int frames = framesOf(lookahead(), sampleRate());
        delay.frames = frames + TruePeakDetector::latency;
        held = SlidingMaximum(frames + 2); // a peak between two frames counts for both
        first = SlidingMean((frames + 3) / 2);
        second = SlidingMean(frames + 2 - (frames + 3) / 2);
    }
    int latency() const override { return delay.frames; }
    double tail() const override { return delay.frames; }

    template <class Lanes> struct Kernel {
        struct Settings {
            Lanes ceiling, release;
        };
        Lanes reduction{}; // of the amplitude: 0 is none
        IntsOf<Lanes> firstSum{}, secondSum{};

        static size_t history(const Limiter& node) {
            return size_t(TruePeakDetector::history) * node.out.channels;
        }
        static size_t memory(const Limiter& node) {
            return history(node) + node.held.memory() + node.first.memory() + node.second.memory() +
                   node.delay.memory(node.out.channels);
        }
        static Settings follow(const Limiter& node, const Values<Lanes>& now) {
            return {amplitude<Lanes>(now[node.ceiling]) * margin,
                    approach<Lanes>(now[node.release] * (now.rate * 0.001f))};
        }

        // Whether nothing is to be turned down, as nearly always: then nothing becomes of nothing.
        bool rests(const Lanes* needed, int frames) const {
            IntsOf<Lanes> any = bits<Lanes>(reduction);
            for (int i = 0; i < frames; ++i) any |= bits<Lanes>(needed[i]);
            for (int l = 0; l < lanesOf<Lanes>; ++l)
                if (lane(any, l) != 0) return false;
            return true;
        }

        void process(const Limiter& node, const Signals<Lanes>& signals, auto settings) {
            constexpr int old = TruePeakDetector::history;
            int frames = signals.frames;
            Lanes *memory = signals.memory, none = all<Lanes>(0), one = all<Lanes>(1);
            auto drive = signals[node.drive];
            Lanes peaks[quantum], known[old + quantum];
            std::fill_n(peaks, frames, none);
            Lanes lowest = min<Lanes>(settings(0).ceiling, settings(frames - 1).ceiling),
                  harmless = lowest / node.greatestGain; // below, peaks need not be known
            for (int c = 0; c < node.out.channels; ++c, memory += old) {
                const Lanes* x = signals.in(node.in, c);
                std::copy_n(memory, old, known);
                for (int i = 0; i < frames; ++i) known[old + i] = x[i] * drive(i);
                if (TruePeakDetector::reaches(harmless, known, frames))
                    TruePeakDetector::raise(known, peaks, frames);
                std::copy_n(known + frames, old, memory);
            }

            for (int i = 0; i < frames; ++i) {
                Lanes ceiling = settings(i).ceiling;
                peaks[i] = one - ceiling / max<Lanes>(peaks[i], ceiling);
            }
            node.held.run(peaks, frames, signals.frame, memory);
            memory += node.held.memory();
            if (!rests(peaks, frames)) {
                Lanes now = reduction;
                for (int i = 0; i < frames; ++i)
                    peaks[i] = now = max<Lanes>(peaks[i], now - settings(i).release * now);
                reduction = now;
            }
            node.first.run(peaks, frames, signals.frame, memory, firstSum);
            memory += node.first.memory();
            node.second.run(peaks, frames, signals.frame, memory, secondSum);
            memory += node.second.memory();
            for (int i = 0; i < frames; ++i) peaks[i] = one - peaks[i];
            node.delay.apply(node.in, node.out, signals, memory, peaks, drive);
        }
    };
};
const Register<Limiter> limiter{"limiter", "True-peak limiter for all channels at once."};

}
}
