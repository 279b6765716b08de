// One output of a mix on its way to a file: cut, converted to another rate, measured, written.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/measurement.h"
#include "framework/audio/resampler.h"
#include "framework/audio/sound_writer.h"
#include <future>
#include <optional>
#include <vector>

namespace stemwright {

/// Frames of a file, counted at its own rate from the start of the song: from `first` up to, but without,
/// `last`.
struct FilePart {
    int64_t first = 0, last = 0;
};

/// What was measured and written of an output.
struct Recorded {
    std::string output, file;         ///< file is "" where nothing was written
    std::optional<Measures> measures; ///< where they were asked for; nothing beyond 64 channels
    int64_t clipped = 0;              ///< samples
    int64_t notFinite = 0;            ///< samples that are NaN or infinite
};

/// Takes what an engine gives, keeps `part` of it, measures it where that is asked for and, where there is a
/// file, writes it, while the engine goes on. Nothing replaces an older file before `finish`. One thread at a
/// time may use it.
class Recording {
  public:
    enum class Measuring { nothing, everything };

    /// `format` holds rate and channels of the result; `path` may be "". `rate` and `first` are of the sound
    /// that comes in: its rate and the frame of the song that is given first.
    Recording(std::string output, const std::string& path, const SoundFormat& format, double rate,
              int64_t first, FilePart part, Measuring measuring);
    Recording(const Recording&) = delete;

    void add(const float* const* channels, int frames); ///< throws what went wrong with earlier frames
    Recorded finish();

  private:
    void flush();
    void pass(int64_t frames);
    void deliver(const float* interleaved, int64_t frames);
    void drain();

    std::string output_, path_;
    int channels_;
    Resampler resampler_;
    std::optional<Measurement> measurement_;
    std::optional<SoundWriter> writer_;
    std::vector<float> block_, passing_, converted_; // interleaved
    int64_t held_ = 0;                               // frames in block_
    int64_t position_;                               // of the next frame that is delivered
    FilePart part_;
    bool converts_;
    int64_t notFinite_ = 0;    // samples
    std::future<void> passed_; // last, so that it is waited for before anything goes away
};

}
