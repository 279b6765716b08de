// A room: many delays that feed each other.
// SPDX-License-Identifier: MIT
#include "framework/audio/transpose.h"
#include "framework/dsp/one_pole.h"
#include "framework/dsp/stretch.h"
#include "framework/node/registry.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace stemwright {
namespace {

// A feedback delay network of sixteen lines: J.-M. Jot and A. Chaigne, "Digital delay networks for designing
// artificial reverberators" (AES 90, 1991), with Hadamard feedback and, before it, M. Schroeder's allpasses
// (1962) of the lengths in J. Dattorro, "Effect design, part 1" (1997). Each line's gain is what its length
// needs for the decay; its one-pole filter halves the decay time at the frequency of `damping`.
constexpr int lineCount = 16, allpassCount = 4;
constexpr int stretch = Stretch<float>::frames; // frames that are computed at once: no delay is shorter

// Signs for the ways into and out of the lines: quadratic (bent) functions of a line's number, which lie at
// equal angles to all rows of the Hadamard matrix, so that neither way picks out single lines after a round.
// Sound is turned upside down where they are true.
constexpr bool isOdd(int n) { return n & 1; }
constexpr int bit(int line, int b) { return line >> b & 1; }
constexpr bool turnsLeftIn(int l) { return isOdd(bit(l, 0) * bit(l, 3) + bit(l, 1) * bit(l, 2)); }
constexpr bool turnsRightIn(int l) {
    return isOdd(bit(l, 0) * bit(l, 3) + bit(l, 1) * bit(l, 2) + bit(l, 0));
}
constexpr bool turnsLeftOut(int l) { return isOdd(bit(l, 0) * bit(l, 1) + bit(l, 2) * bit(l, 3)); }
constexpr bool turnsRightOut(int l) {
    return isOdd(bit(l, 0) * bit(l, 2) + bit(l, 1) * bit(l, 3) + bit(l, 0));
}

int primeFrom(int n) {
    auto prime = [](int p) {
        for (int d = 2; d * d <= p; ++d)
            if (p % d == 0) return false;
        return true;
    };
    while (!prime(n)) ++n;
    return n;
}

struct Reverb : Node {
    AudioIn in{this, "in", "mono or stereo signal"};
    AudioOut out{
        this, "out",
        "the room alone, in stereo; for steady sound about as loud as the input, whatever the decay"};
    Number decay{
        this, "decay", "time in which the room falls by 60 dB", {1.8, 0.1, 20, Unit::s, Scale::logarithmic}};
    Fixed predelay{this, "predelay", "silence before the room answers", {20, 0, 250, Unit::ms}};
    Fixed size{this, "size", "0 is a small room, 1 a hall", {0.6, 0, 1}};
    Number damping{this,
                   "damping",
                   "here the decay is half as long, above it shorter; 20000 Hz: off",
                   {6000, 500, 20000, Unit::Hz, Scale::logarithmic}};
    Number lowcut{this,
                  "lowcut",
                  "keeps the room free of what lies below",
                  {120, 20, 2000, Unit::Hz, Scale::logarithmic}};
    Number diffusion{
        this, "diffusion", "0 lets single echoes be heard at the start, 1 smears them", {0.8, 0, 1}};
    Number width{this, "width", "0 is mono, 1 as wide as the room is", {1, 0, 1}};

    // A delay line within the memory of a kernel.
    struct Line {
        int length = 0, mask = 0;
        size_t offset = 0;
    };
    std::array<Line, 2> predelays;
    std::array<std::array<Line, allpassCount>, 2> allpasses;
    std::array<Line, lineCount> lines;
    size_t words = 0;
    float meanLength = 0;

    int channels(const AudioOut&) const override { return 2; }
    double tail() const override {
        double longest = decay.value.constant;
        if (decay.value.curve)
            for (const Curve::Point& point : decay.value.curve->points())
                longest = std::max(longest, point.value);
        return (predelay() * 0.001 + 1.5 * longest) * sampleRate();
    }

    void prepare() override {
        words = 0;
        auto line = [&](double ms) { return ms * 0.001 * sampleRate(); };
        for (Line& l : predelays) l = place(int(std::lround(line(predelay()))));
        constexpr double ms[2][allpassCount] = {{4.77, 3.60, 12.73, 9.31}, {5.23, 3.23, 11.57, 10.21}};
        for (int side = 0; side < 2; ++side)
            for (int a = 0; a < allpassCount; ++a)
                allpasses[side][a] =
                    place(primeFrom(std::max(int(line(ms[side][a] * (0.6 + 0.5 * size()))), stretch)));
        double shortest = 18 + 30 * size(), longest = 55 + 105 * size(); // ms
        int last = 0;
        meanLength = 0;
        for (int i = 0; i < lineCount; ++i) {
            double length = line(shortest * std::exp2(std::log2(longest / shortest) * i / (lineCount - 1)));
            last = primeFrom(std::max({int(length), last + 1, stretch}));
            lines[i] = place(last);
            meanLength += float(last) / lineCount;
        }
    }
    // For reads up to `length` frames back, of a stretch that was written before. Rings start at uneven
    // distances, or all of them would fight for the same places in the cache.
    Line place(int length) {
        Line l{length, int(std::bit_ceil(uint32_t(length + stretch))) - 1, words};
        words += size_t(l.mask) + 1 + 3 * stretch;
        return l;
    }

    template <class Lanes> struct Kernel {
        struct Settings {
            Lanes gain[lineCount], pole[lineCount]; // of each line
            OnePole<Lanes> cut;
            Lanes diffusion, width, level;
        };
        static Settings follow(const Reverb& node, const Values<Lanes>& now) {
            Settings s;
            Lanes perFrame =
                -9.96578428f / (now[node.decay] * now.rate); // log2 of the loss: 60 dB over the decay
            Lanes half = sinPi<Lanes>(min<Lanes>(now[node.damping] / now.rate, all<Lanes>(0.45f)));
            for (int l = 0; l < lineCount; ++l) {
                Lanes g = exp2<Lanes>(perFrame * float(node.lines[l].length)), square = g * g;
                // The pole of (1 - p) / (1 - p / z) whose gain at `damping` is g.
                Lanes rest = 1.f - square, turn = square * (2.f * half * half), sum = rest + turn;
                Lanes p = rest / (sum + sqrt<Lanes>(turn * (sum + rest)));
                p = select(now[node.damping] >= all<Lanes>(20000), Lanes{}, p);
                s.gain[l] = g * (1.f - p);
                s.pole[l] = p;
            }
            s.cut =
                OnePole<Lanes>::at(now[node.lowcut] * 0.6436f / now.rate); // two of them are 3 dB down there
            s.diffusion = now[node.diffusion] * 0.75f;
            s.width = now[node.width];
            // What all rounds together hold of a steady sound, and so how loud the room would be.
            Lanes round = exp2<Lanes>(perFrame * (2 * node.meanLength));
            s.level = sqrt<Lanes>((1.f - round) / round) * loudness;
            return s;
        }
        static constexpr float loudness = 4.33f; // pink noise at the defaults: wet as loud as dry

        static size_t memory(const Reverb& node) { return node.words; }

        Lanes filtered[lineCount] = {};
        OnePoleState<Lanes> cut[2][2];

        // No delay is shorter than a stretch, so sixteen frames of each can be computed side by side. What
        // hears its own last frame, the low cut and the damping, goes frame by frame.
        using Frames = Stretch<Lanes>;

        static Frames read(const Line& line, const Lanes* memory, int64_t time) {
            const Lanes* ring = memory + line.offset;
            int at = int(time & line.mask);
            if (at + Frames::frames <= line.mask + 1) return Frames::load(ring + at);
            Lanes around[Frames::frames];
            for (int i = 0; i < Frames::frames; ++i) around[i] = ring[(at + i) & line.mask];
            return Frames::load(around);
        }
        // Stretches begin at multiples of their length, as rings do.
        static void write(const Line& line, Lanes* memory, int64_t time, const Frames& x) {
            x.store(memory + line.offset + (time & line.mask));
        }

        static Frames diffuse(const Frames& x, const Line& line, Lanes* memory, int64_t now,
                              const Frames& g) {
            Frames old = read(line, memory, now - line.length), kept = x - g * old;
            write(line, memory, now, kept);
            return old + g * kept;
        }

        // Of a lone lane, both filters of both sides stand side by side, the second a few frames behind the
        // first, so that neither waits for the other.
        void cutLow(const Lanes* const (&x)[2], Lanes (&y)[2][quantum], int frames, auto settings) {
            constexpr int behind = 4;
            auto first = [&](int from, int to) {
                for (int i = from; i < to; ++i)
                    for (int side = 0; side < 2; ++side)
                        y[side][i] = cut[side][0].highpass(x[side][i], settings(i).cut);
            };
            auto second = [&](int from, int to) {
                for (int i = from; i < to; ++i)
                    for (int side = 0; side < 2; ++side)
                        y[side][i] = cut[side][1].highpass(y[side][i], settings(i).cut);
            };
            if constexpr (lanesOf<Lanes> == 1) {
                using Four = Pack<4>; // left and right, first and second
                first(0, behind);
                OnePoleState<Four> all{Four{cut[0][0].s1, cut[1][0].s1, cut[0][1].s1, cut[1][1].s1}};
                for (int i = behind; i < frames; ++i) {
                    int old = i - behind;
                    float rise = settings(i).cut.rise, before = settings(old).cut.rise;
                    Four heard = all.highpass(Four{x[0][i], x[1][i], y[0][old], y[1][old]},
                                              {Four{rise, rise, before, before}});
                    y[0][i] = heard[0], y[1][i] = heard[1], y[0][old] = heard[2], y[1][old] = heard[3];
                }
                for (int n = 0; n < 4; ++n) cut[n % 2][n / 2].s1 = all.s1[n];
                second(frames - behind, frames);
            } else
                for (int i = 0; i < frames; ++i) first(i, i + 1), second(i, i + 1);
        }

        // Of a lone lane, lines stand side by side in a register instead of frames.
        void damp(Frames (&v)[lineCount], auto settings, int first) {
            using Wide = typename Frames::Wide;
            constexpr int width = lanesOf<Lanes> == 1 ? lanesOf<Wide> : 1, groups = lineCount / width;
            Wide state[groups];
            std::memcpy(state, filtered, sizeof state);
            for (int p = 0; p < Frames::parts; ++p) {
                Wide column[groups][width];
                for (int n = 0; n < lineCount; ++n) column[n / width][n % width] = v[n].part[p];
                if constexpr (width > 1)
                    for (int g = 0; g < groups; ++g) transpose<width>(column[g]);
                for (int i = 0; i < width; ++i) {
                    const auto& s = settings(first + p * width + i);
                    for (int g = 0; g < groups; ++g) {
                        Wide gain, pole;
                        std::memcpy(&gain, s.gain + g * width, sizeof gain);
                        std::memcpy(&pole, s.pole + g * width, sizeof pole);
                        column[g][i] = state[g] = gain * column[g][i] + pole * state[g];
                    }
                }
                if constexpr (width > 1)
                    for (int g = 0; g < groups; ++g) transpose<width>(column[g]);
                for (int n = 0; n < lineCount; ++n) v[n].part[p] = column[n / width][n % width];
            }
            std::memcpy(filtered, state, sizeof state);
        }

        // Every line hears every other: a Hadamard matrix by sums and differences; 1/4 keeps the energy.
        template <int step = 1> static void mix(Frames (&v)[lineCount]) {
#pragma GCC unroll lineCount
            for (int i = 0; i < lineCount; ++i)
                if (!(i & step)) {
                    Frames a = v[i], b = v[i + step];
                    v[i] = a + b;
                    v[i + step] = a - b;
                }
            if constexpr (2 * step < lineCount) mix<2 * step>(v);
        }

        void process(const Reverb& node, const Signals<Lanes>& signals, auto settings) {
            const Lanes* x[2] = {signals.in(node.in, 0), signals.in(node.in, node.in.channels > 1 ? 1 : 0)};
            Lanes *left = signals.out(node.out, 0), *right = signals.out(node.out, 1),
                  *memory = signals.memory;
            Lanes heard[2][quantum], diffusion[quantum], width[quantum], narrow[quantum], level[quantum];
            Kernel k = *this;
            k.cutLow(x, heard, signals.frames, settings);
            for (int i = 0; i < signals.frames; ++i) {
                const auto& s = settings(i);
                diffusion[i] = s.diffusion, width[i] = s.width, narrow[i] = 1.f - s.width, level[i] = s.level;
            }
            for (int i = 0; i < signals.frames; i += Frames::frames) {
                int64_t now = signals.frame + i;
                Frames into[2], v[lineCount], l{}, r{};
                for (int side = 0; side < 2; ++side) {
                    const Line& pre = node.predelays[side];
                    write(pre, memory, now, Frames::load(heard[side] + i));
                    into[side] = read(pre, memory, now - pre.length);
                    for (const Line& line : node.allpasses[side])
                        into[side] = diffuse(into[side], line, memory, now, Frames::load(diffusion + i));
                }
                for (int n = 0; n < lineCount; ++n)
                    v[n] = read(node.lines[n], memory, now - node.lines[n].length);
                k.damp(v, settings, i);
#pragma GCC unroll lineCount
                for (int n = 0; n < lineCount; ++n) {
                    Frames quarter = 0.25f * v[n];
                    l = turnsLeftOut(n) ? l - quarter : l + quarter;
                    r = turnsRightOut(n) ? r - quarter : r + quarter;
                }
                mix(v);
                Frames a = 0.25f * into[0], b = 0.25f * into[1], bothTurned = -0.25f * into[0] - b;
                Frames heardByLine[2][2] = {{a + b, a - b}, {b - a, bothTurned}};
#pragma GCC unroll lineCount
                for (int n = 0; n < lineCount; ++n)
                    write(node.lines[n], memory, now,
                          0.25f * v[n] + heardByLine[turnsLeftIn(n)][turnsRightIn(n)]);
                Frames wide = Frames::load(width + i), loud = Frames::load(level + i);
                Frames middle = Frames::load(narrow + i) * (0.5f * (l + r));
                ((wide * l + middle) * loud).store(left + i);
                ((wide * r + middle) * loud).store(right + i);
            }
            *this = k;
        }
    };
};
const Register<Reverb> reverb{"reverb", "A room to send to: early smear and a dense, even decay."};

}
}
