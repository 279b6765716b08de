// Spreads, compares, sums up.
// SPDX-License-Identifier: MIT
#include "framework/assist/masking.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

namespace {

constexpr double fullScale = 96; // dB SPL of a mean square of 1
constexpr float unheard = -1000; // dB
constexpr double loudnessPower = 0.23;
constexpr double shortestSpan = 0.3; // s, of spans and of what is between them

// What a band gives to the band `distance` Bark above it, as a power.
double spread(double distance) {
    double x = distance + 0.474;
    return std::pow(10, (15.81 + 7.5 * x - 17.5 * std::sqrt(1 + x * x)) / 10);
}

// By giving band, then by taking one; shares of a band add up to 1.
using Shares = std::array<BarkPowers, barkCount>;
Shares sharesOfBands() {
    Shares shares{};
    for (size_t from = 0; from < barkCount; ++from) {
        double sum = 0;
        for (size_t to = 0; to < barkCount; ++to) sum += spread(double(to) - double(from));
        for (size_t to = 0; to < barkCount; ++to)
            shares[from][to] = float(spread(double(to) - double(from)) / sum);
    }
    return shares;
}

// The threshold in quiet, in dB re a mean square of 1.
float quietThreshold(size_t band) {
    double kilohertz = middleOfBand(band) / 1000;
    return float(3.64 * std::pow(kilohertz, -0.8) - 6.5 * std::exp(-0.6 * std::pow(kilohertz - 3.3, 2)) +
                 1e-3 * std::pow(kilohertz, 4) - fullScale);
}

}

Excitation::Excitation(const TrackAnalysis& track) {
    static const Shares shares = sharesOfBands();
    double tone = std::isnan(track.tonal) ? 0 : std::clamp(2 * track.tonal - 1, 0., 1.);
    BarkPowers quiet;
    for (size_t b = 0; b < barkCount; ++b) {
        quiet[b] = quietThreshold(b);
        offset_[b] = float(tone * (14.5 + double(b + 1)) + (1 - tone) * 5.5);
    }
    for (const BarkPowers& powers : track.bands) {
        BarkPowers sum{}, &level = levels_.emplace_back(), &loudness = loudness_.emplace_back();
        level.fill(unheard), loudness.fill(0);
        if (std::all_of(powers.begin(), powers.end(), [](float power) { return power == 0; })) continue;
        for (size_t from = 0; from < barkCount; ++from)
            for (size_t to = 0; to < barkCount; ++to) sum[to] += powers[from] * shares[from][to];
        for (size_t b = 0; b < barkCount; ++b)
            if (float decibels = 10 * std::log10(sum[b]); decibels > quiet[b]) {
                level[b] = decibels, loudness[b] = std::pow(sum[b], float(loudnessPower));
                isHeard_ = true;
            }
    }
}

MaskedTrack maskingOf(const Excitation& track, const Excitation& masker, double gainOfTrack,
                      double gainOfMasker) {
    MaskedTrack found;
    BarkPowers all{}, hidden{}, depth{}, count{}, under;
    for (size_t b = 0; b < barkCount; ++b) under[b] = masker.offset()[b] + float(gainOfTrack - gainOfMasker);
    double whole = 0, masked = 0;
    for (size_t i = 0; i < track.levels().size(); ++i) {
        const BarkPowers &level = track.levels()[i], &loudness = track.loudness()[i];
        static constexpr BarkPowers nothing = [] {
            BarkPowers levels{};
            levels.fill(unheard);
            return levels;
        }();
        const BarkPowers& threshold = i < masker.levels().size() ? masker.levels()[i] : nothing;
        BarkPowers lost;
        for (size_t b = 0; b < barkCount; ++b) {
            float below = threshold[b] - under[b] - level[b], heard = loudness[b] > 0 ? 1.f : 0.f;
            lost[b] = below > 0 ? loudness[b] : 0;
            depth[b] += heard * (below > 0 ? below : 0);
            count[b] += heard, all[b] += loudness[b], hidden[b] += lost[b];
        }
        float stepAll = 0, stepLost = 0;
        for (size_t b = 0; b < barkCount; ++b) stepAll += loudness[b], stepLost += lost[b];
        whole += stepAll, masked += stepLost;
        if (stepLost * 2 <= stepAll) continue;
        double from = double(i) * analysisStep, to = double(i + 1) * analysisStep;
        if (!found.spans.empty() && from - found.spans.back().to < shortestSpan)
            found.spans.back().to = to;
        else
            found.spans.push_back({from, to});
    }
    std::erase_if(found.spans, [](const TimeSpan& span) { return span.to - span.from < shortestSpan; });
    found.share = whole > 0 ? masked / whole : 0;
    for (size_t b = 0; b < barkCount; ++b) {
        found.depth[b] = count[b] > 0 ? depth[b] / count[b] : 0;
        found.shares[b] = all[b] > 0 ? hidden[b] / all[b] : 0;
    }
    return found;
}

std::vector<MaskedTrack> maskingAmong(const std::vector<TrackAnalysis>& tracks) {
    std::vector<Excitation> excitations(tracks.begin(), tracks.end());
    std::vector<MaskedTrack> all;
    for (size_t track = 0; track < tracks.size(); ++track)
        for (size_t masker = 0; masker < tracks.size(); ++masker) {
            if (track == masker || !excitations[track].isHeard() || !excitations[masker].isHeard()) continue;
            all.push_back(maskingOf(excitations[track], excitations[masker]));
            all.back().track = track, all.back().masker = masker;
        }
    return all;
}

}
