// What the engine keeps between quanta: delayed sound and the history of control signals.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/plan.h"
#include <bit>
#include <cstring>

namespace stemwright {

/// The last frames of a source's channels. Audio thread, but for the constructor.
class SoundRing {
  public:
    SoundRing(int channels, int reach)
        : size_(std::bit_ceil(unsigned(reach + quantum))), frames_(channels, std::vector<float>(size_)) {}

    void write(int channel, int64_t frame, const float* quantumOfFrames) noexcept {
        // A quantum divides the size, so it never wraps.
        std::memcpy(&frames_[channel][frame & (size_ - 1)], quantumOfFrames, quantum * sizeof(float));
    }

    /// One quantum from `frame` on, which may lie anywhere in reach; silence before the start.
    void read(int channel, int64_t frame, float* to) const noexcept {
        int start = int(frame & (size_ - 1)), first = std::min(quantum, size_ - start);
        std::memcpy(to, &frames_[channel][start], first * sizeof(float));
        std::memcpy(to + first, &frames_[channel][0], (quantum - first) * sizeof(float));
    }

    void clear() noexcept {
        for (auto& channel : frames_) std::fill(channel.begin(), channel.end(), 0.f);
    }

  private:
    int size_;
    std::vector<std::vector<float>> frames_;
};

/// One value per control step. Audio thread, but for the constructor.
class ControlHistory {
  public:
    explicit ControlHistory(int reach)
        : values_(std::bit_ceil(unsigned(reach / controlStep + 2 * quantum / controlStep + 2))) {}

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

    void clear() noexcept { std::fill(values_.begin(), values_.end(), 0.f); }

  private:
    float& at(int64_t step) noexcept { return values_[step & (values_.size() - 1)]; }
    float at(int64_t step) const noexcept { return values_[step & (values_.size() - 1)]; }
    std::vector<float> values_;
};

}
