// A folder for the files of one test, and short ways to write and read them.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/sound_reader.h"
#include "framework/audio/sound_writer.h"
#include "framework/error/error.h"
#include <atomic>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <numbers>
#include <random>
#include <unistd.h>
#include <vector>

namespace stemwright {

/// A new folder, removed with all it holds at the end of the test.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        static std::atomic<int> made{0};
        folder_ = std::filesystem::temp_directory_path() /
                  ("stemwright-audio-" + std::to_string(getpid()) + "-" + std::to_string(made++));
        std::filesystem::create_directories(folder_);
    }
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::string path(const std::string& name = "") const { return (folder_ / name).string(); }

    /// The names in it, hidden ones too.
    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto& entry : std::filesystem::directory_iterator(folder_))
            all.push_back(entry.path().filename().string());
        std::sort(all.begin(), all.end());
        return all;
    }

  private:
    std::filesystem::path folder_;
};

using Samples = std::vector<float>; // interleaved

inline Samples noise(int channels, int64_t frames, float level = 0.5f, unsigned seed = 1) {
    std::mt19937 generator(seed);
    Samples samples(size_t(channels * frames));
    for (float& sample : samples) sample = level * (float(generator() >> 8) * 0x1p-23f - 1);
    return samples;
}

inline Samples sine(int channels, int64_t frames, double frequency, double rate, double amplitude,
                    double phase = 0) {
    Samples samples(size_t(channels * frames));
    for (int64_t i = 0; i < frames; ++i)
        for (int c = 0; c < channels; ++c)
            samples[size_t(i * channels + c)] =
                float(amplitude * std::sin(2 * std::numbers::pi * frequency * double(i) / rate + phase));
    return samples;
}

inline int64_t writeSound(const std::string& path, const SoundFormat& format, const Samples& samples) {
    SoundWriter writer(path, format);
    writer.write(samples.data(), int64_t(samples.size()) / format.channels);
    writer.finish();
    return writer.clipped();
}

/// All that is left in `reader`, `chunk` frames at a time.
inline Samples readOn(SoundReader& reader, int64_t chunk = 1000) {
    Samples all, part(size_t(chunk * reader.channels()));
    while (int64_t got = reader.read(part.data(), chunk))
        all.insert(all.end(), part.begin(), part.begin() + got * reader.channels());
    return all;
}

inline Samples readSound(const std::string& path, double rate, int64_t chunk = 1000) {
    SoundReader reader(path, rate);
    return readOn(reader, chunk);
}

inline std::string bytesOf(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void writeBytes(const std::string& path, const std::string& bytes) {
    std::ofstream(path, std::ios::binary) << bytes;
}

/// What the Error says that `action` throws; "nothing was thrown" where it throws none.
template <class Action> std::string messageOf(Action action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

/// dB of full scale.
inline double decibelsOf(double value) { return 20 * std::log10(std::max(value, 1e-30)); }

}
