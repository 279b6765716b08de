// Times scripts beside the same nodes in C++, one instance each, in turns so that both meet the same machine.
// SPDX-License-Identifier: MIT
#include "framework/audio/denormals.h"
#include "framework/lua/script_node.h"
#include <algorithm>
#include <cstdio>
#include <ctime>

namespace stemwright {
namespace {

// The scripts of scripts/nodes/, line by line, as docs/writing-a-node.md would have them.
struct Biquad : Node {
    AudioIn in{this, "in", "signal to filter"};
    AudioOut out{this, "out", "filtered signal"};
    Number freq{this, "freq", "middle", {1000, 20, 20000, Unit::Hz, Scale::logarithmic}};
    Number gain{this, "gain", "how much", {0, -24, 24, Unit::dB}};
    Number q{this, "q", "how narrow it is", {1, 0.1, 20, Unit::none, Scale::logarithmic}};

    template <class Lanes> struct Kernel {
        struct Settings {
            Lanes fromFirst, fromInput, coupling, share;
        };
        static Settings follow(const Biquad& node, const Values<Lanes>& now) {
            Lanes f = min<Lanes>(now[node.freq] / now.rate, all<Lanes>(0.49f));
            Lanes amount = amplitude<Lanes>(0.5f * now[node.gain]);
            Lanes g = sinPi<Lanes>(f) / cosPi<Lanes>(f), k = 1.f / (now[node.q] * amount);
            Lanes first = 2.f / (1.f + g * (g + k));
            return {first, g * first, g, 0.5f * k * (amount * amount - 1.f)};
        }

        Lanes s1{}, s2{};
        Lanes tick(Lanes x, const Settings& now) {
            Lanes band = now.fromFirst * s1 + now.fromInput * (x - s2);
            s1 = band - s1;
            s2 = s2 + now.coupling * band;
            return x + now.share * band;
        }
    };
};
const Register<Biquad> biquad{"biquad", "Filters as the script does."};

struct Levelling : Node {
    AudioIn in{this, "in", "signal to compress"};
    AudioIn key{this, "sidechain", "what it listens to instead", Need::optional};
    AudioOut out{this, "out", "compressed signal"};
    Number threshold{this, "threshold", "level above which it works", {-18, -60, 0, Unit::dB}};
    Number ratio{this, "ratio", "dB for each dB", {2, 1, 100, Unit::none, Scale::logarithmic}};
    Number attack{this, "attack", "time down", {10, 0.05, 500, Unit::ms, Scale::logarithmic}};
    Number release{this, "release", "time back", {120, 5, 5000, Unit::ms, Scale::logarithmic}};
    Number knee{this, "knee", "range", {6, 0, 24, Unit::dB}};
    Level makeup{this, "makeup", "level of the output", {0, -24, 24, Unit::dB}};
    ControlOut reduction{this, "reduction", "how much it turns down", Unit::dB};

    template <class Lanes> struct Kernel {
        struct Settings {
            Lanes rise, fall, start, width, slope, curve;
        };
        static Settings follow(const Levelling& node, const Values<Lanes>& now) {
            Lanes width = now[node.knee], slope = 1.f - 1.f / now[node.ratio];
            return {1.f - exp<Lanes>(-1000.f / (now[node.attack] * now.rate)),
                    1.f - exp<Lanes>(-1000.f / (now[node.release] * now.rate)),
                    now[node.threshold] - 0.5f * width,
                    width,
                    slope,
                    0.5f * slope / max<Lanes>(width, all<Lanes>(1e-6f))};
        }

        // The script keeps gains, and by products; envelopes of single precision are in this form here
        // (framework/dsp/envelope.h), because 1 minus a small share would be too coarse.
        Lanes held{}, turned{}, told{};
        void process(const Levelling& node, const Signals<Lanes>& signals, auto settings) {
            auto makeup = signals[node.makeup];
            const AudioIn& heard = node.key.connected() ? node.key : node.in;
            const Lanes *left = signals.in(heard, 0), *right = signals.in(heard, heard.channels > 1);
            Lanes down = turned, hold = held, work[quantum];
            for (int i = 0; i < signals.frames; ++i)
                work[i] = decibels<Lanes>(max<Lanes>(abs<Lanes>(left[i]), abs<Lanes>(right[i])));
            for (int i = 0; i < signals.frames; ++i) {
                auto now = settings(i);
                Lanes over = work[i] - now.start, none = all<Lanes>(0);
                Lanes bent = min<Lanes>(max<Lanes>(over, none), now.width);
                hold = max<Lanes>(now.curve * bent * bent + now.slope * max<Lanes>(over - now.width, none),
                                  hold - now.fall * hold);
                down = down + now.rise * (hold - down);
                work[i] = -down;
            }
            for (int i = 0; i < signals.frames; ++i) work[i] = amplitude<Lanes>(work[i]);
            for (int c = 0; c < node.in.channels; ++c)
                for (int i = 0; i < signals.frames; ++i)
                    signals.out(node.out, c)[i] = signals.in(node.in, c)[i] * work[i] * makeup(i);
            held = hold;
            turned = down;
            signals.emit(node.reduction, told, -down);
            told = -down;
        }
    };
};
const Register<Levelling> levelling{"levelling", "Compresses as the script does."};

struct Tape : Node {
    AudioIn in{this, "in", "signal to saturate"};
    AudioOut out{this, "out", "saturated signal"};
    Level drive{this, "drive", "how hard it is driven", {6, -12, 36, Unit::dB}};
    Level trim{this, "trim", "level of the output", {0, -24, 24, Unit::dB}};
    Number head{
        this, "head", "where the top begins to fall", {16000, 2000, 20000, Unit::Hz, Scale::logarithmic}};

    template <class Lanes> struct Kernel {
        struct Settings {
            Lanes share;
        };
        static Settings follow(const Tape& node, const Values<Lanes>& now) {
            Lanes f = min<Lanes>(now[node.head] / now.rate, all<Lanes>(0.45f));
            return {1.f - exp<Lanes>(-6.2831853f * f)};
        }
        static size_t memory(const Tape& node) { return 3 * size_t(node.in.channels); }
        static Lanes area(Lanes x) {
            x = abs<Lanes>(x);
            return x + 0.69314718f * log2<Lanes>(0.5f + 0.5f * exp<Lanes>(-2.f * x));
        }

        void process(const Tape& node, const Signals<Lanes>& signals, auto settings) {
            auto drive = signals[node.drive], trim = signals[node.trim];
            for (int c = 0; c < node.in.channels; ++c) {
                const Lanes* x = signals.in(node.in, c);
                Lanes *y = signals.out(node.out, c), *state = signals.memory + 3 * c;
                Lanes last = state[0], below = state[1], low = state[2];
                for (int i = 0; i < signals.frames; ++i) {
                    Lanes now = x[i] * drive(i), step = now - last, above = area(now);
                    Lanes half = 0.5f * (now + last); // tanh of little, where the step says nothing
                    Lanes shaped =
                        select(abs<Lanes>(step) > 1e-3f, (above - below) / step, tanh<Lanes>(half));
                    last = now, below = above;
                    low = low + settings(i).share * (shaped - low);
                    y[i] = low * trim(i);
                }
                state[0] = last, state[1] = below, state[2] = low;
            }
        }
    };
};
const Register<Tape> tape{"tape", "Saturates as the script does."};

class Instance {
  public:
    Instance(const std::string& type, const Datum& arguments) : type_(*Registry::instance().find(type)) {
        Timeline timeline;
        std::vector<Problem> problems;
        node_ = type_.make({arguments, timeline, "", 1, problems});
        if (!problems.empty()) throw Error(problems);
        std::vector<int> channels(node_->inputs().size());
        channels[0] = 2;
        node_->arrange(channels);
        node_->prepare();
        batch_ = type_.batch(*node_, 1);
        uint32_t random = 1;
        for (auto& channel : in_)
            for (float& x : channel) {
                random = random * 1664525u + 1013904223u;
                x = float(int32_t(random)) * 0x1p-32f;
            }
    }

    // Nanoseconds of the processor for each frame of a channel, over as many quanta.
    double time(int quanta) {
        const float* in[] = {in_[0], in_[1]};
        float *out[] = {out_[0], out_[1]}, *from[] = {controls_[0]}, *to[] = {controls_[1]};
        timespec before, after;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
        for (int q = 0; q < quanta; ++q, frame_ += quantum)
            batch_->process({frame_, quantum, in, out, from, to});
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
        return (double(after.tv_sec - before.tv_sec) * 1e9 + double(after.tv_nsec - before.tv_nsec)) /
               quanta / quantum / 2;
    }

  private:
    const Type& type_;
    std::unique_ptr<Node> node_;
    std::unique_ptr<Batch> batch_;
    alignas(64) float in_[2][quantum], out_[2][quantum], controls_[2][2];
    int64_t frame_ = 0;
};

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

void compare(const std::string& script, const std::string& type, const Datum& arguments,
             const Datum& settings) {
    Datum own = settings;
    own.entries.push_back({{"script", {}}, Datum(SOURCE_DIR "/scripts/nodes/" + script)});
    Instance lua("lua", own), cpp(type, arguments);
    std::vector<double> luaTimes, cppTimes, ratios;
    for (int round = 0; round < 300; ++round) {
        cppTimes.push_back(cpp.time(200));
        luaTimes.push_back(lua.time(200));
        ratios.push_back(luaTimes.back() / cppTimes.back());
    }
    std::printf("%-16s %-12s %8.1f %8.1f %8.2f\n", script.c_str(), type.c_str(), median(luaTimes),
                median(cppTimes), median(ratios));
}

}
}

int main() {
    using namespace stemwright;
    FlushDenormals flush;
    std::printf(
        "ns for each frame of a channel, stereo, one lane, 64 frames at a time; medians of 300 rounds\n");
    std::printf("%-16s %-12s %8s %8s %8s\n", "script", "beside", "Lua", "C++", "ratio");
    Datum bell = Datum::map({{"freq", "1000 Hz"}, {"gain", "6 dB"}, {"q", "1"}});
    Datum band = bell;
    band.entries.push_back({{"shape", {}}, Datum("bell")});
    Datum bands = Datum::map({});
    bands.entries.push_back({{"bands", {}}, Datum::map({})});
    bands.entries[0].second.entries.push_back({{"one", {}}, band});
    Datum none = Datum::map({});
    compare("biquad.lua", "biquad", bell, bell);
    compare("compressor.lua", "levelling", none, none);
    compare("tape.lua", "tape", none, none);
    std::printf("and beside what the library has\n");
    compare("biquad.lua", "eq", bands, bell);
    compare("compressor.lua", "compressor", none, none);
}
