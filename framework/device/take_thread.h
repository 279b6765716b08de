// Brings takes to the disk.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/device/take.h"
#include "framework/error/error.h"
#include <memory>
#include <mutex>
#include <thread>

namespace stemwright {

/// A thread that writes what takes hold. Nobody wakes it: that would be a system call of the audio thread.
class TakeThread {
  public:
    TakeThread() = default;
    ~TakeThread(); ///< finishes
    TakeThread(const TakeThread&) = delete;

    /// As Take's constructor; before start(). Control thread.
    Take& add(const std::string& path, const SoundFormat& format, int64_t skipped = 0);
    void start(); ///< control thread, once

    /// Once nobody adds to takes any more: writes the rest, and puts every file into place. Control thread.
    void finish();

    std::vector<Problem> problems(); ///< since the last call. Control thread
    const std::vector<std::unique_ptr<Take>>& takes() const { return takes_; } ///< to read once finished

  private:
    void keep(const Error& error);

    std::vector<std::unique_ptr<Take>> takes_;
    std::mutex mutex_;
    std::vector<Problem> problems_;
    std::atomic<bool> stopped_ = false;
    std::thread thread_;
};

}
