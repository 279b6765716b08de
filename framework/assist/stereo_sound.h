// A sound as two channels at the one rate at which mixes are compared.
// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace stemwright {

/// Left and right, of equal length, held in memory as a whole.
struct StereoSound {
    static constexpr double rate = 44100; ///< Hz, the rate that the published measures are defined at
    std::array<std::vector<float>, 2> channels;

    int64_t frames() const { return int64_t(channels[0].size()); }
    float peak() const;         ///< highest sample of both channels, linear
    void scale(double factor);  ///< multiplies every sample
    double loudness() const;    ///< LUFS, integrated; minus infinity where there is nothing
    void resize(int64_t count); ///< cuts the end off, or goes on as silence
};

/// Reads the file at `path`, resampled where it has another rate; what is mono is heard on both sides. Throws
/// an Error where it cannot be read, has more than two channels or holds samples that are no numbers.
StereoSound readStereo(const std::string& path);

}
