// What the header of a WAV or AIFF file promises, which libsndfile silently corrects to what is there.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>

namespace stemwright {

/// The part of a header that tells a truncated or senseless file from a whole one.
struct SoundHeader {
    double rate = -1; ///< Hz, or -1 where not looked for
    int64_t promised =
        -1;           ///< bytes of samples that the header promises, or -1 where it was left open (a stream)
    int64_t held = 0; ///< bytes of samples that the file can hold after that header
};

/// Reads the header of a WAV, RF64 or AIFF file; nothing for every other kind and for a header that has no
/// samples.
std::optional<SoundHeader> readSoundHeader(const std::string& path);

}
