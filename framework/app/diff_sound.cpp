// Writes what strips sound like before and after, a few lines for each.
// SPDX-License-Identifier: MIT
#include "framework/app/diff_report.h"
#include "framework/app/measures_text.h"
#include "framework/app/time_text.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

namespace {

constexpr size_t widestLine = 100; // characters
constexpr double audible = -100;   // dBFS: bands that hold less are not worth a word
constexpr double telling = 0.1;    // dB: nor are smaller differences

std::string signedFigure(double value) {
    std::string text = figure(value);
    return text[0] == '-' || text.find_first_not_of("0.") == text.npos ? text : "+" + text;
}

// "+4.0 LU", or both where there is silence on a side.
std::string difference(double before, double after, const char* unit) {
    if (std::isinf(before) && std::isinf(after)) return "silent";
    if (std::isinf(before) || std::isinf(after)) return figure(before) + " -> " + figure(after);
    return signedFigure(after - before) + " " + unit;
}

std::string titleOf(const StripEnd& end) {
    return end.kind == StripEnd::Kind::output ? end.name + " (output)" : end.name;
}

// "25" or "1.25k".
std::string hertz(int band) {
    double nominal = thirdOctaveNominal(band);
    return nominal < 1000 ? fmt::format("{:g}", nominal) : fmt::format("{:g}k", nominal / 1000);
}

bool tells(const SoundDifference& d, int band) {
    double before = d.bandsBefore[size_t(band)], after = d.bandsAfter[size_t(band)];
    return std::max(before, after) > audible && std::abs(after - before) > telling &&
           std::isfinite(after - before); // where a side is silent, the loudness tells that
}

// "25..80 +3.0": bands beside each other whose differences are within 0.1 dB of what is said of them.
std::vector<std::string> bands(const SoundDifference& d) {
    std::vector<std::string> found;
    for (int first = 0, last; first < thirdOctaveCount; first = last + 1) {
        last = first;
        if (!tells(d, first)) continue;
        double least = d.bandsAfter[size_t(first)] - d.bandsBefore[size_t(first)], greatest = least;
        for (; last + 1 < thirdOctaveCount && tells(d, last + 1); ++last) {
            double next = d.bandsAfter[size_t(last + 1)] - d.bandsBefore[size_t(last + 1)];
            if (!(std::max(greatest, next) - std::min(least, next) <= 2 * telling)) break;
            least = std::min(least, next), greatest = std::max(greatest, next);
        }
        found.push_back((first == last ? hertz(first) : hertz(first) + ".." + hertz(last)) + " " +
                        signedFigure((least + greatest) / 2));
    }
    return found;
}

std::string bandLines(const SoundDifference& d, size_t indent) {
    std::string lines, line = "dB by Hz:";
    std::vector<std::string> all = bands(d);
    for (const std::string& band : all) {
        if (indent + line.size() + 2 + band.size() > widestLine) {
            lines += std::string(indent, ' ') + line + "\n";
            line = std::string(9, ' ');
        }
        line += "  " + band;
    }
    return all.empty() ? "" : lines + std::string(indent, ' ') + line + "\n";
}

std::string spots(const SoundDifference& d, double from) {
    std::string text;
    for (const SoundDifference::Spot& spot : d.spots)
        text += (text.empty() ? "" : ", ") + clockTime(from + spot.time);
    return text;
}

std::string residual(const SoundDifference& d) {
    return (std::isfinite(d.relative) ? figure(d.relative) + " dB, " : "") + figure(d.residual) + " dBFS";
}

std::string gainLines(const SoundResult& sound) {
    std::string text;
    for (const FoundGain& after : sound.gains[1])
        for (const FoundGain& before : sound.gains[0]) {
            if (before.target.output != after.target.output) continue;
            std::string siteBefore = before.target.site == after.target.site ? "" : " " + before.target.site;
            if (!siteBefore.empty() || before.search.gain() != after.search.gain())
                text += fmt::format("  gain for the loudness of {}: {:+.1f} dB{} -> {:+.1f} dB {}\n",
                                    after.target.output, before.search.gain(), siteBefore,
                                    after.search.gain(), after.target.site);
        }
    return text;
}

bool isSame(const ComparedEnd& end) { return end.difference.samples == SoundDifference::Samples::same; }

}

std::string soundText(const SoundResult& sound) {
    std::vector<std::array<std::string, 5>> rows{{"", "loudness", "true peak", "residual", "most at"}};
    std::vector<const SoundDifference*> differences{nullptr};
    for (const ComparedEnd& end : sound.common) {
        if (isSame(end)) continue;
        const SoundDifference& d = end.difference;
        rows.push_back({titleOf(end.end), difference(d.before.integrated, d.after.integrated, "LU"),
                        difference(d.before.truePeak, d.after.truePeak, "dB"), residual(d),
                        spots(d, sound.from)});
        differences.push_back(&d);
    }
    std::array<size_t, 5> widths{};
    for (const auto& row : rows)
        for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
    std::string text = gainLines(sound);
    for (size_t r = 0; r < rows.size() && rows.size() > 1; ++r) {
        const auto& row = rows[r];
        text += fmt::format("  {:<{}}  {:>{}}  {:>{}}  {:>{}}  {}\n", row[0], widths[0], row[1], widths[1],
                            row[2], widths[2], row[3], widths[3], row[4]);
        if (differences[r]) text += bandLines(*differences[r], 6);
    }
    auto alone = [&](const std::vector<LoneEnd>& ends, char sign) {
        for (const auto& [end, m] : ends)
            text += fmt::format("{} {:<{}}  {} LUFS, {} dBTP\n", sign, titleOf(end), widths[0],
                                figure(m.integrated), figure(m.truePeak));
    };
    alone(sound.removed, '-');
    alone(sound.added, '+');
    return text;
}

static std::string soundTitle(const SoundResult& sound) {
    std::string part = clockTime(sound.from) + " to " + clockTime(sound.to);
    auto [before, after] = sound.lengths;
    return before == after ? part : part + "; length " + clockTime(before) + " -> " + clockTime(after);
}

Sameness samenessOf(const DiffResult& result) {
    bool same = result.changes.empty();
    if (const auto& sound = result.sound)
        same = same && sound->removed.empty() && sound->added.empty() &&
               sound->lengths[0] == sound->lengths[1] &&
               std::all_of(sound->common.begin(), sound->common.end(), isSame);
    return same ? Sameness::same : Sameness::different;
}

std::string diffText(const DiffResult& result) {
    std::string text =
        result.changes.empty() ? "parameters: the same\n" : "parameters\n" + changesText(result.changes);
    if (!result.silence.empty()) text += "\nsound: " + result.silence + "\n";
    if (!result.sound) return text;
    const SoundResult& sound = *result.sound;
    size_t same = size_t(std::count_if(sound.common.begin(), sound.common.end(), isSame));
    std::string body = soundText(sound);
    std::string count =
        same == 0 ? "" : fmt::format("{} {} the same, bit for bit\n", same, same == 1 ? "is" : "are");
    if (body.empty()) return text + "\nsound, " + soundTitle(sound) + ": all " + count;
    return text + "\nsound, " + soundTitle(sound) + "\n" + body + (same ? "  " + count : "");
}

}
