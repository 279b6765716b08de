// A MIDI device on a JACK server: found, heard, told, missed and found again.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_surface.h"
#include "framework/document/mix.h"
#include "tests/framework/control/fake_live_control.h"
#include "tests/framework/device/jack_midi_device.h"
#include <gmock/gmock.h>

namespace stemwright::test {
namespace {

using Kind = MidiMessage::Kind;
using testing::Contains;
using testing::HasSubstr;

struct MidiDevices : testing::Test {
    MidiDevices() : server(48000, 256) { server.introduce(); }

    static MidiMap mapOf(const std::string& midi) {
        return readMix("stemwright: 1\nsession: {length: 1 s}\ntracks: {vox: {source: {sine: {}}}}\nmidi: " +
                           midi + "\n",
                       "mix.yaml")
            .midi;
    }
    // Polls until it is so.
    bool becomes(MidiSurface& surface, const std::function<bool()>& condition) {
        return waitFor(
            [&] {
                surface.poll();
                for (const Problem& problem : surface.news()) news += problem.text() + "\n";
                return condition();
            },
            10);
    }
    bool said(const std::string& text) const { return news.find(text) != std::string::npos; }

    JackServer server;
    FakeLiveControl live;
    std::string news;
};

#define NEEDS_SERVER                                                                                         \
    if (!server.runs()) GTEST_SKIP() << "there is no jackd, or it does not run here"

TEST_F(MidiDevices, AreListedByTheirPorts) {
    NEEDS_SERVER;
    JackMidiDevice device(server, "nanoKONTROL");
    ASSERT_TRUE(device.runs());
    MidiPorts ports = midiPorts("jack");
    EXPECT_EQ(ports.system, "jack");
    EXPECT_THAT(ports.inputs, Contains(HasSubstr("nanoKONTROL:knobs")));
    EXPECT_THAT(ports.outputs, Contains(HasSubstr("nanoKONTROL:lamps")));
}

TEST_F(MidiDevices, AreHeardInOrderAndTold) {
    NEEDS_SERVER;
    JackMidiDevice device(server, "nanoKONTROL"), other(server, "other");
    MidiPort port("jack", "nanokontrol");
    EXPECT_FALSE(port.isOpen());
    port.open();
    EXPECT_TRUE(port.isOpen() && port.isThere());
    ASSERT_TRUE(waitFor([&] { return device.isConnected(); }, 5));
    EXPECT_FALSE(other.isConnected());
    for (uint8_t value = 0; value < 100; ++value) device.send({0xB0, 7, value});
    device.send({0xF0, 1, 2, 3, 0xF7});
    device.send({0xC5, 3});
    std::vector<MidiMessage> heard;
    EXPECT_TRUE(waitFor(
        [&] {
            while (auto message = port.receive()) heard.push_back(*message);
            return heard.size() >= 101;
        },
        5));
    ASSERT_EQ(heard.size(), 101u);
    for (int value = 0; value < 100; ++value)
        EXPECT_EQ(heard[size_t(value)], (MidiMessage{Kind::controller, 1, 7, value}));
    EXPECT_EQ(heard[100], (MidiMessage{Kind::program, 6, 3, 0}));
    port.send({Kind::controller, 1, 7, 99});
    EXPECT_TRUE(waitFor([&] { return !device.heard().empty(); }, 5));
    EXPECT_THAT(device.heard(), testing::ElementsAre(std::vector<uint8_t>{0xB0, 7, 99}));
    EXPECT_TRUE(other.heard().empty());
}

TEST_F(MidiDevices, MoveNumbersAndAreShownThem) {
    NEEDS_SERVER;
    JackMidiDevice device(server, "nanoKONTROL");
    MidiSurface surface(live, mapOf("{device: nano, bindings: {a: {controller: 7, moves: vox.pan}}}"),
                        {"jack", ""});
    using Messages = std::vector<std::vector<uint8_t>>;
    EXPECT_TRUE(becomes(surface, [&] { return device.heard() == Messages{{0xB0, 7, 64}}; }));
    device.send({0xB0, 7, 127});
    EXPECT_TRUE(becomes(surface, [&] { return live.value("vox.pan") == 1; }));
    live.move("vox.pan", -1);
    EXPECT_TRUE(becomes(surface, [&] { return device.heard() == Messages{{0xB0, 7, 64}, {0xB0, 7, 0}}; }));
}

TEST_F(MidiDevices, AreFoundAgainWhenTheyComeBack) {
    NEEDS_SERVER;
    MidiSurface surface(live, mapOf("{device: nano, bindings: {a: {controller: 7, moves: vox.pan}}}"),
                        {"jack", ""});
    EXPECT_TRUE(becomes(surface, [&] { return said("there is no MIDI port \"nano\""); }));
    for (uint8_t value : {127, 0}) {
        news.clear();
        JackMidiDevice device(server, "nanoKONTROL");
        EXPECT_TRUE(becomes(surface, [&] { return said("\" is there") && device.isConnected(); }));
        device.send({0xB0, 7, value});
        EXPECT_TRUE(becomes(surface, [&] { return live.value("vox.pan") == (value ? 1 : -1); }));
        device.unplug();
        EXPECT_TRUE(becomes(surface, [&] { return said("\" is gone"); }));
    }
}

TEST_F(MidiDevices, MayGoTogetherWithTheirServer) {
    NEEDS_SERVER;
    JackMidiDevice device(server, "nanoKONTROL");
    MidiSurface surface(live, mapOf("{device: nano, bindings: {a: {controller: 7, moves: vox.pan}}}"),
                        {"jack", ""});
    EXPECT_TRUE(becomes(surface, [&] { return said("\" is there"); }));
    server.end();
    for (int i = 0; i < 150; ++i) { // neither looking nor telling does harm
        live.move("vox.pan", i / 150.);
        surface.poll();
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    EXPECT_EQ(live.value("vox.pan"), 149 / 150.);
}

TEST_F(MidiDevices, AreLearned) {
    NEEDS_SERVER;
    JackMidiDevice device(server, "nanoKONTROL");
    MidiSurface surface(live, mapOf("{bindings: {a: {controller: 7, moves: vox.pan}}}"), {"jack", "nano"});
    std::optional<MidiControl> learned;
    surface.learn("vox.gain", [&](const MidiControl& control) { learned = control; });
    EXPECT_TRUE(becomes(surface, [&] { return device.isConnected(); }));
    device.send({0xB4, 7, 100});
    EXPECT_TRUE(becomes(surface, [&] { return learned.has_value(); }));
    EXPECT_EQ(*learned, (MidiControl{MidiControl::Kind::controller, 7, 5}));
    EXPECT_EQ(live.value("vox.pan"), 0); // nothing was moved meanwhile
    device.send({0xB4, 7, 127});
    EXPECT_TRUE(becomes(surface, [&] { return live.value("vox.pan") == 1; }));
}

TEST_F(MidiDevices, SayWhatTheMixDoesNotHave) {
    MidiSurface surface(live, mapOf("{bindings: {a: {controller: 7, moves: master.gain}}}"),
                        {"jack", "nano"});
    EXPECT_THAT(surface.news()[0].text(), HasSubstr("the mix that plays has no \"master.gain\""));
}

}
}
