// Places: as far from the middle as engineers put such tracks, where there is less of the kind.
// SPDX-License-Identifier: MIT
#include "framework/assist/stages.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

namespace {

constexpr double least = 0.05; // nearer to the middle is in it
constexpr double near = 0.2;

struct PlacedTrack {
    size_t track;
    double amount;     // 0 to 1
    BarkLevels pull{}; // to the side it goes to, by band; like loudness, so that lows are not all
    double weight = 0; // of all bands
};

// Engineers hold these in the middle, whatever authors of games do, who made what the network knows.
bool isCentral(const Stems& stems, size_t t) {
    constexpr TrackRole central[] = {TrackRole::kick, TrackRole::snare, TrackRole::bass,
                                     TrackRole::leadVocal};
    return std::any_of(std::begin(central), std::end(central),
                       [&](TrackRole role) { return stems.is(t, role); });
}

PlacedTrack placed(const Stems& stems, size_t t) {
    const MixOpinion& opinion = *stems.opinions[t];
    PlacedTrack track{t, std::clamp(opinion.pan.mean, 0.0, 1.0), {}, 0};
    for (size_t b = 0; b < barkCount; ++b) {
        double level = stems.track(t).spectrum[b] + opinion.level.mean;
        track.pull[b] = track.amount * std::pow(10, level / 10 * 0.23);
        track.weight += track.pull[b];
    }
    return track;
}

}

// Those that pull most come first, and each goes to where it makes left and right more alike in its bands:
// two guitars end up on opposite sides. What authors meant by left and right cannot be learned, nor does it
// matter.
void suggestPans(const Stems& stems, Suggestion& suggestion) {
    std::vector<PlacedTrack> tracks;
    for (size_t t = 0; t < suggestion.tracks.size(); ++t)
        if (stems.opinions[t] && !stems.isPlaced(t) && !isCentral(stems, t))
            if (PlacedTrack track = placed(stems, t); track.amount >= least) tracks.push_back(track);
    std::sort(tracks.begin(), tracks.end(), [&](const PlacedTrack& a, const PlacedTrack& b) {
        return a.weight != b.weight ? a.weight > b.weight
                                    : suggestion.tracks[a.track].name < suggestion.tracks[b.track].name;
    });
    BarkLevels right{}; // more than left
    for (const PlacedTrack& track : tracks) {
        double leaning = 0;
        for (size_t b = 0; b < barkCount; ++b) leaning += right[b] * track.pull[b];
        double side = leaning > 0 ? -1 : 1;
        for (size_t b = 0; b < barkCount; ++b) right[b] += side * track.pull[b];
        const AuthorChoice& pan = stems.opinions[track.track]->pan;
        suggestion.tracks[track.track].pan = SuggestedNumber{
            side * track.amount,
            Unit::none,
            0,
            {fmt::format(
                 "engineers put {} {:.2f} away from the middle beside such tracks, give or take {:.2f}; "
                 "{} there is less of its kind",
                 roleOrThis(stems, track.track), track.amount, pan.deviation, side < 0 ? "left" : "right"),
             pan.within(near)}};
    }
}

}
