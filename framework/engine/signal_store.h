// What the engine keeps between quanta: delayed sound and the history of control signals.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/plan.h"
#include <bit>
#include <cstring>
#include <memory>
#include <new>

namespace stemwright {

/// Memory for `count` values, each row of a quantum at the start of a cache line. Moves, but does not copy.
template <class T> class Rows {
  public:
    explicit Rows(size_t count = 0)
        : values_(static_cast<T*>(::operator new(count * sizeof(T), alignment))), count_(count) {
        clear();
    }
    T* operator[](size_t i) const noexcept { return values_.get() + i; }
    void clear() noexcept { std::fill_n(values_.get(), count_, T(0)); }

  private:
    static constexpr std::align_val_t alignment{64};
    struct Free {
        void operator()(T* values) const { ::operator delete(values, alignment); }
    };
    std::unique_ptr<T, Free> values_;
    size_t count_;
};

/// The last frames of a source's channels. One thread writes, others may read what was handed over to them.
class SoundRing {
  public:
    /// `span` is how many frames from the newest on are kept, at least a quantum.
    SoundRing(int channels, int span)
        : channels_(channels), size_(std::bit_ceil(unsigned(span))), frames_(size_t(channels) * size_) {}

    /// `count` frames that lie on end: at most a turn.
    void write(int channel, int64_t frame, const float* values, int count) noexcept {
        std::memcpy(at(channel, frame), values, size_t(count) * sizeof(float));
    }

    /// What begins at a multiple of the quantum (or of the turn, for a turn) and ends before `size_` is
    /// reached lies on end.
    float* at(int channel, int64_t frame) const noexcept {
        return frames_[size_t(channel) * size_ + (frame & (size_ - 1))];
    }

    /// `count` frames from `frame` on, which may lie anywhere in reach; silence before the start. `scratch`
    /// holds them where they do not lie on end.
    const float* read(int channel, int64_t frame, float* scratch, int count) const noexcept {
        int start = int(frame & (size_ - 1)), first = std::min(count, size_ - start);
        if (first == count) return at(channel, frame);
        std::memcpy(scratch, at(channel, frame), first * sizeof(float));
        std::memcpy(scratch + first, frames_[size_t(channel) * size_], (count - first) * sizeof(float));
        return scratch;
    }

    /// What `other` holds of the time before `frame`, as far as both reach back. Of equal channels.
    void take(const SoundRing& other, int64_t frame) noexcept {
        for (int64_t past = std::max<int64_t>(frame - std::min(size_, other.size_), 0); past < frame; ++past)
            for (int c = 0; c < channels_; ++c) *at(c, past) = *other.at(c, past);
    }

    int channels() const { return channels_; }
    void clear() noexcept { frames_.clear(); }

  private:
    int channels_, size_;
    Rows<float> frames_;
};

/// The last exact sums over lanes, for one channel of one input. As SoundRing.
class SumRing {
  public:
    explicit SumRing(int span) : size_(std::bit_ceil(unsigned(span))), frames_(size_) {}
    double* at(int64_t frame) const noexcept { return frames_[frame & (size_ - 1)]; }

  private:
    int size_;
    Rows<double> frames_;
};

/// One value per control step. As SoundRing.
class ControlHistory {
  public:
    explicit ControlHistory(int span)
        : values_(std::bit_ceil(unsigned(span / controlStep + quantum / controlStep + 2))) {}

    /// `from` counts only at the very start; from then on a step begins where the last one ended.
    void write(int64_t frame, const float* from, const float* to) noexcept {
        if (frame == 0) at(0) = from[0];
        for (int step = 0; step < quantum / controlStep; ++step)
            at(frame / controlStep + step + 1) = to[step];
    }

    /// Value at a frame in reach, straight between the steps; before the start the first value.
    float read(int64_t frame) const noexcept {
        if (frame <= 0) return at(0);
        int64_t step = frame / controlStep;
        float part = float(frame % controlStep) / controlStep;
        return part == 0 ? at(step) : at(step) + (at(step + 1) - at(step)) * part;
    }

    /// As SoundRing; the step that ends at `frame` is known already.
    void take(const ControlHistory& other, int64_t frame) noexcept {
        int64_t last = frame / controlStep, count = int64_t(std::min(values_.size(), other.values_.size()));
        for (int64_t step = std::max<int64_t>(last - count + 1, 0); step <= last; ++step)
            at(step) = other.at(step);
    }

    void clear() noexcept { std::fill(values_.begin(), values_.end(), 0.f); }

  private:
    float& at(int64_t step) noexcept { return values_[step & (values_.size() - 1)]; }
    float at(int64_t step) const noexcept { return values_[step & (values_.size() - 1)]; }
    std::vector<float> values_;
};

}
