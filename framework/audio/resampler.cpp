// Wraps soxr and holds what it delivered until it is asked for.
// SPDX-License-Identifier: MIT
#include "framework/audio/resampler.h"
#include "framework/error/error.h"
#include <algorithm>
#include <cmath>
#include <soxr.h>
#include <vector>

namespace stemwright {

struct Resampler::State {
    int64_t channels;
    double from, to;
    std::unique_ptr<soxr, void (*)(soxr_t)> converter{nullptr, soxr_delete};
    std::vector<float> ready; // delivered by soxr and not yet pulled: [taken, size)
    size_t taken = 0;
    int64_t pushed = 0, made = 0; // frames in and out
    bool ended = false;

    void convert(const float* in, int64_t frames);
    void append(const float* in, int64_t frames);
};

constexpr int64_t chunk = 2048; // output frames asked of soxr at once

int64_t resampledFrames(int64_t frames, double fromRate, double toRate) {
    return fromRate == toRate ? frames : std::llround(double(frames) * toRate / fromRate);
}

// Single precision on purpose: soxr picks its double-precision engine by what the processor can do, and the
// bits with it.
static soxr_t create(int channels, double from, double to) {
    soxr_error_t error = nullptr;
    soxr_io_spec_t io = soxr_io_spec(SOXR_FLOAT32_I, SOXR_FLOAT32_I);
    soxr_quality_spec_t quality = soxr_quality_spec(SOXR_HQ, SOXR_HI_PREC_CLOCK);
    soxr_runtime_spec_t runtime = soxr_runtime_spec(1);
    soxr_t made = soxr_create(from, to, unsigned(channels), &error, &io, &quality, &runtime);
    if (error) throw Error(std::string("resampling failed: ") + error);
    return made;
}

Resampler::Resampler(int channels, double fromRate, double toRate) {
    for (double rate : {fromRate, toRate})
        if (!(rate >= 1e3 && rate <= 1e6))
            throw Error("cannot resample from " + std::to_string(std::llround(fromRate)) + " to " +
                            std::to_string(std::llround(toRate)) + " Hz",
                        "use rates of 1000 to 1000000 Hz");
    state_ = std::make_unique<State>(State{channels, fromRate, toRate, {nullptr, soxr_delete}, {}});
    if (fromRate != toRate) state_->converter.reset(create(channels, fromRate, toRate));
}

Resampler::~Resampler() = default;
Resampler::Resampler(Resampler&&) noexcept = default;
Resampler& Resampler::operator=(Resampler&&) noexcept = default;

void Resampler::State::append(const float* in, int64_t frames) {
    if (taken > 0 && taken == ready.size()) ready.clear(), taken = 0;
    ready.insert(ready.end(), in, in + frames * channels);
    made += frames;
}

// Gives soxr `frames` of input (or its end, with a null pointer) and takes all that it has.
void Resampler::State::convert(const float* in, int64_t frames) {
    if (taken > 0) ready.erase(ready.begin(), ready.begin() + std::ptrdiff_t(taken)), taken = 0;
    for (;;) {
        size_t used = 0, got = 0, held = ready.size();
        ready.resize(held + size_t(chunk * channels));
        soxr_error_t error =
            soxr_process(converter.get(), in, size_t(frames), &used, ready.data() + held, chunk, &got);
        ready.resize(held + got * size_t(channels));
        if (error) throw Error(std::string("resampling failed: ") + error);
        made += int64_t(got);
        if (in) in += int64_t(used) * channels, frames -= int64_t(used);
        if (got == 0 && (!in || frames == 0 || used == 0)) break;
    }
}

void Resampler::push(const float* interleaved, int64_t frames) {
    state_->pushed += frames;
    if (state_->converter && frames > 0)
        state_->convert(interleaved, frames);
    else if (frames > 0)
        state_->append(interleaved, frames);
}

void Resampler::finish() {
    State& s = *state_;
    if (s.ended || !s.converter) return;
    s.ended = true;
    if (s.pushed > 0) s.convert(nullptr, 0);
    int64_t surplus = s.made - resampledFrames(s.pushed, s.from, s.to); // a frame at most, by rounding
    s.ready.resize(
        size_t(std::max<int64_t>(int64_t(s.ready.size()) - surplus * s.channels, int64_t(s.taken))));
}

int64_t Resampler::available() const {
    return int64_t(state_->ready.size() - state_->taken) / state_->channels;
}

int64_t Resampler::pull(float* interleaved, int64_t frames) {
    State& s = *state_;
    frames = std::clamp<int64_t>(frames, 0, available());
    std::copy_n(s.ready.begin() + std::ptrdiff_t(s.taken), frames * s.channels, interleaved);
    s.taken += size_t(frames * s.channels);
    return frames;
}

void Resampler::reset() {
    State& s = *state_;
    s.ready.clear();
    s.taken = 0, s.pushed = 0, s.made = 0, s.ended = false;
    if (s.converter && soxr_clear(s.converter.get()))
        s.converter.reset(create(int(s.channels), s.from, s.to));
}

}
