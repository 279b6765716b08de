// Beside each other, and scaled.
// SPDX-License-Identifier: MIT
#include "framework/assist/mix_features.h"
#include <algorithm>
#include <cmath>
#include <numeric>

namespace stemwright {

namespace {

double finite(double value, double otherwise) { return std::isfinite(value) ? value : otherwise; }

// Sorted, or the sum would depend on the order of tracks.
double sumOf(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return std::accumulate(values.begin(), values.end(), 0.0);
}

struct Surroundings {
    double mean, loudest; // LUFS
    double longest;       // s that a track sounds
    double count;
};

std::vector<double> rowOf(const TrackAnalysis& track, const Surroundings& all,
                          const std::vector<double>& hidden, const std::vector<double>& hiding) {
    const Measures& measures = track.measures;
    double total = 0, weights = 0, centre = 0;
    for (size_t b = 0; b < barkCount; ++b) {
        double power = std::pow(10, track.spectrum[b] / 10), weight = std::pow(power, 0.23);
        total += power;
        weights += weight;
        centre += weight * (double(b) + 0.5);
    }
    double others = std::max(all.count - 1, 1.0);
    std::vector<double> row{
        (measures.integrated - all.mean) / 10,
        (measures.integrated - all.loudest) / 20,
        finite(measures.crest, 0) / 20 - 1,
        finite(measures.range, 0) / 20,
        (finite(measures.shortTermMax, measures.integrated) - measures.integrated) / 10,
        std::log2(1 + finite(track.onsetRate, 0)) / 3 - 0.5,
        2 * finite(track.tonal, 0.5) - 1,
        std::min(finite(track.image.width, 2), 2.0),
        std::min(std::abs(track.image.balance) / 10, 1.0),
        track.soundingTime / all.longest,
        centre / weights / 12 - 1,
        hidden.empty() ? 0 : *std::max_element(hidden.begin(), hidden.end()),
        sumOf(hidden) / others,
        sumOf(hiding) / others,
        std::log2(all.count) / 4,
    };
    double level = 10 * std::log10(total + 1e-30);
    for (double band : track.spectrum) row.push_back(std::max(band - level, -60.0) / 30 + 1);
    return row;
}

}

MixFeatures mixFeatures(const SessionAnalysis& session) {
    MixFeatures features;
    std::vector<double> loudnesses;
    Surroundings all{0, -INFINITY, 0, 0};
    for (size_t t = 0; t < session.tracks.size(); ++t) {
        const TrackAnalysis& track = session.tracks[t];
        if (!(track.soundingTime > 0) || !std::isfinite(track.measures.integrated)) continue;
        features.heard.push_back(t);
        loudnesses.push_back(track.measures.integrated);
        all.loudest = std::max(all.loudest, track.measures.integrated);
        all.longest = std::max(all.longest, track.soundingTime);
    }
    if (features.heard.empty()) return features;
    all.count = double(features.heard.size());
    all.mean = sumOf(loudnesses) / all.count;
    std::vector<std::vector<double>> hidden(session.tracks.size()), hiding(session.tracks.size());
    for (const MaskedTrack& pair : session.masking) {
        hidden[pair.track].push_back(pair.share);
        hiding[pair.masker].push_back(pair.share);
    }
    for (size_t t : features.heard)
        features.rows.push_back(rowOf(session.tracks[t], all, hidden[t], hiding[t]));
    return features;
}

}
