// What is recorded into one file while sound goes on.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/sound_writer.h"
#include <atomic>
#include <optional>
#include <string>
#include <vector>

namespace stemwright {

/// A ring that the audio thread fills and another thread brings to the disk. A disk that is too slow, or
/// full, ends the take and nothing else: its file then holds what came before.
class Take {
  public:
    /// Frames before `skipped` are left out. Throws an Error where the file cannot be written. Control
    /// thread.
    Take(const std::string& path, const SoundFormat& format, int64_t skipped = 0);

    /// The next frames of every channel. No lock, no allocation, no system call. Audio thread.
    void add(const float* const* channels, int frames) noexcept;

    /// Writes what is there, and now and then makes a whole file of it that survives the end of the program.
    /// Throws an Error where that fails, or where something did not fit into the ring; the file is then put
    /// into place as far as it came, and the take has ended. Disk thread.
    void write();

    /// Writes the rest and puts the file into place; an older one stays where nothing was recorded. Throws
    /// likewise. Disk thread, or once it has stopped.
    void finish();

    const std::string& path() const { return path_; }
    int64_t frames() const noexcept { return frames_; } ///< in the file. Disk thread, or once it has stopped

  private:
    void drain();
    void fail(const std::string& cause, const std::string& cure);

    static constexpr double seconds = 8; // that a disk may be behind
    std::string path_;
    int channels_;
    double rate_;
    int64_t skipped_, capacity_;                   // frames
    std::vector<float> ring_;                      // interleaved
    std::atomic<int64_t> added_ = 0, written_ = 0; // frames
    std::atomic<bool> overrun_ = false;
    std::optional<SoundWriter> writer_; // none once it has ended
    int64_t frames_ = 0, safe_ = 0;     // safe: that would survive
};

}
