// Walks the chunks of WAV, RF64 and AIFF files as far as the samples.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_header.h"
#include <fstream>
#include <string_view>

namespace stemwright {

static uint64_t number(std::string_view bytes, bool bigEndian) {
    uint64_t value = 0;
    for (size_t i = 0; i < bytes.size(); ++i)
        value = value << 8 | uint8_t(bytes[bigEndian ? i : bytes.size() - 1 - i]);
    return value;
}

// Programs that write to a pipe cannot go back, and leave one of these where the length belongs.
static bool leftOpen(uint64_t size) {
    return size == 0 || (size >= 0x7FFFF000u && size <= 0x7FFFFFFFu) ||
           (size >= 0xFFFFF000u && size <= 0xFFFFFFFFu) || size > uint64_t(INT64_MAX);
}

std::optional<SoundHeader> readSoundHeader(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    auto take = [&file](size_t bytes) {
        std::string text(bytes, '\0');
        file.read(text.data(), std::streamsize(bytes));
        text.resize(size_t(file.gcount()));
        return text;
    };
    file.seekg(0, std::ios::end);
    const int64_t length = file.tellg();
    file.seekg(0);
    std::string form = take(12);
    if (form.size() < 12) return {};
    std::string outer = form.substr(0, 4), inner = form.substr(8);
    bool wav = (outer == "RIFF" || outer == "RF64") && inner == "WAVE";
    bool aiff = outer == "FORM" && (inner == "AIFF" || inner == "AIFC");
    if (!wav && !aiff) return {};

    SoundHeader header;
    uint64_t longSize = 0; // of the samples, from the chunk that RF64 has for it
    for (int64_t at = 12; at + 8 <= length;) {
        file.seekg(at);
        std::string head = take(8);
        if (head.size() < 8) return {};
        std::string id = head.substr(0, 4);
        uint64_t size = number(head.substr(4), aiff);
        at += 8;
        if (id == "ds64" && size >= 16) longSize = number(take(16).substr(8), false);
        if (id == "fmt " && size >= 8) header.rate = double(number(take(8).substr(4), false));
        if (id == "data" || id == "SSND") {
            if (outer == "RF64" && size == 0xFFFFFFFFu) size = longSize;
            int64_t before = id == "SSND" ? 8 : 0; // offset and block size precede the samples
            header.held = std::max<int64_t>(length - at - before, 0);
            if (!leftOpen(size)) header.promised = int64_t(size) - before;
            return header;
        }
        at += int64_t(size + (size & 1)); // chunks start at even places
    }
    return {};
}

}
