// Pairs what was mixed in different ways, song by song.
// SPDX-License-Identifier: MIT
#include "framework/assist/judged_songs.h"
#include "framework/error/error.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

static const JudgedMix* mixNamed(const std::string& name, const JudgedSong& song) {
    for (const JudgedMix& mix : song.mixes)
        if (mix.name == name) return &mix;
    return nullptr;
}

static std::vector<std::string> namesOf(const std::vector<JudgedSong>& songs) {
    std::vector<std::string> names;
    for (const JudgedSong& song : songs)
        for (const JudgedMix& mix : song.mixes)
            if (std::find(names.begin(), names.end(), mix.name) == names.end()) names.push_back(mix.name);
    return names;
}

static void addDifferences(const std::string& mix, const std::string& baseline,
                           const std::vector<JudgedSong>& songs, uint64_t seed,
                           std::vector<JudgedDifference>& to) {
    std::vector<std::string> groups;
    std::vector<std::vector<double>> differences; // by group, one for each song
    for (const JudgedSong& song : songs) {
        const JudgedMix *a = mixNamed(mix, song), *b = mixNamed(baseline, song);
        if (!a || !b) continue;
        for (const DistanceGroup& left : a->evaluation.groups)
            for (const DistanceGroup& right : b->evaluation.groups) {
                if (left.name != right.name) continue;
                size_t i = size_t(std::find(groups.begin(), groups.end(), left.name) - groups.begin());
                if (i == groups.size()) groups.push_back(left.name), differences.emplace_back();
                if (double difference = left.value - right.value; !std::isnan(difference))
                    differences[i].push_back(difference);
            }
    }
    for (size_t i = 0; i < groups.size(); ++i)
        to.push_back(
            {mix, baseline, groups[i], differences[i].size(), pairedBootstrap(differences[i], seed)});
}

std::vector<JudgedDifference> differencesOf(const std::vector<JudgedSong>& songs, uint64_t seed) {
    std::vector<JudgedDifference> all;
    std::vector<std::string> names = namesOf(songs);
    for (size_t i = 0; i < names.size(); ++i)
        for (size_t k = i + 1; k < names.size(); ++k) addDifferences(names[i], names[k], songs, seed, all);
    return all;
}

void addSongs(const std::vector<JudgedSong>& songs, std::vector<JudgedSong>& to) {
    for (const JudgedSong& song : songs) {
        auto known = std::find_if(to.begin(), to.end(), [&](const JudgedSong& other) {
            return other.name == song.name && other.reference == song.reference;
        });
        if (known == to.end()) known = to.insert(to.end(), {song.name, song.reference, {}});
        for (const JudgedMix& mix : song.mixes) {
            if (mixNamed(mix.name, *known))
                throw Error("two mixes of " + song.name + " are called \"" + mix.name + "\"",
                            "give each folder of mixes, and each result, another name");
            known->mixes.push_back(mix);
        }
    }
}

}
