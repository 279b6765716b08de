// Lines up figures and sentences.
// SPDX-License-Identifier: MIT
#include "framework/app/analysis_text.h"
#include "framework/app/measures_text.h"
#include "framework/app/time_text.h"
#include "framework/assist/remarks.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace stemwright {

namespace {

constexpr size_t widestName = 28, widestRole = 21, mostPairs = 12;
constexpr double leastShare = 0.3; // of loudness, from which a pair is told
const char* const scale = "20 Hz   1 kHz     16 kHz";
constexpr double shallowest = -48; // dB re the highest band of a track, where its bar ends
const char* const bars[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

// As many as people count; what begins a character of UTF-8.
size_t lengthOf(const std::string& text) {
    return size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

std::string padded(std::string text, size_t width) {
    while (lengthOf(text) > width) text.pop_back();
    return text + std::string(width - lengthOf(text), ' ');
}

std::string bandsText(const BarkLevels& levels) {
    double highest = *std::max_element(levels.begin(), levels.end());
    std::string text;
    for (double level : levels) {
        double height = std::isinf(highest) ? 0 : 1 - (level - highest) / shallowest;
        text += bars[size_t(std::lround(8 * std::clamp(height, 0., 1.)))];
    }
    return text;
}

std::string headText(const SessionAnalysis& session) {
    double longest = 0, shortest = INFINITY;
    std::set<double> rates;
    for (const TrackAnalysis& track : session.tracks) {
        longest = std::max(longest, track.measures.duration);
        shortest = std::min(shortest, track.measures.duration);
        rates.insert(track.measures.rate);
    }
    std::string text = fmt::format("{} track{}, {}", session.tracks.size(),
                                   session.tracks.size() == 1 ? "" : "s", clockTime(longest));
    if (shortest < longest) text += fmt::format(" (the shortest {})", clockTime(shortest));
    for (double rate : rates)
        text += fmt::format("{} {:g}", rate == *rates.begin() ? "," : " and", rate / 1000);
    return text + " kHz\n\n";
}

std::string roleText(const RoleProbabilities& probabilities) {
    const auto role = mostProbable(probabilities);
    return role ? fmt::format("{} {:.0f} %", wordOf(*role), 100 * probabilities[size_t(*role)]) : "-";
}

std::string tableText(const SessionAnalysis& session, size_t width) {
    std::string text = fmt::format("{}  {:<{}}  {:>6}  {:>5}  {:>6}  {:>5}  {:>5}  {:>7}  {:>6}  {:<9}  {}\n",
                                   padded("", width), "like", widestRole, "LUFS", "range", "dBTP", "crest",
                                   "tonal", "onset/s", "sounds", "image", scale);
    for (const TrackAnalysis& track : session.tracks) {
        const Measures& m = track.measures;
        double share = m.duration > 0 ? track.soundingTime / m.duration : 0;
        text += fmt::format("{}  {:<{}}  {:>6}  {:>5}  {:>6}  {:>5}  {:>5}  {:>7}  {:>6}  {:<9}  {}\n",
                            padded(track.name, width), roleText(track.roleProbabilities), widestRole,
                            figure(m.integrated), figure(m.range), figure(m.truePeak), figure(m.crest),
                            std::isnan(track.tonal) ? "-" : fmt::format("{:.0f} %", 100 * track.tonal),
                            figure(track.onsetRate), fmt::format("{:.0f} %", 100 * share),
                            wordOf(track.image.kind), bandsText(track.spectrum));
    }
    return text;
}

// The worst pairs, and which bands it is in.
std::string maskingText(const SessionAnalysis& session, size_t width) {
    std::vector<MaskedTrack> worst;
    for (const MaskedTrack& pair : session.masking)
        if (pair.share >= leastShare) worst.push_back(pair);
    if (worst.empty()) return "";
    std::stable_sort(worst.begin(), worst.end(),
                     [](const MaskedTrack& a, const MaskedTrack& b) { return a.share > b.share; });
    size_t shown = std::min(worst.size(), mostPairs);
    std::string text = fmt::format(
        "\nWhat is hidden{}\n{}  {:>8}  {}  {}\n",
        shown < worst.size() ? fmt::format(" ({} more pairs in --json)", worst.size() - shown) : "",
        padded("", width), "loudness", scale, "behind");
    for (size_t i = 0; i < shown; ++i) {
        std::string bands;
        for (double share : worst[i].shares)
            bands += bars[size_t(std::lround(8 * std::clamp(share, 0., 1.)))];
        text += fmt::format("{}  {:>8}  {}  {}\n", padded(session.tracks[worst[i].track].name, width),
                            fmt::format("{:.0f} %", 100 * worst[i].share), bands,
                            session.tracks[worst[i].masker].name);
    }
    return text + "Balance the levels first, then make room in the bands that stand out.\n";
}

std::string remarksText(const SessionAnalysis& session, size_t width) {
    std::string text;
    for (auto [weight, title] :
         {std::pair(Remark::Weight::fault, "Mend first"), {Remark::Weight::hint, "Good to know"}}) {
        std::string part;
        size_t last = SIZE_MAX;
        for (const Remark& remark : remarksOn(session)) {
            if (remark.weight != weight || remark.about == "masking") continue; // that has a table
            size_t track = remark.tracks[0];
            part += fmt::format("{}  {}\n{}    {}\n",
                                padded(track == last ? "" : session.tracks[track].name, width),
                                remark.finding, padded("", width), remark.cure);
            last = track;
        }
        if (!part.empty()) text += fmt::format("\n{}\n{}", title, part);
    }
    return text.empty() ? "\nNothing that needs a word.\n" : text;
}

}

std::string analysisText(const SessionAnalysis& session) {
    size_t width = 4;
    for (const TrackAnalysis& track : session.tracks) width = std::max(width, lengthOf(track.name));
    width = std::min(width, widestName);
    return headText(session) + tableText(session, width) + remarksText(session, width) +
           maskingText(session, width);
}

}
