// Mixes and buses of one, two, four and six channels.
// SPDX-License-Identifier: MIT
#include "tests/framework/document/strip_sound.h"

namespace stemwright {
namespace {

const std::string sine = "{sine: {freq: 440 Hz}}";
const double centre = std::sqrt(0.5); // of the pan law

std::string session(const std::string& layout) { return "session: {layout: " + layout + "}\n"; }

TEST(Layout, SaysTheChannelsOfTheMix) {
    for (auto [layout, factors] : {std::pair<const char*, std::vector<double>>{"mono", {1}},
                                   {"stereo", {centre, centre}},
                                   {"quad", {centre, centre, 0, 0}},
                                   {"5.1", {centre, centre, 0, 0, 0, 0}}}) {
        auto sound = hear(session(layout) + "tracks: {vox: {source: " + sine +
                          "}}\noutputs: {mix: master, dry: vox.in}");
        SCOPED_TRACE(layout);
        expectScaled(sound["mix"], sound["dry"], factors);
    }
}

TEST(Layout, OfABusIsItsOwn) {
    auto heard = [](const std::string& layout, const std::string& words) {
        return hear(session(layout) + "tracks: {vox: {source: " + sine +
                    ", to: none, sends: {a: {tap: pre}}}}\nbuses: {a: {" + words +
                    "}}\noutputs: {mix: master, bus: a, dry: vox.in}");
    };
    auto stereo = heard("stereo", "layout: mono");
    expectScaled(stereo["bus"], stereo["dry"], {1});
    expectScaled(stereo["mix"], stereo["dry"], {1, 1}); // mono is heard on both sides
    auto surround = heard("5.1", "layout: mono");
    expectScaled(surround["mix"], surround["dry"], {0, 0, 1, 0, 0, 0}); // and in the centre
    auto quad = heard("5.1", "layout: quad");
    expectScaled(quad["bus"], quad["dry"], {1, 1, 0, 0});
    expectScaled(quad["mix"], quad["dry"], {1, 1, 0, 0, 0, 0});
    auto panned = heard("5.1", "layout: mono, pan: 1");
    expectScaled(panned["mix"], panned["dry"], {0, 1, 0, 0, 0, 0});
    auto wide = heard("mono", "layout: stereo, pan: -1");
    expectScaled(wide["bus"], wide["dry"], {1 + 1, 0}); // one side moves over to the other
    expectScaled(wide["mix"], wide["dry"], {1});        // half the sum
}

TEST(Layout, OfTheMasterIsItsOwn) {
    auto sound = hear("tracks: {vox: {source: " + sine +
                      "}}\nmaster: {layout: mono}\noutputs: {mix: master, dry: vox.in}");
    expectScaled(sound["mix"], sound["dry"], {centre}); // half of two sides
}

TEST(Layout, MixesQuadIntoTheSpeakersOfSurround) {
    auto sound = hear(session("5.1") + "tracks:\n  vox:\n    source: " + sine +
                      "\n    to: none\n    chain: [{matrix: {rows: [[0.5], [0.4], [0.3], [0.2]]}}]\n    "
                      "sends: {a: {tap: pre}}\n"
                      "buses: {a: {layout: quad}}\noutputs: {mix: master, dry: vox.in}");
    expectScaled(sound["mix"], sound["dry"], {0.5, 0.4, 0, 0, 0.3, 0.2});
}

TEST(Layout, MixesSurroundDown) {
    auto heard = [](const std::string& layout) {
        return hear(
            session("5.1") + "tracks:\n  vox:\n    source: " + sine +
            "\n    to: none\n    chain: [{matrix: {rows: [[0.1], [0.2], [0.3], [0.4], [0.5], [0.6]]}}]\n"
            "    sends: {a: {tap: pre}}\nbuses: {a: {layout: " +
            layout + "}}\noutputs: {bus: a, dry: vox.in}");
    };
    auto stereo = heard("stereo"), mono = heard("mono");
    double half = std::sqrt(0.5); // Web Audio, "down-mix"
    expectScaled(stereo["bus"], stereo["dry"], {0.1 + half * (0.3 + 0.5), 0.2 + half * (0.3 + 0.6)});
    expectScaled(mono["bus"], mono["dry"], {half * (0.1 + 0.2) + 0.3 + 0.5 * (0.5 + 0.6)});
}

TEST(Layout, IsKeptByTheGraphForm) {
    for (const char* layout : {"mono", "stereo", "quad", "5.1"}) {
        Mix mix = mixOf(session(layout) + "tracks: {vox: {source: " + sine + "}}");
        Mix again = readMix(expand(mix), "mix.yaml");
        EXPECT_EQ(wordOf(again.session.layout), layout);
        EXPECT_EQ(difference(hear(mix)["mix"], hear(again)["mix"]), "");
    }
}

}
}
