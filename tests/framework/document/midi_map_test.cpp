// What a document binds to a MIDI device, through all layers, and what it cannot bind.
// SPDX-License-Identifier: MIT
#include "framework/document/expand.h"
#include "framework/document/flatten.h"
#include "framework/document/mix.h"
#include "framework/document/moving_numbers.h"
#include "tests/framework/document/layered.h"
#include <gmock/gmock.h>

namespace stemwright::test {
namespace {

using Action = MidiBinding::Action;
using testing::ElementsAre;
using testing::IsEmpty;

const std::string song = R"(session: {length: 20 s, tempo: 120 bpm}
tracks:
  vox:
    source: {sine: {}}
    chain: [{id: duck, compressor: {}, mix: 50 %}, {eq: {bands: {mud: {freq: 1 kHz}}}}, {id: out, lowpass: {}, bypass: yes}]
    sends: {plate: -6 dB}
buses: {plate: {trim: 1 dB}}
groups: {band: {members: [vox], gain: -1 dB}}
nodes: {wobble: lfo}
wires: {wobble -> vox.pan: {depth: 0.1}, vox.duck -> plate: {level: -20 dB}}
)";

MidiMap mapOf(const std::string& midi) { return readMix("stemwright: 1\n" + song + midi, "mix.yaml").midi; }

TEST(MidiMaps, HoldWhatIsWritten) {
    MidiMap map = mapOf(R"(midi:
  device: nanoKONTROL
  bindings:
    a: {controller: 7, channel: 3, bits: 14, moves: vox.gain, from: -60 dB, to: 6 dB, pickup: catch}
    b: {controller: 8, relative: offset, moves: vox.eq.mud.freq}
    c: {bend: yes, moves: vox.duck.ratio, from: 4, to: 2}
    d: {note: C4, toggles: vox.gain, to: -inf dB}
    e: {note: 61, toggles: vox.pan, from: -1, to: {is: 1, because: "wide"}, because: "once"}
    f: {note: Eb4, locates: 3|1}
    g: {controller: 64, does: play}
    h: {controller: 65, does: stop}
    i: {nrpn: 300, channel: 2, moves: vox.gain, to: 0 dB}
    j: {rpn: 1, bits: 7, moves: vox.gain, to: 0 dB}
)");
    EXPECT_EQ(map.device, "nanoKONTROL");
    EXPECT_EQ(map.feedback, MidiMap::Feedback::sent);
    const auto& b = map.bindings;
    ASSERT_EQ(b.size(), 10u);
    EXPECT_EQ(b[0].control,
              (MidiControl{MidiControl::Kind::controller, 7, 3, MidiControl::Resolution::fine}));
    EXPECT_EQ(b[0].address, "vox.gain");
    EXPECT_EQ(b[0].travel.from, -60);
    EXPECT_EQ(b[0].travel.to, 6);
    EXPECT_EQ(b[0].travel.unit, Unit::dB);
    EXPECT_EQ(b[0].pickup, MidiBinding::Pickup::passing);
    EXPECT_EQ(b[1].encoding, MidiBinding::Encoding::offset);
    EXPECT_EQ(b[1].travel.from, 10); // as nodes/filter/eq.cpp has it
    EXPECT_EQ(b[1].travel.scale, Scale::logarithmic);
    EXPECT_EQ(b[2].control.kind, MidiControl::Kind::bend);
    EXPECT_EQ(b[2].travel.from, 4);
    EXPECT_EQ(b[3].control, (MidiControl{MidiControl::Kind::note, 60, 0}));
    EXPECT_EQ(b[3].action, Action::toggle);
    EXPECT_EQ(b[3].travel.to, -unbounded);
    EXPECT_FALSE(b[3].back);
    EXPECT_EQ(b[4].back, -1);
    EXPECT_EQ(b[4].travel.to, 1);
    EXPECT_EQ(b[5].action, Action::locate);
    EXPECT_EQ(b[5].seconds, 4);
    EXPECT_EQ(b[6].action, Action::play);
    EXPECT_EQ(b[7].action, Action::stop);
    EXPECT_EQ(b[8].control,
              (MidiControl{MidiControl::Kind::nonRegistered, 300, 2, MidiControl::Resolution::fine}));
    EXPECT_EQ(b[9].control, (MidiControl{MidiControl::Kind::registered, 1, 0}));
}

TEST(MidiMaps, AreEmptyWhereNothingIsWritten) {
    EXPECT_THAT(mapOf("").bindings, IsEmpty());
    EXPECT_THAT(mapOf("midi:\n").bindings, IsEmpty());
    EXPECT_EQ(mapOf("midi: {feedback: no}\n").feedback, MidiMap::Feedback::withheld);
}

TEST(MidiMaps, BindEverythingThatCanBeMoved) {
    Document document = layered({song});
    Datum whole = document.whole;
    std::vector<std::string> addresses;
    for (const auto& [address, moving] : movingNumbers(makeMix(document).graph, whole)) {
        addresses.push_back(address);
        EXPECT_EQ(mapOf("midi: {bindings: {a: {note: C4, toggles: " + address +
                        ", to: " + formatQuantity(moving.range.init, moving.range.unit) + "}}}\n")
                      .bindings.size(),
                  1u)
            << address;
    }
    for (const char* there :
         {"vox.gain", "vox.pan", "vox.duck.ratio", "vox.duck.mix", "vox.eq.mud.freq", "vox.sends.plate",
          "plate.trim", "plate.gain", "band.gain", "master.gain", "wobble.rate", "vox.duck -> plate"})
        EXPECT_THAT(addresses, testing::Contains(there));
    for (const char* hidden : {"vox.gain.band", "vox.gain.band.gain", "plate.in.gain", "vox.gain.gain",
                               "vox.out.cutoff", "wobble -> vox.pan", "vox.duck.lookahead"})
        EXPECT_THAT(addresses, testing::Not(testing::Contains(hidden)));
}

TEST(MidiMaps, LeaveOutWhatIsBypassed) {
    EXPECT_THAT(mapOf("midi: {bindings: {a: {controller: 1, moves: vox.out.cutoff}}}\n").bindings, IsEmpty());
}

TEST(MidiMaps, MergeByNameAndWordByWord) {
    const std::string lower = song +
                              "midi: {device: one, bindings: {a: {controller: 7, moves: vox.gain, to: 6 dB}, "
                              "b: {note: C4, does: play}}}\n";
    MidiMap map =
        makeMix(layered({lower, "midi: {device: two, bindings: {a: {controller: 9, to: 0 dB}, b: null, "
                                "c: {note: D4, does: stop}}}\n"}))
            .midi;
    EXPECT_EQ(map.device, "two");
    ASSERT_EQ(map.bindings.size(), 2u);
    EXPECT_EQ(map.bindings[0].control.number, 9);
    EXPECT_EQ(map.bindings[0].address, "vox.gain");
    EXPECT_EQ(map.bindings[0].travel.to, 0);
    EXPECT_EQ(map.bindings[1].name, "c");
}

TEST(MidiMaps, KeepABindingThatIsCalledLikeAWord) {
    MidiMap map = mapOf("midi: {bindings: {because: {note: C4, does: play}, is: {note: D4, does: stop}}}\n");
    ASSERT_EQ(map.bindings.size(), 2u);
    EXPECT_EQ(map.bindings[0].name, "because");
}

TEST(MidiMaps, WarnOfChangesToABindingThatIsGone) {
    Mix mix = makeMix(layered({song + "midi: {bindings: {fader: {controller: 7, moves: vox.gain}}}\n",
                               "midi:\n  bindings: {fadr: {to: 0 dB}, key: null}\n"}));
    ASSERT_EQ(mix.warnings.size(), 2u);
    EXPECT_EQ(mix.warnings[0].text(),
              "mix.yaml:4:14: \"midi.bindings.fadr.to\" changes nothing: there is no binding "
              "\"fadr\" (1.yaml:12:1); did you mean \"fader\"?");
    EXPECT_THAT(mix.warnings[1].text(), testing::HasSubstr("removes nothing: there is no \"key\""));
    EXPECT_EQ(mix.midi.bindings.size(), 1u);
}

TEST(MidiMaps, StayInAFlatDocumentAndChangeNoGraph) {
    const std::string midi =
        "midi: {device: nano, bindings: {a: {controller: 7, moves: vox.gain, because: \"it is there\"}}}\n";
    std::string flat = flattened(layered({song, midi}));
    EXPECT_THAT(flat,
                testing::HasSubstr("\nmidi:\n  device: nano\n  bindings:\n    a: {controller: 7, moves: "
                                   "vox.gain, because: it is there}\n"));
    EXPECT_EQ(readMix(flat, "mix.yaml").midi.bindings.size(), 1u);
    EXPECT_EQ(expand(makeMix(layered({song, midi}))), expand(makeMix(layered({song}))));
}

}
}
