// Groups move faders together.
// SPDX-License-Identifier: MIT
#include "tests/framework/document/strip_sound.h"

namespace stemwright {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsSupersetOf;

// Three tracks of noise, of which two go to a bus; each strip is an output of its own.
const std::string band = R"(
tracks:
  kick: {source: {noise: {}}, gain: -1 dB, to: drums}
  snare: {source: {noise: {}}, to: drums}
  vox: {source: {noise: {}}, gain: -2 dB}
buses: {drums: {gain: -3 dB}}
outputs: {kick: kick, snare: snare, vox: vox, drums: drums}
)";

std::string problemOf(const std::string& groups) {
    return complaints("stemwright: 1\ntracks: {kick: {source: {noise: {}}}, vox: {source: {noise: {}}}}\n"
                      "buses: {drums: {}}\nnodes: {wobble: lfo}\ngroups:\n  " +
                      groups);
}

void expectLouder(const std::map<std::string, Channels>& sound, const std::string& name, double decibels) {
    static const auto before = hear(band);
    double factor = std::pow(10, decibels / 20);
    expectScaled(sound.at(name), before.at(name), {factor, factor}, 1e-6);
}

TEST(Groups, AddDecibelsToFaders) {
    auto sound = hear(band + "groups: {back: {members: [kick, vox], gain: -4 dB}}");
    expectLouder(sound, "kick", -4);
    expectLouder(sound, "vox", -4);
    expectLouder(sound, "snare", 0);
}

TEST(Groups, MoveBusesToo) {
    auto sound = hear(band + "groups: {back: {members: [drums], gain: 3 dB}}");
    expectLouder(sound, "drums", 3);
    expectLouder(sound, "kick", 0);
}

TEST(Groups, AddUpWhereOneTrackIsInSeveral) {
    auto sound =
        hear(band + "groups: {all: {members: [back, snare], gain: -1 dB}, back: {members: [kick, vox], "
                    "gain: -4 dB}, low: {members: [kick], gain: 2.5 dB}}");
    expectLouder(sound, "kick", -1 - 4 + 2.5);
    expectLouder(sound, "vox", -1 - 4);
    expectLouder(sound, "snare", -1);
}

TEST(Groups, MuteAllMembers) {
    auto sound =
        hear(band + "groups: {all: {members: [back]}, back: {members: [kick], mute: yes, gain: 3 dB}}");
    for (const auto& channel : sound["kick"])
        for (float sample : channel) ASSERT_EQ(sample, 0);
    expectLouder(sound, "vox", 0);
}

TEST(Groups, WithoutAGainChangeNothing) {
    EXPECT_EQ(difference(hear(band + "groups: {back: {members: [kick]}}")["kick"], hear(band)["kick"]), "");
}

TEST(Groups, MoveWithAutomation) {
    auto sound =
        hear(band + "groups: {back: {members: [kick, vox], gain: {points: [[0, 0 dB, hold], [100 samples, "
                    "-6 dB]]}}}");
    auto before = hear(band);
    for (int i = 0; i < 300; ++i)
        EXPECT_NEAR(sound["vox"][0][i], before["vox"][0][i] * (i < 100 ? 1 : std::pow(10, -0.3)), 1e-6);
}

TEST(Groups, AreReachedByControlWires) {
    Mix mix = mixOf(band + "groups: {back: {members: [kick, low], gain: -1 dB}, low: {members: [vox]}}\n"
                           "nodes: {wobble: lfo}\nwires: {wobble -> back.gain: {depth: 2 dB}}");
    EXPECT_THAT(wiresOf(mix.graph),
                IsSupersetOf({"wobble -> kick.gain.back.gain 2", "wobble -> vox.gain.back.gain 2",
                              "kick.gain -> kick.gain.back", "vox.gain -> vox.gain.back",
                              "vox.gain.back -> vox.gain.low", "vox.gain.low -> vox.pan"}));
    EXPECT_THAT(nodesOf(mix.graph), Contains(testing::StartsWith("kick.gain.back: gain gain=-1 dB")));
}

TEST(Groups, LeaveTheTapBeforeTheFaderAlone) {
    Graph graph = mixOf("tracks: {vox: {source: {noise: {}}}}\ngroups: {g: {members: [vox], gain: -3 dB}}\n"
                        "outputs: {dry: vox.pre, wet: vox.post}")
                      .graph;
    EXPECT_THAT(wiresOf(graph), IsSupersetOf({"vox.source -> outputs.dry", "vox.pan -> outputs.wet"}));
}

TEST(Groups, ReadBackAsThePlainGraph) {
    Mix mix = mixOf(R"(
tracks:
  vox:
    source: {noise: {}}
    chain:
      - {id: wide, matrix: {rows: [[1], [0.25]]}}
      - {compressor: {ratio: 3}, mix: 40 %, on: mid}
      - {eq: {bands: {mud: {freq: 300 Hz, gain: -3 dB}}}, mix: {points: [[0, 10 %], [2000 samples, 90 %]]}}
      - {saturator: {}, bypass: yes}
      - {limiter: {}, on: right}
groups: {all: {members: [back]}, back: {members: [vox], gain: {points: [[0, -3 dB], [4000 samples, 0 dB]]}}}
nodes: {wobble: lfo}
wires: {wobble -> back.gain: {depth: 1 dB}, wobble -> vox.eq.mix: {}}
)");
    EXPECT_EQ(difference(hear(mix)["mix"], hear(readMix(expand(mix), "mix.yaml"))["mix"]), "");
}

TEST(Groups, CarryNoSound) {
    std::string front =
        "stemwright: 1\ntracks:\n  kick: {source: {noise: {}}}\ngroups: {back: {members: [kick]}}\n";
    auto told = [&](const std::string& more) { return complaints(front + more); };
    const char *source = "\"back\" is a group, which carries no sound; name one of its members, or a bus",
               *sink = "\"back\" is a group, which carries no sound; name a bus";
    EXPECT_THAT(told("outputs: {mix: back}"), HasSubstr(source));
    EXPECT_THAT(told("buses: {a: {from: back}}"), HasSubstr(source));
    EXPECT_THAT(told("wires: {back -> master: {}}"), HasSubstr(source));
    EXPECT_THAT(told("buses: {a: {chain: [{compressor: {sidechain: back}}]}}"), HasSubstr(source));
    EXPECT_THAT(told("buses: {a: {to: back}}"), HasSubstr(sink));
    EXPECT_THAT(told("buses: {a: {sends: {back: -3 dB}}}"), HasSubstr(sink));
    EXPECT_THAT(told("wires: {kick -> back.gain: {}}"), HasSubstr(sink));
    EXPECT_THAT(
        told("nodes: {wobble: lfo}\nwires: {wobble -> back.gian: {}}"),
        HasSubstr("\"back.gian\" is no number that a control signal can move; did you mean \"back.gain\"?"));
}

TEST(Groups, TellWhatIsWrongWithThem) {
    EXPECT_THAT(problemOf("band: {members: [kcik]}"),
                HasSubstr("\"kcik\" is no track, bus or group; did you mean \"kick\"?"));
    EXPECT_THAT(problemOf("band: {members: [wobble]}"), HasSubstr("\"wobble\" is no track, bus or group"));
    EXPECT_THAT(problemOf("band: {members: [kick, kick]}"),
                HasSubstr("\"kick\" is there already (mix.yaml:6:20)"));
    EXPECT_THAT(problemOf("band: {members: [master]}"), HasSubstr("\"master\" cannot be a member"));
    EXPECT_THAT(problemOf("band: {members: kick}"),
                HasSubstr("members is a single value; write a list of names"));
    EXPECT_THAT(problemOf("band: {members: [{kick: 1}]}"), HasSubstr("members holds a map"));
    EXPECT_THAT(problemOf("band: {gain: -1 dB}"), HasSubstr("the group \"band\" has no members"));
    EXPECT_THAT(problemOf("band: [kick]"), HasSubstr("the group \"band\" is a list"));
    EXPECT_THAT(problemOf("band: {members: [kick], pan: 1}"), HasSubstr("a group has no \"pan\""));
    EXPECT_THAT(problemOf("master: {members: [kick]}"), HasSubstr("a group is called \"master\""));
    EXPECT_THAT(problemOf("drums: {members: [kick]}"), HasSubstr("\"drums\" is there already"));
    EXPECT_THAT(problemOf("wobble: {members: [kick]}"), HasSubstr("\"wobble\" is there already"));
    EXPECT_THAT(problemOf("band: {members: [band]}"),
                HasSubstr("this makes the group \"band\" a member of itself; take it out"));
    EXPECT_EQ(problemOf("a: {members: [b]}\n  b: {members: [c, kick]}\n  c: {members: [a]}"),
              "mix.yaml:8:17: this makes the group \"a\" a member of itself; take it out");
    EXPECT_EQ(problemOf("a: {members: [b, kick]}\n  b: {members: [kick]}"),
              "mix.yaml:6:20: \"kick\" is in the group \"a\" twice: through \"b\" and by name; take one of "
              "them out");
    EXPECT_EQ(problemOf("band: {members: [kick, vox], gain: 30 dB}"), // once, however many members
              "mix.yaml:6:38: gain: 30 dB is over the highest value, 24 dB; write less");
}

}
}
