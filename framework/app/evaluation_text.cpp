// Writes distances as tables.
// SPDX-License-Identifier: MIT
#include "framework/app/evaluation_report.h"
#include "framework/app/measures_text.h"
#include <algorithm>
#include <fmt/format.h>

namespace stemwright {

static std::string mixLine(const std::string& name, size_t width, const Evaluation& evaluation) {
    std::string line = fmt::format("{:<{}}", name, width);
    for (const DistanceGroup& group : evaluation.groups)
        line += fmt::format("  {:>6}", figure(group.value, 3));
    return line + fmt::format("  {:>6}  {:>6}  {:>6}\n", figure(evaluation.louder),
                              figure(evaluation.mix.loss), figure(evaluation.mix.colouring));
}

static std::string memberLines(const Evaluation& evaluation) {
    std::string lines;
    for (const DistanceGroup& group : evaluation.groups) {
        lines += fmt::format("    {:<4}", group.name);
        for (const Distance& member : group.members)
            lines += fmt::format("  {} {}", member.name, figure(member.value, 4));
        lines += '\n';
    }
    return lines;
}

std::string evaluationText(const std::vector<JudgedSong>& songs, Detail detail) {
    std::string text;
    size_t width = 0;
    for (const JudgedSong& song : songs)
        for (const JudgedMix& mix : song.mixes) width = std::max(width, mix.name.size() + 2);
    for (const JudgedSong& song : songs) {
        if (song.mixes.empty()) continue;
        const Evaluation& first = song.mixes[0].evaluation;
        text += fmt::format("{} against {}, which loses {} LU in mono ({} dB of colour)\n", song.name,
                            song.reference, figure(first.reference.loss), figure(first.reference.colouring));
        text += fmt::format("{:<{}}", "", width);
        for (const DistanceGroup& group : first.groups) text += fmt::format("  {:>6}", group.name);
        text += fmt::format("  {:>6}  {:>6}  {:>6}\n", "louder", "mono", "colour");
        for (const JudgedMix& mix : song.mixes) {
            text += mixLine("  " + mix.name, width, mix.evaluation);
            if (detail == Detail::members) text += memberLines(mix.evaluation);
        }
    }
    return text;
}

std::string differencesText(const std::vector<JudgedDifference>& differences) {
    std::string text, pair;
    for (const JudgedDifference& difference : differences) {
        if (std::string now = difference.mix + " - " + difference.baseline; now != pair)
            text += fmt::format("{}, mean over songs and its 95 % interval\n", pair = now);
        text += fmt::format("  {:<4}  {:>7}  {:>7} to {:>7}  {} songs\n", difference.group,
                            figure(difference.interval.mean, 3), figure(difference.interval.low, 3),
                            figure(difference.interval.high, 3), difference.songs);
    }
    return text;
}

}
