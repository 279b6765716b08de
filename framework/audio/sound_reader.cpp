// Resamples files segment by segment, so that a seek costs a segment and not the whole file.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_reader.h"
#include "framework/audio/resampler.h"
#include "framework/error/error.h"
#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <vector>

namespace stemwright {

SoundInfo inspect(const std::string& path) { return SoundDecoder(path).info(); }

// The resampled file is defined as a row of segments, each converted on its own with enough of its neighbours
// that the joints vanish. Segments begin where a frame of the file and one of the session coincide.
struct SoundReader::State {
    SoundDecoder decoder;
    double rate;
    int64_t frames, position = 0;

    std::optional<Resampler> resampler; // none where the rates agree
    std::vector<float> input, discarded;
    int64_t segmentIn = 0, segmentOut = 0; // length at both rates
    int64_t aroundIn = 0, aroundOut = 0;   // what is converted before and after, at both rates
    int64_t segment = -1, fed = 0, feedEnd = 0, next = 0;
    bool finished = false;

    State(const std::string& path, double rate_);
    void begin(int64_t index);
    int64_t convert(float* out, int64_t wanted);
};

SoundReader::State::State(const std::string& path, double rate_)
    : decoder(path), rate(rate_), frames(resampledFrames(decoder.info().frames, decoder.info().rate, rate)) {
    const auto& [channels, fileRate, fileFrames, format] = decoder.info();
    if (fileRate == rate) return;
    resampler.emplace(channels, fileRate, rate);
    int64_t in = std::llround(fileRate), out = std::llround(rate), shared = std::gcd(in, out);
    if (double(out) == rate) {
        in /= shared, out /= shared; // the shortest time that is whole frames at both rates
        // Measured on noise: 128 frames of the lower rate to either side bring the joints down to the
        // converter's own noise.
        int64_t around = (512 + std::min(in, out) - 1) / std::min(in, out);
        int64_t units = std::max<int64_t>(8 * shared, 16 * around); // 8 s, and little waste
        segmentIn = units * in, segmentOut = units * out;
        aroundIn = around * in, aroundOut = around * out;
        decoder.keep(2 * aroundIn);
    } else { // a rate with a fraction: nothing coincides, all is one segment
        segmentIn = fileFrames + 1, segmentOut = frames + 1;
    }
    int64_t chunk = std::clamp<int64_t>(std::llround(4096 * fileRate / rate), 64, 4096);
    input.resize(size_t(chunk * channels));
    discarded.resize(size_t(1024 * channels));
}

void SoundReader::State::begin(int64_t index) {
    segment = index;
    resampler->reset();
    finished = false;
    fed = index == 0 ? 0 : index * segmentIn - aroundIn;
    next = index == 0 ? 0 : index * segmentOut - aroundOut;
    feedEnd = std::min(decoder.info().frames, (index + 1) * segmentIn + aroundIn);
    decoder.seek(fed);
}

// Delivers up to `wanted` frames of the current segment from `position` on, 0 where it has no more.
int64_t SoundReader::State::convert(float* out, int64_t wanted) {
    const int64_t channels = decoder.info().channels;
    for (;;) {
        while (next < position) {
            int64_t room = std::min<int64_t>(position - next, int64_t(discarded.size()) / channels);
            int64_t got = resampler->pull(discarded.data(), room);
            if (got == 0) break;
            next += got;
        }
        if (next == position)
            if (int64_t got = resampler->pull(out, wanted)) return next += got, got;
        if (finished) return 0;
        int64_t got = decoder.read(input.data(), std::min(int64_t(input.size()) / channels, feedEnd - fed));
        resampler->push(input.data(), got);
        fed += got;
        if (fed >= feedEnd || got == 0) resampler->finish(), finished = true;
    }
}

SoundReader::SoundReader(const std::string& path, double rate) {
    if (!(rate >= 1e3 && rate <= 1e6))
        throw Error("cannot read sound at " + std::to_string(std::llround(rate)) + " Hz",
                    "use a rate of 1000 to 1000000 Hz");
    state_ = std::make_unique<State>(path, rate);
}

SoundReader::~SoundReader() = default;
SoundReader::SoundReader(SoundReader&&) noexcept = default;
SoundReader& SoundReader::operator=(SoundReader&&) noexcept = default;

int SoundReader::channels() const { return state_->decoder.info().channels; }
int64_t SoundReader::frames() const { return state_->frames; }
double SoundReader::rate() const { return state_->rate; }
double SoundReader::sourceRate() const { return state_->decoder.info().rate; }
const SoundInfo& SoundReader::info() const { return state_->decoder.info(); }
int64_t SoundReader::position() const { return state_->position; }
void SoundReader::seek(int64_t frame) noexcept {
    state_->position = std::clamp<int64_t>(frame, 0, state_->frames);
}

SampleCoding SoundReader::coding() const {
    return state_->resampler ? SampleCoding{} : state_->decoder.coding();
}

int64_t SoundReader::readStored(std::byte* interleaved, int64_t frames) noexcept {
    State& s = *state_;
    if (s.resampler) return read(reinterpret_cast<float*>(interleaved), frames);
    s.decoder.seek(s.position);
    frames = s.decoder.readStored(interleaved, frames);
    s.position += frames;
    return frames;
}

int64_t SoundReader::read(float* interleaved, int64_t frames) noexcept {
    State& s = *state_;
    frames = std::clamp<int64_t>(frames, 0, s.frames - s.position);
    if (!s.resampler) {
        s.decoder.seek(s.position);
        s.decoder.read(interleaved, frames);
        s.position += frames;
        return frames;
    }
    for (int64_t done = 0; done < frames;) {
        float* out = interleaved + done * channels();
        int64_t wanted = std::min(frames - done, s.segmentOut - s.position % s.segmentOut), got = 0;
        try {
            int64_t index = s.position / s.segmentOut;
            if (index != s.segment || s.next > s.position) s.begin(index);
            got = s.convert(out, wanted);
        } catch (...) { // no memory or a failing converter: silence, like a damaged file
            s.segment = -1;
        }
        if (got == 0) std::fill_n(out, wanted * channels(), 0.0f), got = wanted;
        done += got;
        s.position += got;
    }
    return frames;
}

}
