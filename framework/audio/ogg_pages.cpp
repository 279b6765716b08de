// Rewrites the page headers of an Ogg file (RFC 3533, section 6).
// SPDX-License-Identifier: MIT
#include "framework/audio/ogg_pages.h"
#include "framework/audio/output_file.h"
#include <array>
#include <cstring>
#include <vector>

namespace stemwright {

static constexpr std::array<uint32_t, 256> checksums = [] { // CRC-32 of polynomial 0x04c11db7, not reflected
    std::array<uint32_t, 256> table{};
    for (uint32_t i = 0; i < 256; ++i) {
        uint32_t value = i << 24;
        for (int bit = 0; bit < 8; ++bit) value = value << 1 ^ (value & 0x80000000u ? 0x04c11db7u : 0);
        table[i] = value;
    }
    return table;
}();

static void put(uint8_t* at, uint32_t value) {
    for (int i = 0; i < 4; ++i) at[i] = uint8_t(value >> 8 * i);
}

void setOggSerial(OutputFile& file, uint32_t serial) {
    constexpr int64_t header = 27, serialAt = 14, checksumAt = 22, segmentsAt = 26;
    std::vector<uint8_t> page;
    for (int64_t at = 0; at + header <= file.size(); at += int64_t(page.size())) {
        page.resize(header);
        file.seek(at);
        if (file.read(page.data(), header) != header || std::memcmp(page.data(), "OggS", 4) != 0) return;
        int64_t segments = page[segmentsAt], body = 0;
        page.resize(size_t(header + segments));
        if (file.read(page.data() + header, segments) != segments) return;
        for (int64_t i = 0; i < segments; ++i) body += page[size_t(header + i)];
        page.resize(size_t(header + segments + body));
        if (file.read(page.data() + header + segments, body) != body) return;
        put(&page[serialAt], serial);
        put(&page[checksumAt], 0);
        uint32_t sum = 0;
        for (uint8_t byte : page) sum = sum << 8 ^ checksums[(sum >> 24) ^ byte];
        put(&page[checksumAt], sum);
        file.seek(at);
        file.write(page.data(), header);
    }
}

}
