// Looks behind the ID3v2 tag, whose size stands in its header.
// SPDX-License-Identifier: MIT
#include "framework/audio/mp3_length.h"
#include <fstream>

namespace stemwright {

bool mp3SaysItsLength(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::string head(10, '\0');
    if (!file.read(head.data(), 10)) return false;
    std::streamoff size = 0;
    if (head.starts_with("ID3")) { // four bytes of seven bits (ID3v2.4, section 3.1)
        for (size_t i = 6; i < 10; ++i) size = size * 128 + (head[i] & 127);
        size += 10;
    }
    file.seekg(size);
    std::string frame(2048, '\0'); // longer than any frame
    file.read(frame.data(), std::streamsize(frame.size()));
    frame.resize(size_t(file.gcount()));
    for (const char* tag : {"Xing", "Info", "VBRI"})
        if (frame.find(tag) != std::string::npos) return true;
    return false;
}

}
