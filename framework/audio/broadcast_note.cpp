// Reads the chunk through libsndfile.
// SPDX-License-Identifier: MIT
#include "framework/audio/broadcast_note.h"
#include <cstring>
#include <memory>
#include <sndfile.h>

namespace stemwright {

std::optional<BroadcastNote> broadcastNote(const std::string& path) {
    SF_INFO info{};
    std::unique_ptr<SNDFILE, int (*)(SNDFILE*)> file(sf_open(path.c_str(), SFM_READ, &info), sf_close);
    SF_BROADCAST_INFO chunk{};
    if (!file || sf_command(file.get(), SFC_GET_BROADCAST_INFO, &chunk, sizeof chunk) != SF_TRUE) return {};
    return BroadcastNote{
        int64_t(uint64_t(chunk.time_reference_high) << 32 | chunk.time_reference_low),
        std::string(chunk.description, strnlen(chunk.description, sizeof chunk.description))};
}

}
