// A sound that is held in memory as a whole.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/sound_format.h"
#include <vector>

namespace stemwright {

struct SoundBuffer {
    double rate = 48000; ///< Hz
    int channels = 2;
    std::vector<float> samples; ///< interleaved

    int64_t frames() const { return int64_t(samples.size()) / channels; }
    double duration() const { return double(frames()) / rate; } ///< s
};

/// The file at `path` at its own rate. Throws an Error where it cannot be read.
SoundBuffer readSound(const std::string& path);

/// Writes a file; rate and channels of `format` are those of the sound. Throws an Error where that fails.
void writeSound(const SoundBuffer& sound, const std::string& path, SoundFormat format);

/// The frames from one time to another, in s; less where the sound ends before.
SoundBuffer cut(const SoundBuffer& sound, double from, double to);

/// One sound and another one, each times a factor, frame by frame; the shorter one goes on as silence. Throws
/// an Error where their rates or channels differ.
SoundBuffer sum(const SoundBuffer& a, float gainOfA, const SoundBuffer& b, float gainOfB);

/// RMS in dBFS of each stretch of `step` seconds, all channels together; the last one may be shorter.
std::vector<double> levels(const SoundBuffer& sound, double step);

}
