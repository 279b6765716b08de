// Finds out whether a device runs in real time.
// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstdint>

namespace stemwright {

/// A server that renders ("freewheels") asks for sound as fast as it can get it. Then there is time to wait
/// for a disk, and nobody hears it. A device never asks for much more than time goes by; a server that we
/// keep from being faster looks like one, and then files are not late either. Audio thread.
class Pace {
  public:
    using Clock = std::chrono::steady_clock;

    explicit Pace(double rate) : rate_(rate) {}

    /// Called at the start of each block.
    void began(Clock::time_point now, int frames) noexcept {
        if (since_ == Clock::time_point{}) since_ = now;
        double sound = double(frames_) / rate_,
               time = std::chrono::duration<double>(now - since_ - waited_).count();
        if (sound >= window) {
            fast_ = time < sound / 2;
            since_ = now, waited_ = {}, frames_ = 0;
        }
        frames_ += frames;
    }

    /// Called at its end, with the time that was spent on waiting: it says nothing about the device.
    void ended(Clock::duration waited) noexcept { waited_ += waited; }

    bool isFasterThanRealTime() const noexcept { return fast_; }

  private:
    static constexpr double window = 0.25; // seconds of sound, less than files are read ahead
    double rate_;
    Clock::time_point since_{};
    Clock::duration waited_{};
    int64_t frames_ = 0;
    bool fast_ = false;
};

}
