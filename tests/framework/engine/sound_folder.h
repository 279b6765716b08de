// A folder with sound files for the nodes that play them.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/sound_writer.h"
#include <cstdlib>
#include <filesystem>
#include <random>
#include <vector>

namespace stemwright {

/// Gone with all it holds at the end of the test.
class SoundFolder {
  public:
    SoundFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "stemwright-sounds-XXXXXX").string();
        folder_ = mkdtemp(name.data());
    }
    ~SoundFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(folder_, ignored);
    }
    SoundFolder(const SoundFolder&) = delete;

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    /// Writes noise into a new file, and gives its path.
    std::string noise(const std::string& name, int frames, int channels = 1, double rate = 48000) const {
        SoundFormat format;
        format.channels = channels;
        format.rate = rate;
        std::mt19937 random{unsigned(frames)};
        std::vector<float> samples(size_t(frames) * size_t(channels));
        for (float& sample : samples) sample = 0.5f * (float(random() >> 8) * 0x1p-23f - 1);
        SoundWriter writer(path(name), format);
        writer.write(samples.data(), frames);
        writer.finish();
        return path(name);
    }

  private:
    std::filesystem::path folder_;
};

}
