// What `stemwright evaluate` found, for people and for programs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/judged_songs.h"

namespace stemwright {

enum class Detail { groups, members };

/// A line for each mix; with `members` another for each group.
std::string evaluationText(const std::vector<JudgedSong>& songs, Detail detail);
std::string differencesText(const std::vector<JudgedDifference>& differences);

/// All of it; what cannot be told is null.
std::string evaluationJson(const std::vector<JudgedSong>& songs,
                           const std::vector<JudgedDifference>& differences);

/// The songs in a file that evaluationJson() made. Throws an Error where it cannot be read as such.
std::vector<JudgedSong> readEvaluation(const std::string& path);

}
