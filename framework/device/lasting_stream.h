// A stream that comes back when its device does.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/device/sound_stream.h"
#include <chrono>

namespace stemwright {

/// A SoundStream, opened again on the same device about once a second while that is gone. Control thread, but
/// for the callback.
class LastingStream {
  public:
    /// As a SoundStream: throws an Error where the device cannot be opened the first time.
    LastingStream(const SoundStream::Settings& settings, SoundStream::Process process);

    void start(); ///< throws an Error where the device refuses
    void stop();  ///< what was filled is heard, where there is somebody to hear it

    /// To be called often. Lost and back are said once each.
    enum class Event { nothing, lost, back };
    Event look();

    const SoundStream::Settings& settings() const { return settings_; } ///< with the names of what was found
    int frames() const { return frames_; }                              ///< of a block, also while it is gone
    int roundTrip() const { return roundTrip_; }                        ///< frames, as SoundStream says it
    int64_t xruns() const;                                              ///< of all times together
    RealtimePriority priority() const; ///< of the last time that it was asked for

  private:
    void open();

    SoundStream::Settings settings_;
    SoundStream::Process process_;
    std::unique_ptr<SoundStream> stream_; // nullptr while the device is gone
    std::chrono::steady_clock::time_point tried_{};
    int frames_ = 0, roundTrip_ = 0;
    int64_t xruns_ = 0; // of those before
    RealtimePriority priority_;
};

}
