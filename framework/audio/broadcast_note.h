// What a broadcast wave file says of itself.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace stemwright {

/// The `bext` chunk of a WAV file (EBU Tech 3285), as far as it is used here.
struct BroadcastNote {
    int64_t timeReference = 0; ///< where it begins, in frames from the start of the song
    std::string description;   ///< at most 255 letters
};

/// That of the file at `path`; nothing where it has none or is no sound file.
std::optional<BroadcastNote> broadcastNote(const std::string& path);

}
