// Shows peak and RMS level.
// SPDX-License-Identifier: MIT
#include "framework/dsp/envelope.h"
#include "framework/node/registry.h"
#include <algorithm>

namespace stemwright {
namespace {

struct Meter : Node {
    static constexpr float release = 0.3f; // s
    AudioIn in{this, "in", "signal to measure"};
    AudioOut out{this, "out", "the same, unchanged"};
    ControlOut peak{this, "peak", "highest sample of all channels; falls back by 8.7 dB in 300 ms", Unit::dB};
    ControlOut rms{this, "rms", "RMS level of the loudest channel over about 300 ms", Unit::dB};

    template <class Lanes> struct Kernel {
        Lanes highest{}, lastPeak = all<Lanes>(floor), lastRms = all<Lanes>(floor);
        static constexpr float floor = -144; // dB, shown for silence
        static constexpr int most = 8;       // channels that the RMS meter looks at
        Lanes power[most] = {};

        void process(const Meter& node, const Signals<Lanes>& signals, auto) {
            float frames = release * float(node.sampleRate());
            float fall = 1 - approach<float>(frames / controlStep),
                  share = approach<float>(frames / controlStep);
            Lanes high = highest * fall, loudest{};
            for (int c = 0; c < node.in.channels; ++c) {
                const Lanes* x = signals.in(node.in, c);
                std::copy_n(x, signals.frames, signals.out(node.out, c));
                Lanes sum{};
                for (int i = 0; i < signals.frames; ++i) {
                    high = max<Lanes>(abs<Lanes>(x[i]), high);
                    sum += x[i] * x[i];
                }
                if (c >= most) continue;
                power[c] += share * (sum * (1.f / controlStep) - power[c]);
                loudest = max<Lanes>(power[c], loudest);
            }
            highest = high;
            Lanes nowPeak = max<Lanes>(decibels<Lanes>(high), all<Lanes>(floor));
            Lanes nowRms = max<Lanes>(decibels<Lanes>(loudest) * 0.5f, all<Lanes>(floor));
            signals.emit(node.peak, lastPeak, nowPeak);
            signals.emit(node.rms, lastRms, nowRms);
            lastPeak = nowPeak;
            lastRms = nowRms;
        }
    };
};
const Register<Meter> meter{"meter", "Shows peak and RMS level, and passes its signal on."};

}
}
