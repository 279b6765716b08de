// Decodes a sound file at its own rate, with seeks that are exact in every format.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace stemwright {

/// What a sound file holds.
struct SoundInfo {
    int channels = 0;
    double rate = 0;    ///< Hz
    int64_t frames = 0; ///< samples per channel
    std::string format; ///< container and coding, such as "wav int24", "flac int16", "ogg vorbis" or "mp3"
};

/// One open sound file. Not safe for use by two threads at once.
class SoundDecoder {
  public:
    /// Opens `path` and throws an Error where it is missing, no sound, truncated or senseless. Backward seeks
    /// of at most `history` frames stay cheap in formats that can only be decoded from the start (ogg, mp3).
    explicit SoundDecoder(const std::string& path, int64_t history = 0);
    ~SoundDecoder();
    SoundDecoder(SoundDecoder&&) noexcept;
    SoundDecoder& operator=(SoundDecoder&&) noexcept;

    const SoundInfo& info() const;

    /// Moves to `frame`; costs nothing until the next read.
    void seek(int64_t frame) noexcept;

    /// Delivers up to `frames` interleaved frames and returns how many, fewer only at the end. What a damaged
    /// file cannot give is silence.
    int64_t read(float* interleaved, int64_t frames) noexcept;

    /// Makes backward seeks of `frames` cheap in every format, as in the constructor.
    void keep(int64_t frames);

  private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

}
