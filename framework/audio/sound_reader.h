// Streams a sound file at the rate of the session.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/sound_decoder.h"

namespace stemwright {

/// What the file at `path` holds; throws the same Errors as reading it.
SoundInfo inspect(const std::string& path);

/// A sound file (wav, aiff, flac, ogg, mp3 and what else libsndfile reads), resampled where its rate is
/// another one. Frame n stands for the time n / rate of the file. The samples depend neither on how many are
/// read at once nor on seeks. Values beyond full scale pass as they are, NaN and infinity too (resampling
/// spreads them over their neighbours). One thread at a time may use it; it reads the disk and allocates, so
/// never the audio thread.
class SoundReader {
  public:
    /// Opens `path` for reading at `rate` Hz; throws an Error where it is missing, no sound or truncated.
    SoundReader(const std::string& path, double rate);
    ~SoundReader();
    SoundReader(SoundReader&&) noexcept;
    SoundReader& operator=(SoundReader&&) noexcept;

    int channels() const;
    int64_t frames() const;        ///< at the session's rate: llround(file's frames * rate / file's rate)
    double rate() const;           ///< of the session, in Hz
    double sourceRate() const;     ///< of the file, in Hz
    const SoundInfo& info() const; ///< of the file, at its own rate
    int64_t position() const;      ///< the frame that `read` delivers next

    /// Moves to `frame` (held within 0 and `frames()`). Costs nothing where the reader is already; elsewhere
    /// at most the resampling of a few seconds, and in ogg and mp3 decoding from the start.
    void seek(int64_t frame) noexcept;

    /// Delivers up to `frames` interleaved frames and returns how many, fewer only at the end, then 0. What a
    /// damaged file cannot give is silence.
    int64_t read(float* interleaved, int64_t frames) noexcept;

    /// How samples stand in the file; native floats where they are resampled or where the file is compressed.
    SampleCoding coding() const;

    /// As `read`, but delivers samples in `coding()`, for those who want them decoded where they use them.
    int64_t readStored(std::byte* interleaved, int64_t frames) noexcept;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}
