// The shortest of sound files, for tests that only ask whether it is found.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace stemwright::test {

/// 10 frames of silence: mono, 16 bits, 48 kHz.
inline void writeShortWav(const std::filesystem::path& path) {
    auto number = [](uint32_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i) text += char(value >> 8 * i);
        return text;
    };
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary)
        << "RIFF" << number(56, 4) << "WAVEfmt " << number(16, 4) << number(1, 2) << number(1, 2)
        << number(48000, 4) << number(96000, 4) << number(2, 2) << number(16, 2) << "data" << number(20, 4)
        << std::string(20, '\0');
}

}
