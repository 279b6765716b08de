// Collects quanta into blocks that are worth a thread of their own, and passes them on.
// SPDX-License-Identifier: MIT
#include "framework/app/recording.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

constexpr int64_t blockFrames = 16384;
constexpr int mostMeasured = 64; // channels that loudness is defined for, here

Recording::Recording(std::string output, const std::string& path, const SoundFormat& format, double rate,
                     int64_t first, FilePart part, Measuring measuring)
    : output_(std::move(output)),
      path_(path),
      channels_(format.channels),
      resampler_(format.channels, rate, format.rate),
      block_(size_t(blockFrames * format.channels)),
      passing_(block_.size()),
      position_(resampledFrames(first, rate, format.rate)),
      part_(part),
      converts_(rate != format.rate) {
    if (measuring == Measuring::everything && channels_ <= mostMeasured)
        measurement_.emplace(channels_, format.rate);
    if (!path.empty()) writer_.emplace(path, format);
    if (converts_) converted_.resize(block_.size());
}

void Recording::add(const float* const* channels, int frames) {
    for (int done = 0; done < frames;) {
        int count = int(std::min<int64_t>(frames - done, blockFrames - held_));
        float* to = &block_[size_t(held_ * channels_)];
        if (channels_ == 2) { // which compilers make vectors of
            const float *left = channels[0] + done, *right = channels[1] + done;
            for (int i = 0; i < count; ++i) to[2 * i] = left[i], to[2 * i + 1] = right[i];
        } else
            for (int c = 0; c < channels_; ++c)
                for (int i = 0; i < count; ++i) to[i * channels_ + c] = channels[c][done + i];
        done += count;
        held_ += count;
        if (held_ == blockFrames) flush();
    }
}

void Recording::flush() {
    if (passed_.valid()) passed_.get();
    std::swap(block_, passing_);
    passed_ = std::async(std::launch::async, [this, frames = held_] { pass(frames); });
    held_ = 0;
}

void Recording::pass(int64_t frames) {
    if (converts_) {
        resampler_.push(passing_.data(), frames);
        drain();
    } else
        deliver(passing_.data(), frames);
}

void Recording::drain() {
    while (int64_t got = resampler_.pull(converted_.data(), blockFrames)) deliver(converted_.data(), got);
}

void Recording::deliver(const float* interleaved, int64_t frames) {
    int64_t first = std::max(part_.first - position_, int64_t(0)),
            last = std::min(part_.last - position_, frames);
    position_ += frames;
    if (first >= last) return;
    interleaved += first * channels_;
    frames = last - first;
    for (int64_t i = 0; i < frames * channels_; ++i) notFinite_ += !std::isfinite(interleaved[i]);
    if (measurement_) measurement_->add(interleaved, frames);
    if (writer_) writer_->write(interleaved, frames);
}

Recorded Recording::finish() {
    flush();
    passed_.get();
    if (converts_) {
        resampler_.finish();
        drain();
    }
    Recorded result{output_, path_, {}, 0, notFinite_};
    if (measurement_) result.measures = measurement_->result();
    if (writer_) {
        result.clipped = writer_->clipped();
        writer_->finish();
    }
    return result;
}

}
