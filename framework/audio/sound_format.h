// Says what a sound file is to be: container, depth, rate, channels and dither.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/broadcast_note.h"

namespace stemwright {

/// What a sound file is to be.
struct SoundFormat {
    enum class Depth { int16, int24, int32, float32 };
    enum class Dither { none, triangular };

    std::string container = ""; ///< "wav", "flac", "ogg" (vorbis) or "aiff"; empty: the extension of the path
    Depth depth = Depth::int24; ///< flac has int16 and int24; ogg ignores it
    double rate = 48000;        ///< Hz, a whole number
    int channels = 2;           ///< at most 128; flac has at most 8
    Dither dither = Dither::triangular; ///< for int16 and int24: 2 LSB from peak to peak; elsewhere never
    uint64_t seed = 0;                  ///< of the dither: the same seed gives the same file
    int64_t first = 0; ///< the dither counts frames from here: a cut of a song is then the cut of its file
    std::optional<BroadcastNote> broadcast = {}; ///< written into wav
};

/// `format` with its container found by the extension of `path` where it names none; throws an Error where
/// there is no such container or where it cannot hold such sound.
SoundFormat checkedFormat(const std::string& path, const SoundFormat& format);

}
