// Decodes a sound file at its own rate, with seeks that are exact in every format.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/sample_coding.h"
#include <cstdint>
#include <memory>
#include <string>

namespace stemwright {

/// What a sound file holds.
struct SoundInfo {
    int channels = 0;
    double rate = 0;    ///< Hz
    int64_t frames = 0; ///< samples per channel
    std::string format; ///< container and coding, such as "wav int24", "flac int16", "ogg vorbis" or "mp3"
};

/// One open sound file. One thread at a time may use it.
class SoundDecoder {
  public:
    /// Opens `path`; throws an Error where it is missing, no sound, truncated, or of senseless rate or
    /// channels.
    explicit SoundDecoder(const std::string& path);
    ~SoundDecoder();
    SoundDecoder(SoundDecoder&&) noexcept;
    SoundDecoder& operator=(SoundDecoder&&) noexcept;

    const SoundInfo& info() const;

    /// From now on a seek that goes back by at most `frames` is cheap even in formats that are decoded from
    /// the start (ogg, mp3).
    void keep(int64_t frames);

    /// Moves to `frame` (0 to `info().frames`); costs nothing before the next read, and nothing at all where
    /// it is already.
    void seek(int64_t frame) noexcept;

    /// Delivers up to `frames` interleaved frames and returns how many, fewer only at the end. What a damaged
    /// file cannot give is silence.
    int64_t read(float* interleaved, int64_t frames) noexcept;

    /// How samples stand in the file; native floats where it takes more than `decodeSamples` to know them.
    SampleCoding coding() const;

    /// As `read`, but delivers samples in `coding()`, for those who want them decoded where they use them.
    int64_t readStored(std::byte* interleaved, int64_t frames) noexcept;

  private:
    struct Handle;
    std::unique_ptr<Handle> handle_;
};

}
