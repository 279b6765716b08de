// Reads in blocks, so that only the two channels are held.
// SPDX-License-Identifier: MIT
#include "framework/assist/stereo_sound.h"
#include "framework/audio/loudness_frames.h"
#include "framework/audio/sound_reader.h"
#include "framework/error/error.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

float StereoSound::peak() const {
    float highest = 0;
    for (const std::vector<float>& channel : channels)
        for (float sample : channel) highest = std::max(highest, std::fabs(sample));
    return highest;
}

void StereoSound::scale(double factor) {
    for (std::vector<float>& channel : channels)
        for (float& sample : channel) sample = float(sample * factor);
}

double StereoSound::loudness() const {
    return integratedLoudness(channels[0].data(), channels[1].data(), frames(), rate);
}

void StereoSound::resize(int64_t count) {
    for (std::vector<float>& channel : channels) channel.resize(size_t(count));
}

StereoSound readStereo(const std::string& path) {
    SoundReader reader(path, StereoSound::rate);
    if (reader.channels() > 2)
        throw Error(path + " has " + std::to_string(reader.channels()) + " channels",
                    "mix it down to two; mono and stereo can be compared");
    StereoSound sound;
    for (std::vector<float>& channel : sound.channels) channel.reserve(size_t(reader.frames()));
    const size_t width = size_t(reader.channels());
    std::vector<float> block(4096 * width);
    while (int64_t got = reader.read(block.data(), 4096))
        for (size_t i = 0; i < size_t(got) * width; i += width) {
            if (!std::isfinite(block[i]) || !std::isfinite(block[i + width - 1]))
                throw Error(path + " holds samples that are no numbers", "render it again");
            sound.channels[0].push_back(block[i]);
            sound.channels[1].push_back(block[i + width - 1]);
        }
    return sound;
}

}
