// One thread counts what it added, the other what it wrote.
// SPDX-License-Identifier: MIT
#include "framework/device/take.h"
#include "framework/error/error.h"
#include <algorithm>
#include <bit>
#include <cmath>

namespace stemwright {

Take::Take(const std::string& path, const SoundFormat& format, int64_t skipped)
    : path_(path),
      channels_(format.channels),
      rate_(format.rate),
      skipped_(skipped),
      capacity_(int64_t(std::bit_ceil(uint64_t(std::ceil(seconds * format.rate))))),
      ring_(size_t(capacity_ * format.channels)),
      writer_(std::in_place, path, format) {}

void Take::add(const float* const* channels, int frames) noexcept {
    if (overrun_.load(std::memory_order_relaxed)) return;
    int64_t first = std::min<int64_t>(skipped_, frames), added = added_.load(std::memory_order_relaxed);
    skipped_ -= first;
    if (added + frames - first - written_.load(std::memory_order_acquire) > capacity_) {
        overrun_ = true;
        return;
    }
    for (int64_t i = first; i < frames; ++i, ++added) {
        float* to = ring_.data() + (added & (capacity_ - 1)) * channels_;
        for (int c = 0; c < channels_; ++c) to[c] = channels[c][i];
    }
    added_.store(added, std::memory_order_release);
}

void Take::drain() {
    const int64_t atOnce = int64_t(rate_ / 2);
    while (int64_t waiting = added_.load(std::memory_order_acquire) - frames_) {
        int64_t place = frames_ & (capacity_ - 1), count = std::min({waiting, capacity_ - place, atOnce});
        writer_->write(ring_.data() + place * channels_, count);
        frames_ += count;
        written_.store(frames_, std::memory_order_release);
        if (frames_ - safe_ < atOnce) continue;
        writer_->checkpoint();
        safe_ = frames_;
    }
}

void Take::fail(const std::string& cause, const std::string& cure) {
    overrun_ = true; // nothing is added any more
    frames_ = safe_;
    std::string end = "recorded up to " + std::to_string(frames_) + " frames; the sound goes on";
    try {
        writer_->finishAtCheckpoint();
    } catch (const Error&) { // nothing was safe yet, or its folder is gone
        end = "nothing is recorded; the sound goes on";
        frames_ = 0;
    }
    writer_.reset();
    throw Error({path_}, cause + ": " + end, cure);
}

void Take::write() {
    if (!writer_) return;
    try {
        drain();
    } catch (const Error& error) {
        fail(error.problems()[0].cause, error.problems()[0].cure);
    }
    if (!overrun_) return;
    finish(); // what came before is whole
    throw Error({path_},
                "the disk is too slow: recorded up to " + std::to_string(frames_) +
                    " frames; the sound goes on",
                "record to another disk");
}

void Take::finish() {
    if (!writer_) return;
    try {
        drain();
        if (frames_ > 0) writer_->finish();
        writer_.reset();
    } catch (const Error& error) {
        fail(error.problems()[0].cause, error.problems()[0].cure);
    }
}

}
