// Mixes of several songs beside the authors', and which way of mixing comes nearer.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/evaluation.h"
#include "framework/assist/paired_bootstrap.h"

namespace stemwright {

struct JudgedMix {
    std::string name; ///< of the way it was mixed: the same in all songs
    Evaluation evaluation;
};

struct JudgedSong {
    std::string name, reference; ///< reference: its path
    std::vector<JudgedMix> mixes;
};

/// How much further from the references one way of mixing is than another; negative is nearer.
struct JudgedDifference {
    std::string mix, baseline; ///< names of the ways
    std::string group;         ///< LOUD, SPEC, PAN, DYN or B
    size_t songs;              ///< that both were heard in, and whose reference tells
    BootstrapInterval interval;
};

/// Every way against every one that comes after it, in the order in which they first appear, in all groups.
std::vector<JudgedDifference> differencesOf(const std::vector<JudgedSong>& songs, uint64_t seed);

/// Adds mixes to those songs that are there already, by name and reference, and the other songs. Throws an
/// Error where one song would have two mixes of one name.
void addSongs(const std::vector<JudgedSong>& songs, std::vector<JudgedSong>& to);

}
