// What `bypass`, `mix` and `on` do to an entry of a chain.
// SPDX-License-Identifier: MIT
#include "framework/document/vocabulary.h"
#include "tests/framework/document/strip_sound.h"
#include <set>

namespace stemwright {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

// A track of noise with this chain, heard at some of its taps, each an output of its own name.
std::string track(const std::string& chain, const std::vector<std::string>& taps,
                  const std::string& more = "") {
    std::string text =
        "tracks:\n  vox:\n    source: {noise: {}}\n    chain: " + chain + "\n" + more + "outputs:\n";
    for (const std::string& tap : taps) text += "  " + tap + ": {from: vox." + tap + "}\n";
    return text;
}

const std::string stereo = "{id: wide, matrix: {rows: [[1], [0.25]]}}"; // mid 0.625, side 0.375

TEST(EntryMix, IsTheShareOfTheProcessedSound) {
    auto sound = hear(track("[{id: flip, polarity: {}, mix: 40 %}]", {"in", "flip", "pre"}));
    expectScaled(sound["pre"], sound["in"], {0.6 - 0.4});
    EXPECT_EQ(difference(sound["flip"], sound["pre"]), ""); // the tap is behind the blend
}

TEST(EntryMix, HasTheBitsOfOneSideAtEitherEnd) {
    std::string node = "{id: sat, saturator: {drive: 12 dB}";
    auto none = hear(track("[" + node + ", mix: 0 %}]", {"in", "pre"}));
    auto all = hear(track("[" + node + ", mix: 100 %}]", {"pre"}));
    auto plain = hear(track("[" + node + "}]", {"pre"}));
    EXPECT_EQ(difference(none["pre"], none["in"]), "");
    EXPECT_EQ(difference(all["pre"], plain["pre"]), "");
    EXPECT_NE(difference(all["pre"], none["pre"]), "");
}

TEST(EntryMix, AlignsWhatTheNodeDelays) {
    auto sound = hear(track("[{id: late, probe_late: {by: 480 samples}, mix: 50 %}]", {"in", "pre"}));
    EXPECT_EQ(difference(sound["pre"], sound["in"]), "");
    sound = hear(track("[{limiter: {ceiling: 0 dBTP}, mix: 50 %}]", {"in", "pre"})); // looks ahead
    expectScaled(sound["pre"], sound["in"], {1}, 1e-6);
}

TEST(EntryMix, MakesMonoAsWideAsTheNode) {
    auto sound = hear(track("[{id: wide, matrix: {rows: [[1], [-1]]}, mix: 25 %}]", {"in", "pre"}));
    expectScaled(sound["pre"], sound["in"], {1, 0.75 - 0.25});
}

TEST(EntryMix, IsMovedByWiresAndAutomation) {
    Mix mix =
        mixOf(track("[{id: flip, polarity: {}, mix: {points: [[0, 0 %], [4800 samples, 100 %]]}}]",
                    {"in", "pre"}, "nodes: {wobble: lfo}\nwires: {wobble -> vox.flip.mix: {depth: 20 %}}\n"));
    EXPECT_THAT(wiresOf(mix.graph), Contains("wobble -> vox.flip.mix.share 20"));
    std::erase_if(mix.graph.wires, [](const Wire& wire) { return wire.to.number >= 0; });
    auto sound = hear(mix);
    for (int i = 0; i < 4800; ++i)
        EXPECT_NEAR(sound["pre"][0][i], sound["in"][0][i] * (1 - 2 * i / 4800.), 1e-6);
}

TEST(EntryMix, LeavesTheAddressesOfTheNodeAsTheyAre) {
    Mix mix = mixOf(track("[{eq: {bands: {mud: {freq: 300 Hz}}}, mix: 50 %, on: mid}]", {"eq"},
                          "nodes: {wobble: lfo}\nwires: {wobble -> vox.eq.mud.freq: {}}\n"
                          "buses: {a: {}}\n"));
    EXPECT_THAT(wiresOf(mix.graph),
                testing::IsSupersetOf({"wobble -> vox.eq.mud.freq 1", "vox.eq -> vox.eq.mix",
                                       "vox.source -> vox.eq.mix.dry", "vox.source -> vox.eq.on",
                                       "vox.eq.on -> vox.eq", "vox.eq.mix -> outputs.eq"}));
}

TEST(EntryMix, KeepsControlOutputsOfTheNodeWithinReach) {
    Mix mix = mixOf(track("[{meter: {}, mix: 50 %}]", {"pre"},
                          "nodes: {tone: sine}\nwires: {vox.meter.rms -> tone.freq: {}}\n"));
    EXPECT_THAT(wiresOf(mix.graph), Contains("vox.meter.rms -> tone.freq 1"));
}

TEST(EntryOn, ProcessesOnePartOfTheStereoSound) {
    auto factors = [](const char* on, std::vector<double> expected) {
        auto sound = hear(track("[" + stereo + ", {id: quiet, gain: {gain: -20 dB}, on: " + on + "}]",
                                {"in", "wide", "pre"}));
        expectScaled(sound["pre"], sound["in"], std::move(expected));
        return sound;
    };
    factors("mid", {0.0625 + 0.375, 0.0625 - 0.375});
    factors("side", {0.625 + 0.0375, 0.625 - 0.0375});
    auto left = factors("left", {0.1, 0.25}), right = factors("right", {1, 0.025});
    EXPECT_EQ(difference({left["pre"][1]}, {left["wide"][1]}), "");
    EXPECT_EQ(difference({right["pre"][0]}, {right["wide"][0]}), "");
}

TEST(EntryOn, KeepsEveryBitWhereTheNodeDoes) {
    for (const char* on : {"mid", "side", "left", "right"}) {
        auto sound = hear(track("[" + stereo + ", {id: late, probe_late: {by: 100 samples}, on: " + on + "}]",
                                {"wide", "pre"}));
        EXPECT_EQ(difference(sound["pre"], sound["wide"]), "") << on;
    }
}

TEST(EntryOn, BlendsThatPartWithMix) {
    auto sound =
        hear(track("[" + stereo + ", {id: flip, polarity: {}, on: side, mix: 75 %}]", {"in", "pre"}));
    double side = 0.375 * (0.25 - 0.75);
    expectScaled(sound["pre"], sound["in"], {0.625 + side, 0.625 - side});
}

TEST(EntryOn, TakesOneChannelOfANodeThatMakesTwo) {
    auto sound =
        hear(track("[" + stereo + ", {id: two, matrix: {rows: [[1], [0]]}, on: left}]", {"in", "pre"}));
    expectScaled(sound["pre"], sound["in"], {0.5, 0.25});
}

TEST(EntryOn, WithoutStereoIsAnError) {
    Mix mix = mixOf(track("[{compressor: {}, on: side}]", {"pre"}));
    EXPECT_EQ(complaint(mix.graph),
              "mix.yaml:5:34: \"vox.compressor\" works on the side, but hears one channel; take "
              "\"on\" out, or make the sound stereo before it");
    Mix wide =
        mixOf(track("[{id: w, matrix: {rows: [[1], [1], [1]]}}, {compressor: {}, on: left}]", {"pre"}));
    EXPECT_THAT(complaint(wide.graph), HasSubstr("\"vox.compressor\" works on left, but hears 3 channels"));
}

TEST(EntryBypass, LetsTheSoundPass) {
    std::string text =
        track("[{id: loud, gain: {gain: 6 dB}}, {id: flip, polarity: {}, bypass: yes, mix: 40 %, "
              "on: mid}, {id: off, gain: {gain: -6 dB}, bypass: false}]",
              {"loud", "flip", "pre"});
    auto sound = hear(text);
    EXPECT_EQ(difference(sound["flip"], sound["loud"]), ""); // taps hear what comes before
    expectScaled(sound["pre"], sound["loud"], {std::pow(10, -0.3)});
    EXPECT_THAT(nodesOf(mixOf(text).graph), Not(Contains(HasSubstr("vox.flip"))));
}

TEST(EntryBypass, IsCheckedAllTheSame) {
    auto wrong = [](const std::string& entry) {
        return complaints("stemwright: 1\n" + track("[{" + entry + ", bypass: yes}]", {"pre"}));
    };
    EXPECT_THAT(wrong("compressor: {ratoi: 3}"), HasSubstr("did you mean \"ratio\"?"));
    EXPECT_THAT(wrong("compresor: {}"), HasSubstr("did you mean \"compressor\"?"));
    EXPECT_THAT(wrong("compressor: {sidechain: kick}"), HasSubstr("\"kick\" is no output of anything"));
    EXPECT_THAT(wrong("compressor: {sidechain: [vox]}"), HasSubstr("sidechain is a list"));
    EXPECT_THAT(wrong("lfo: {}"), HasSubstr("lfo cannot stand in a chain"));
    EXPECT_THAT(wrong("compressor: {}, mix: 140 %"),
                HasSubstr("mix: 140 % is over the highest value, 100 %"));
    EXPECT_THAT(wrong("compressor: {}, on: center"),
                HasSubstr("on is \"center\"; write one of mid, side, left, right"));
    EXPECT_EQ(wrong("compressor: {sidechain: vox}"), "");
}

TEST(EntryBypass, LeavesOutWhatGoesIntoIt) {
    std::string wires =
                    "nodes: {wobble: lfo}\nwires: {wobble -> vox.eq.mud.freq: {}, wobble -> vox.eq.mix: {}, "
                    "kick -> vox.compressor.sidechain: {}}\n",
                kick = "  kick: {source: {noise: {}}}\n";
    Mix mix = mixOf(
        "tracks:\n" + kick +
        "  vox:\n    source: {noise: {}}\n    chain: [{eq: {bands: {mud: {freq: 300 Hz}}}, bypass: yes, "
        "mix: 50 %}, {compressor: {}, bypass: yes}]\n" +
        wires);
    EXPECT_THAT(wiresOf(mix.graph), Not(Contains(HasSubstr("wobble"))));
    EXPECT_THAT(wiresOf(mix.graph), Not(Contains(HasSubstr("sidechain"))));
}

TEST(EntryBypass, DoesNotFreeTheName) {
    std::string off = "{compressor: {}, bypass: yes}", on = "compressor";
    for (const std::string& chain :
         {"[" + off + ", " + on + "]", "[" + on + ", " + off + "]", "[" + off + ", " + off + "]"})
        EXPECT_THAT(complaints("stemwright: 1\n" + track(chain, {"pre"})),
                    HasSubstr("\"vox.compressor\" is there already"))
            << chain;
}

TEST(Entry, TakesReasons) {
    EXPECT_EQ(complaints("stemwright: 1\n" +
                         track("[{compressor: {}, because: it is loud, confidence: 0.7}]", {"pre"})),
              "");
}

TEST(Entry, HasWordsThatNoNodeUses) {
    for (const Type* type : Registry::instance().types()) {
        auto node = type->describe();
        std::vector<std::string> names;
        for (const AudioIn* port : node->inputs()) names.push_back(port->name);
        for (const AudioIns* ports : node->inputArrays()) names.push_back(ports->name);
        for (const AudioOut* port : node->outputs()) names.push_back(port->name);
        for (const ControlOut* port : node->controls()) names.push_back(port->name);
        for (const RecordsBase* records : node->records()) names.push_back(records->name);
        for (const Parameter* parameter : node->parameters()) names.push_back(parameter->name);
        const std::set<std::string> ofValues{"is", "add", "points", "include"};
        for (const std::string& name : names)
            EXPECT_FALSE(isWord(Owner::entry, name) || isWord(Owner::edit, name) || ofValues.contains(name))
                << type->name << "." << name;
        EXPECT_FALSE(isWord(Owner::entry, type->name) || isWord(Owner::edit, type->name)) << type->name;
    }
}

}
}
