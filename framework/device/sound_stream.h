// Sound on its way to a device, and from it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/device/realtime_priority.h"
#include "framework/device/sound_device.h"
#include <cstdint>
#include <functional>
#include <memory>

namespace stemwright {

/// Calls back for every block that a device wants. Control thread, but for the callback.
class SoundStream {
  public:
    struct Settings {
        std::string system;          ///< one of soundSystems(), or "" for the first that has a device
        std::string device;          ///< as for chosenDevice()
        int outputs = 2, inputs = 0; ///< channels: the first so many of the device
        int rate = 48000;            ///< Hz
        int frames = 256;            ///< of a block; the system may decide otherwise
    };
    /// Takes the next `frames` frames of every input, at most mostFrames, and fills as many of every output.
    /// Audio thread.
    using Process = std::function<void(const float* const* in, float* const* out, int frames)>;
    static constexpr int mostFrames = 65536;

    /// Opens the device; throws an Error where it is not there, is busy, or has another rate or fewer
    /// channels.
    SoundStream(const Settings& settings, Process process);
    ~SoundStream(); ///< stops
    SoundStream(const SoundStream&) = delete;

    void start(); ///< throws an Error where the device refuses
    void stop();  ///< what was filled is heard; returns once nobody fills any more

    /// Whether the device is there and asks for blocks: lost where it is gone, or silent for two seconds.
    enum class State { playing, lost };
    State state() const;

    const std::string& system() const;
    const std::string& device() const; ///< its name
    int frames() const;                ///< of a block
    int64_t xruns() const noexcept;    ///< blocks that the device says came too late. Any thread
    int roundTrip() const; ///< frames from an output to an input, as far as the system knows; 0 where not

    /// What came of asking for real-time priority; pending before the first block. Any thread.
    RealtimePriority priority() const noexcept;

  private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

}
