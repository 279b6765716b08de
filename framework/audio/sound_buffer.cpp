// Reads, writes, cuts and adds sounds in memory.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_buffer.h"
#include "framework/audio/sound_reader.h"
#include "framework/audio/sound_writer.h"
#include "framework/error/error.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

SoundBuffer readSound(const std::string& path) {
    SoundReader reader(path, inspect(path).rate);
    SoundBuffer sound{reader.rate(), reader.channels(), {}};
    sound.samples.resize(size_t(reader.frames() * reader.channels()));
    sound.samples.resize(size_t(reader.read(sound.samples.data(), reader.frames()) * reader.channels()));
    return sound;
}

void writeSound(const SoundBuffer& sound, const std::string& path, SoundFormat format) {
    format.rate = sound.rate;
    format.channels = sound.channels;
    SoundWriter writer(path, format);
    writer.write(sound.samples.data(), sound.frames());
    writer.finish();
}

SoundBuffer cut(const SoundBuffer& sound, double from, double to) {
    auto frameAt = [&](double time) {
        return std::llround(std::clamp(time * sound.rate, 0., double(sound.frames())));
    };
    int64_t first = frameAt(from), last = std::max<int64_t>(first, frameAt(to));
    return {sound.rate,
            sound.channels,
            {sound.samples.begin() + first * sound.channels, sound.samples.begin() + last * sound.channels}};
}

SoundBuffer sum(const SoundBuffer& a, float gainOfA, const SoundBuffer& b, float gainOfB) {
    if (a.rate != b.rate || a.channels != b.channels)
        throw Error("the two sounds have " + std::to_string(a.channels) + " and " +
                        std::to_string(b.channels) + " channels, at " + std::to_string(std::lround(a.rate)) +
                        " and " + std::to_string(std::lround(b.rate)) + " Hz",
                    "take sounds of one rate and as many channels");
    SoundBuffer result{a.rate, a.channels, std::vector<float>(std::max(a.samples.size(), b.samples.size()))};
    for (size_t i = 0; i < a.samples.size(); ++i) result.samples[i] = gainOfA * a.samples[i];
    for (size_t i = 0; i < b.samples.size(); ++i) result.samples[i] += gainOfB * b.samples[i];
    return result;
}

std::vector<double> levels(const SoundBuffer& sound, double step) {
    int64_t frames = std::max<int64_t>(1, std::llround(step * sound.rate));
    std::vector<double> result;
    for (int64_t first = 0; first < sound.frames(); first += frames) {
        int64_t last = std::min(first + frames, sound.frames());
        double energy = 0;
        for (int64_t i = first * sound.channels; i < last * sound.channels; ++i)
            energy += double(sound.samples[size_t(i)]) * sound.samples[size_t(i)];
        result.push_back(10 * std::log10(energy / double((last - first) * sound.channels)));
    }
    return result;
}

}
