// Places: what carries a song in the middle, the rest to both sides, alike against alike.
// SPDX-License-Identifier: MIT
#include "framework/assist/stages.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

namespace {

constexpr double lowest = 3.5; // Bark, some 340 Hz: what has its centre below stays in the middle
constexpr double widest = 0.6;

bool belongsInTheMiddle(const Stems& stems, size_t t) {
    for (TrackRole role :
         {TrackRole::kick, TrackRole::snare, TrackRole::bass, TrackRole::leadVocal, TrackRole::drums})
        if (stems.is(t, role)) return true;
    return centreOf(stems.track(t).spectrum) < lowest;
}

bool isPlaced(StereoImage::Kind kind) { // by whoever recorded it
    return kind == StereoImage::Kind::stereo || kind == StereoImage::Kind::surround ||
           kind == StereoImage::Kind::oneSided;
}

}

// Tracks with neighbouring centres go to opposite sides, so that what masks each other most is apart. A
// track's place follows from its sound alone, not from where in the session it stands.
void suggestPans(const Stems& stems, Suggestion& suggestion) {
    std::vector<size_t> free;
    for (size_t t = 0; t < suggestion.tracks.size(); ++t)
        if (stems.sounds(t) && !isPlaced(stems.track(t).image.kind) && !belongsInTheMiddle(stems, t))
            free.push_back(t);
    // One alone would pull the mix over; the one that sounds longest stays.
    auto before = [&](size_t a, size_t b) {
        double first = centreOf(stems.track(a).spectrum), second = centreOf(stems.track(b).spectrum);
        return first != second ? first < second : suggestion.tracks[a].name < suggestion.tracks[b].name;
    };
    if (free.size() % 2)
        free.erase(std::max_element(free.begin(), free.end(), [&](size_t a, size_t b) {
            double first = stems.track(a).soundingTime, second = stems.track(b).soundingTime;
            return first != second ? first < second : before(a, b);
        }));
    std::sort(free.begin(), free.end(), before);
    for (size_t i = 0; i < free.size(); ++i) {
        size_t other = free[i ^ 1];
        double centre = centreOf(stems.track(free[i]).spectrum);
        double far = widest * std::clamp((centre - lowest) / 8, 0.4, 1.0);
        // Pairs begin left and right by turns, or one side would get all the higher ones.
        double pan = (i ^ (i / 2)) & 1 ? far : -far;
        suggestion.tracks[free[i]].pan = SuggestedNumber{
            pan,
            Unit::none,
            0,
            {fmt::format("centred at {:.0f} Hz, near {} ({:.0f} Hz), which goes to the other side",
                         frequencyOfBark(centre), suggestion.tracks[other].name,
                         frequencyOfBark(centreOf(stems.track(other).spectrum))),
             0.4}};
    }
}

}
