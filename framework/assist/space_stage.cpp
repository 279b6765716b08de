// One room for all that stands in it.
// SPDX-License-Identifier: MIT
#include "framework/assist/stages.h"
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

namespace {

constexpr const char* roomName = "room";
constexpr double lowest = 3.5; // Bark: lows blur in a room
constexpr double level = -20;  // dB; a hint of it

bool staysDry(const Stems& stems, size_t t) {
    return stems.is(t, TrackRole::kick) || stems.is(t, TrackRole::bass) || stems.is(t, TrackRole::effects) ||
           centreOf(stems.track(t).spectrum) < lowest || stems.track(t).image.width > 0.5; // it has its own
}

}

void suggestSpace(const Stems& stems, Suggestion& suggestion) {
    std::string name = roomName;
    auto taken = [&] {
        for (const SuggestedStrip& track : suggestion.tracks)
            if (track.name == name) return true;
        return false;
    };
    while (taken()) name += "_bus";
    for (size_t t = 0; t < suggestion.tracks.size(); ++t)
        if (stems.sounds(t) && !staysDry(stems, t))
            suggestion.tracks[t].sends.push_back({name, {level, Unit::dB, -INFINITY, {}}});
    SuggestedEntry reverb(Stage::space, "reverb");
    reverb.settings = {{"decay", "1.2 s"}, {"lowcut", "200 Hz"}};
    reverb.why = {"puts what was recorded or made apart into one place", 0.3};
    SuggestedStrip bus;
    bus.name = name;
    bus.chain.push_back(std::move(reverb));
    suggestion.buses.push_back(std::move(bus));
}

}
