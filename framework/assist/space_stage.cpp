// One room for all that stands in it.
// SPDX-License-Identifier: MIT
#include "framework/assist/stages.h"
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

namespace {

constexpr const char* roomName = "room";
constexpr double near = 3; // dB

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
        if (stems.opinions[t] && !stems.isPlaced(t)) {
            const AuthorChoice& send = stems.opinions[t]->send;
            suggestion.tracks[t].sends.push_back(
                {name,
                 {std::min(send.mean, 0.0),
                  Unit::dB,
                  -INFINITY,
                  {fmt::format("so much room has {} in mixes of such tracks, give or take {:.1f} dB",
                               roleOrThis(stems, t), send.deviation),
                   send.within(near)}}});
        }
    SuggestedEntry reverb(Stage::space, "reverb");
    reverb.settings = {{"decay", "1 s"}, {"predelay", "30 ms"}, {"damping", "20000 Hz"}, {"width", "0.5"}};
    reverb.why = {"puts what was recorded or made apart into one place", 0.5};
    SuggestedStrip bus;
    bus.name = name;
    bus.chain.push_back(std::move(reverb));
    suggestion.buses.push_back(std::move(bus));
}

}
