// Writes sound files that appear whole or not at all.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/sound_format.h"
#include <memory>

namespace stemwright {

/// A sound file being written. The same samples give the same bytes. WAV goes over to RF64 beyond 4 GiB. One
/// thread at a time may use it. Destroyed before `finish` it leaves what was at `path` before, if anything.
class SoundWriter {
  public:
    /// Throws an Error where `path` cannot be written or the container cannot hold such sound.
    SoundWriter(const std::string& path, const SoundFormat& format);
    ~SoundWriter();
    SoundWriter(SoundWriter&&) noexcept;
    SoundWriter& operator=(SoundWriter&&) noexcept;

    /// Appends interleaved frames; throws an Error where the disk is full. Full scale is 1; in integer
    /// formats what is beyond is clipped and counted, and NaN becomes 0 and is counted. Float files hold
    /// every value as it is.
    void write(const float* interleaved, int64_t frames);

    /// Completes the file, brings it to the disk and renames it into place; throws an Error where that fails.
    /// Once only.
    void finish();

    /// Makes a whole file, beside the target, of what was written so far: it can be read should the program
    /// be killed. Throws an Error where that fails. Not for ogg and flac.
    void checkpoint();

    /// Puts into place what the last checkpoint held, where writing failed since. Throws an Error where there
    /// was none. Once only.
    void finishAtCheckpoint();

    int64_t frames() const; ///< written so far
    int64_t
    clipped() const; ///< samples so far outside -1 to 1 (or NaN) that an integer format could not hold

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}
