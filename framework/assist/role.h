// What a track is in a mix.
// SPDX-License-Identifier: MIT
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace stemwright {

enum class TrackRole {
    kick,
    snare,
    cymbals, ///< hats too
    toms,
    percussion,
    drums, ///< more than one of the above in one track
    bass,
    electricGuitar,
    acousticGuitar,
    keys,
    pad,
    leadSynth,
    strings,
    winds, ///< brass too
    leadVocal,
    backingVocal,
    effects
};
inline constexpr size_t roleCount = size_t(TrackRole::effects) + 1;

std::string_view wordOf(TrackRole role); ///< as it is written in a document, such as "lead vocal"

/// The role that a text of a document means: one of the words, or a common other name of one, in any case,
/// in singular or plural. Nothing for what is none.
std::optional<TrackRole> trackRoleOf(std::string_view text);

/// The role that the name of a file or track tells of, such as "03_BassDrum-left" or "lead vocals 2".
std::optional<TrackRole> roleInName(std::string_view name);

/// The words that are written, one for each role.
std::vector<std::string> roleWords();

}
