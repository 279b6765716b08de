// A MIDI device on a JACK server: found, heard, told, missed and found again.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_surface.h"
#include "framework/document/mix.h"
#include "tests/framework/control/fake_live_control.h"
#include "tests/framework/device/jack_server.h"
#include <gmock/gmock.h>
#include <jack/midiport.h>

namespace stemwright::test {
namespace {

using Kind = MidiMessage::Kind;
using testing::Contains;
using testing::HasSubstr;

// A client with knobs and lamps, which other programs see as a device.
class JackMidiDevice {
  public:
    JackMidiDevice(const JackServer& server, const std::string& name)
        : client_(jack_client_open(name.c_str(), jack_options_t(JackNoStartServer | JackServerName), nullptr,
                                   server.name().c_str())) {
        if (!client_) return;
        knobs_ = jack_port_register(client_, "knobs", JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput, 0);
        lamps_ = jack_port_register(client_, "lamps", JACK_DEFAULT_MIDI_TYPE, JackPortIsInput, 0);
        jack_set_process_callback(client_, process, this);
        jack_activate(client_);
    }
    ~JackMidiDevice() { unplug(); }
    JackMidiDevice(const JackMidiDevice&) = delete;

    void unplug() {
        if (client_) jack_client_close(client_);
        client_ = nullptr;
    }
    bool runs() const { return client_ != nullptr; }
    bool isConnected() const { return jack_port_connected(knobs_) > 0; }

    void send(const std::vector<uint8_t>& bytes) {
        sent_[sends_ % sent_.size()] = bytes;
        ++sends_;
    }
    std::vector<std::vector<uint8_t>> heard() const {
        return {heard_.begin(), heard_.begin() + long(hears_.load())};
    }

  private:
    static int process(jack_nframes_t frames, void* self) {
        auto& device = *static_cast<JackMidiDevice*>(self);
        void* out = jack_port_get_buffer(device.knobs_, frames);
        jack_midi_clear_buffer(out);
        for (; device.done_ < device.sends_; ++device.done_) {
            const auto& bytes = device.sent_[device.done_ % device.sent_.size()];
            jack_midi_event_write(out, 0, bytes.data(), bytes.size());
        }
        void* in = jack_port_get_buffer(device.lamps_, frames);
        jack_midi_event_t event;
        for (uint32_t i = 0; jack_midi_event_get(&event, in, i) == 0 && device.hears_ < device.heard_.size();
             ++i) {
            device.heard_[device.hears_].assign(event.buffer, event.buffer + event.size);
            ++device.hears_;
        }
        return 0;
    }

    jack_client_t* client_;
    jack_port_t *knobs_ = nullptr, *lamps_ = nullptr;
    std::array<std::vector<uint8_t>, 256> sent_, heard_;
    std::atomic<size_t> sends_ = 0, hears_ = 0;
    size_t done_ = 0;
};

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
