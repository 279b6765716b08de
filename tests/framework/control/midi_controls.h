// A mix that plays, and controls that are bound to it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/midi_bindings.h"
#include "framework/document/mix.h"
#include "tests/framework/control/fake_live_control.h"
#include <gmock/gmock.h>

namespace stemwright::test {

/// The bindings of a mix with the numbers of FakeLiveControl.
inline MidiMap mapOf(const std::string& bindings, const std::string& more = "") {
    return readMix(R"(stemwright: 1
session: {length: 20 s, tempo: 120 bpm}
tracks:
  bass: {source: {sine: {}}, chain: [{id: duck, compressor: {}}]}
  vox: {source: {sine: {}}, chain: [{eq: {bands: {mud: {freq: 1 kHz}}}}]}
midi: {)" + more + "bindings: {" +
                       bindings + "}}\n",
                   "mix.yaml")
        .midi;
}

inline MidiMessage controller(int number, int value, int channel = 1) {
    return {MidiMessage::Kind::controller, channel, number, value};
}

class Controls : public testing::Test {
  protected:
    void bind(const std::string& text, const std::string& more = "") {
        bindings = std::make_unique<MidiBindings>(mapOf(text, more));
    }
    void send(const MidiMessage& message) { bindings->take({&message, 1}, live, now); }
    std::vector<MidiMessage> told() { return bindings->feedback(live, now); }
    double gain() const { return live.value("vox.gain"); }
    double freq() const { return live.value("vox.eq.mud.freq"); }

    FakeLiveControl live;
    std::unique_ptr<MidiBindings> bindings;
    double now = 100; // seconds
};

}
