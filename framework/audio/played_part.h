// What a clip plays of a file, and when.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

namespace stemwright {

/// Frames are those of the session. A place counts from where the clip begins in the song.
struct PlayedPart {
    enum class Repeat { never, forever };
    int64_t begin = 0;             ///< of the clip, in the song
    int64_t first = 0, length = 0; ///< in the file
    Repeat repeat = Repeat::never;

    bool operator==(const PlayedPart&) const = default;

    /// The frame of the file that is heard at a place.
    int64_t frameAt(int64_t place) const {
        return first + (repeat == Repeat::forever && length > 0 ? place % length : place);
    }
};

}
