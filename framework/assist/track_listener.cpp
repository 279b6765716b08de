// One pass: short spectra, long ones, and the samples themselves.
// SPDX-License-Identifier: MIT
#include "framework/assist/track_listener.h"
#include "framework/assist/bark_sums.h"
#include "framework/assist/hum_lines.h"
#include "framework/assist/mel_powers.h"
#include "framework/assist/onset_times.h"
#include "framework/assist/pauses.h"
#include "framework/assist/power_spectra.h"
#include "framework/assist/resonance_search.h"
#include "framework/assist/tonal_share.h"
#include "framework/assist/waveform_scan.h"
#include "framework/audio/sound_reader.h"
#include <cmath>
#include <filesystem>

namespace stemwright {

namespace {

constexpr int64_t block = 4096;
constexpr double shortTime = 0.04, longTime = 0.65; // s, at least, of a spectrum
constexpr double hop = 0.025;                       // s, of short spectra
constexpr int hopsOfStep = 4;
constexpr double mostLong = 120; // long spectra of a track, which are spread over it
constexpr size_t pauseStep = 20; // ms
static_assert(hop * hopsOfStep == analysisStep);

size_t sizeFor(double seconds, double rate) {
    size_t size = 64;
    while (double(size) < seconds * rate) size *= 2;
    return size;
}

// Some 2048 samples at 48 kHz, and twice that at twice the rate.
size_t shortSize(double rate) { return sizeFor(shortTime, rate); }

// Bins of 1.5 Hz or less.
size_t longSize(double rate) { return sizeFor(longTime, rate); }

}

struct TrackListener::State {
    double rate;
    Measurement measurement;
    WaveformScan waveform;
    BarkSums sums;
    MelSums melSums;
    TonalShare tonal;
    HumLines hum;
    ResonanceSearch resonances;
    std::vector<BarkPowers> hops;
    std::vector<MelPowers> melHops;
    PowerSpectra shortSpectra, longSpectra;
    std::vector<std::vector<float>> signals;

    State(size_t channels, double rate_, int64_t frames)
        : rate(rate_),
          measurement(int(channels), rate),
          waveform(channels, rate),
          sums(shortSize(rate), rate),
          melSums(shortSize(rate), rate),
          tonal(shortSize(rate) / 2 + 1),
          hum(longSize(rate), rate),
          resonances(longSize(rate), rate),
          shortSpectra(channels, shortSize(rate), hop * rate,
                       [this](const std::vector<float>& powers) {
                           hops.push_back(sums(powers));
                           melHops.push_back(melSums(powers));
                           if (hops.size() % 2 == 1) tonal.add(powers);
                       }),
          longSpectra(channels, longSize(rate), std::max(double(longSize(rate)), double(frames) / mostLong),
                      [this](const std::vector<float>& powers) { hum.add(powers), resonances.add(powers); }),
          signals(channels, std::vector<float>(block)) {}

    void tellSteps(TrackAnalysis& track) const;
    void tellPauses(TrackAnalysis& track) const;
};

TrackListener::TrackListener(size_t channels, double rate, int64_t frames) {
    Measurement check(int(channels), rate); // throws before anything is sized by what is senseless
    state_ = std::make_unique<State>(channels, rate, frames);
}

TrackListener::~TrackListener() = default;

void TrackListener::add(const float* interleaved, int64_t frames) {
    State& s = *state_;
    size_t channels = s.signals.size();
    for (int64_t count; frames > 0; frames -= count, interleaved += count * int64_t(channels)) {
        count = std::min(frames, block);
        s.measurement.add(interleaved, count);
        for (size_t c = 0; c < channels; ++c)
            for (size_t i = 0; i < size_t(count); ++i) {
                float x = interleaved[i * channels + c];
                s.signals[c][i] = std::fabs(x) <= std::numeric_limits<float>::max() ? x : 0;
            }
        s.waveform.add(s.signals, count);
        s.shortSpectra.add(s.signals, count);
        s.longSpectra.add(s.signals, count);
    }
}

void TrackListener::State::tellSteps(TrackAnalysis& track) const {
    std::array<double, barkCount> all{};
    for (size_t i = 0; i < hops.size(); i += hopsOfStep) {
        size_t count = std::min<size_t>(hopsOfStep, hops.size() - i);
        BarkPowers& step = track.bands.emplace_back();
        for (size_t k = i; k < i + count; ++k)
            for (size_t b = 0; b < barkCount; ++b) step[b] += hops[k][b] / float(count), all[b] += hops[k][b];
    }
    for (size_t b = 0; b < barkCount; ++b)
        track.spectrum[b] = levelOfPower(hops.empty() ? 0 : all[b] / double(hops.size()));
}

void TrackListener::State::tellPauses(TrackAnalysis& track) const {
    auto meanSquares = [&](size_t milliseconds) {
        const std::vector<float>& energies = waveform.energies();
        std::vector<double> means;
        for (size_t i = 0; i < energies.size(); i += milliseconds) {
            size_t end = std::min(energies.size(), i + milliseconds);
            double sum = 0;
            for (size_t k = i; k < end; ++k) sum += energies[k];
            int64_t frames = std::min(waveform.beginning(end), waveform.frames()) - waveform.beginning(i);
            means.push_back(sum / double(frames * int64_t(signals.size())));
        }
        return means;
    };
    for (double mean : meanSquares(size_t(analysisStep * 1000)))
        track.levels.push_back(float(levelOfPower(mean)));
    Pauses pauses = findPauses(meanSquares(pauseStep), pauseStep / 1000., track.measures.duration);
    track.sounding = pauses.sounding, track.noiseFloor = pauses.noiseFloor;
    for (const TimeSpan& span : track.sounding) track.soundingTime += span.to - span.from;
}

TrackAnalysis TrackListener::result() {
    State& s = *state_;
    s.shortSpectra.finish(), s.longSpectra.finish();
    TrackAnalysis track;
    track.measures = s.measurement.result();
    s.tellSteps(track);
    s.tellPauses(track);
    track.tonal = s.tonal.share();
    track.onsets = onsetTimes(s.hops, hop, s.waveform.energies());
    track.onsetRate = track.soundingTime > 0 ? double(track.onsets.size()) / track.soundingTime : 0;
    RoleGuess guess = guessRole(s.melHops);
    track.roleProbabilities = guess.probabilities, track.roleEmbedding = std::move(guess.embedding);
    track.image = s.waveform.image();
    track.offset = s.waveform.offset();
    track.clipping = s.waveform.clipping();
    track.hum = s.hum.hum(std::pow(10, track.measures.rms / 10));
    track.resonances = s.resonances.resonances(track.tonal);
    return track;
}

TrackAnalysis analyseTrack(const std::string& path) {
    SoundReader reader(path, inspect(path).rate);
    TrackListener listener(size_t(reader.channels()), reader.rate(), reader.frames());
    std::vector<float> buffer(size_t(block * reader.channels()));
    while (int64_t got = reader.read(buffer.data(), block)) listener.add(buffer.data(), got);
    TrackAnalysis track = listener.result();
    track.path = path;
    track.name = std::filesystem::path(path).stem().string();
    return track;
}

}
