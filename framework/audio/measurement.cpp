// Loudness by libebur128; the rest is arithmetic over the samples.
// SPDX-License-Identifier: MIT
#include "framework/audio/measurement.h"
#include "framework/audio/sound_reader.h"
#include "framework/audio/true_peak.h"
#include "framework/error/error.h"
#include <algorithm>
#include <bit>
#include <cmath>
#include <ebur128.h>
#include <limits>
#include <vector>

namespace stemwright {

constexpr double infinity = std::numeric_limits<double>::infinity(),
                 undefined = std::numeric_limits<double>::quiet_NaN();
constexpr float silent = 1e-3f;                       // -60 dBFS
constexpr int64_t shortWindow = 40, longWindow = 300; // hops of 10 ms: momentary and short-term loudness

struct SetLoudness {
    void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};

struct Measurement::State {
    int64_t channels, hop; // hop: the frames of 10 ms
    double rate;
    std::unique_ptr<ebur128_state, SetLoudness> loudness;
    TruePeak truePeak;
    std::vector<float> clean; // what was added, with 0 for what is no number
    int64_t frames = 0, notFinite = 0;
    std::vector<double> energies = std::vector<double>(longWindow); // of the last hops, a ring
    double momentary = -infinity, shortTerm = -infinity;
    float peak = 0;
    double energy = 0, left = 0, right = 0, both = 0;
    int64_t leading = -1, quiet = 0, longest = 0; // frames; -1: nothing heard yet

    State(int channels_, double rate_)
        : channels(channels_),
          hop(int64_t(rate_) / 100),
          rate(rate_),
          loudness(ebur128_init(unsigned(channels_), static_cast<unsigned long>(rate_),
                                EBUR128_MODE_I | EBUR128_MODE_LRA)),
          truePeak(channels_, rate_) {}
    void sum(const float* frame);
    void look();
};

static double decibels(double ratio) { return ratio > 0 ? 20 * std::log10(ratio) : -infinity; }

void Measurement::State::sum(const float* frame) {
    float highest = 0;
    for (int64_t c = 0; c < channels; ++c) {
        highest = std::max(highest, std::fabs(frame[c]));
        energy += double(frame[c]) * frame[c];
    }
    if (channels == 2) {
        left += double(frame[0]) * frame[0];
        right += double(frame[1]) * frame[1];
        both += double(frame[0]) * frame[1];
    }
    peak = std::max(peak, highest);
    if (highest < silent) {
        longest = std::max(longest, ++quiet);
    } else {
        if (leading < 0) leading = quiet;
        quiet = 0;
    }
}

// Whether a sample is infinite or no number: its exponent is all ones. Without a branch, so that it takes
// several at a time.
static bool hasNotFinite(const std::vector<float>& samples) {
    uint32_t carries = 0;
    for (float sample : samples) carries |= (std::bit_cast<uint32_t>(sample) & 0x7fffffff) + 0x00800000;
    return carries & 0x80000000;
}

// libebur128 could tell both itself, but adds up all samples of the window every time; so it is asked for the
// last hop only, and the windows are 40 and 300 hops.
void Measurement::State::look() {
    double level = -infinity;
    ebur128_loudness_window(loudness.get(), 10, &level);
    int64_t hops = frames / hop;
    energies[size_t(hops % longWindow)] = std::pow(10, level / 10);
    auto last = [&](int64_t count) {
        double sum = 0;
        for (int64_t i = 0; i < count; ++i) sum += energies[size_t((hops + longWindow - i) % longWindow)];
        return 10 * std::log10(sum / double(count));
    };
    momentary = std::max(momentary, last(shortWindow));
    if (hops % 10 == 0) shortTerm = std::max(shortTerm, last(longWindow));
}

Measurement::Measurement(int channels, double rate) {
    if (channels < 1 || channels > 64)
        throw Error("cannot measure " + std::to_string(channels) + " channels", "measure 1 to 64 at a time");
    if (!(rate >= 1e3 && rate <= 1e6))
        throw Error("cannot measure at " + std::to_string(std::llround(rate)) + " Hz",
                    "use a rate of 1000 to 1000000 Hz");
    state_ = std::make_unique<State>(channels, rate);
    if (!state_->loudness) throw Error("no memory for measuring the loudness");
}

Measurement::~Measurement() = default;
Measurement::Measurement(Measurement&&) noexcept = default;
Measurement& Measurement::operator=(Measurement&&) noexcept = default;

void Measurement::add(const float* interleaved, int64_t frames) {
    State& s = *state_;
    while (frames > 0) {
        int64_t count = std::min(frames, s.hop - s.frames % s.hop);
        s.clean.assign(interleaved, interleaved + count * s.channels);
        if (hasNotFinite(s.clean))
            for (float& sample : s.clean)
                if (!std::isfinite(sample)) sample = 0, ++s.notFinite;
        for (int64_t i = 0; i < count; ++i) s.sum(&s.clean[size_t(i * s.channels)]);
        s.truePeak.add(s.clean.data(), count);
        ebur128_add_frames_float(s.loudness.get(), s.clean.data(), size_t(count));
        s.frames += count;
        if (s.frames % s.hop == 0) s.look();
        interleaved += count * s.channels;
        frames -= count;
    }
}

Measures Measurement::result() const {
    const State& s = *state_;
    Measures m;
    m.channels = int(s.channels), m.rate = s.rate, m.duration = double(s.frames) / s.rate,
    m.notFinite = s.notFinite;
    m.integrated = -infinity;
    ebur128_loudness_global(s.loudness.get(), &m.integrated);
    ebur128_loudness_range(s.loudness.get(), &m.range);
    m.momentaryMax = s.momentary, m.shortTermMax = s.shortTerm;

    m.samplePeak = decibels(s.peak);
    m.truePeak = decibels(s.truePeak.peak());
    m.rms = s.frames > 0 ? decibels(std::sqrt(s.energy / double(s.frames * s.channels))) : -infinity;
    m.crest = s.peak > 0 ? m.samplePeak - m.rms : 0;
    bool heard = s.channels == 2 && s.left + s.right > 0;
    m.correlation = heard && s.left > 0 && s.right > 0 ? s.both / std::sqrt(s.left * s.right) : undefined;
    m.correlation = std::isnan(m.correlation) ? m.correlation : std::clamp(m.correlation, -1.0, 1.0);
    // E((L + R) / 2)^2 against the mean of E(L^2) and E(R^2); what rounding leaves of a full cancellation
    // counts as none
    double sides = (s.left + s.right) / 2, mono = (s.left + s.right + 2 * s.both) / 4;
    m.monoLoss = !heard                  ? undefined
                 : mono <= sides * 1e-15 ? infinity
                                         : std::max(10 * std::log10(sides / mono), 0.0);

    m.leadingSilence = double(s.leading < 0 ? s.quiet : s.leading) / s.rate;
    m.trailingSilence = double(s.quiet) / s.rate;
    m.longestSilence = double(s.longest) / s.rate;
    return m;
}

Measures measure(const std::string& path) {
    SoundReader reader(path, inspect(path).rate);
    Measurement measurement(reader.channels(), reader.rate());
    std::vector<float> buffer(size_t(4096 * reader.channels()));
    while (int64_t got = reader.read(buffer.data(), 4096)) measurement.add(buffer.data(), got);
    return measurement.result();
}

}
