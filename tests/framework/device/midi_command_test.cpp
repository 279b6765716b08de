// `stemwright midi` with a device: what it lists, prints and writes into a mix.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_client.h"
#include "tests/framework/app/command_line.h"
#include "tests/framework/device/jack_midi_device.h"
#include <gmock/gmock.h>

namespace stemwright::test {

using testing::HasSubstr;

struct MidiCommand : CommandLine {
    MidiCommand() : server(48000, 256), device(server, "nanoKONTROL") { write("mix.yaml", text); }
    void SetUp() override {
        if (!server.runs()) GTEST_SKIP() << "there is no jackd, or it does not run here";
    }
    pid_t begin(std::vector<std::string> words) const {
        words.insert(words.begin(), "midi");
        return start(words, [&] { server.introduce(); });
    }

    const std::string text = "# mine\nstemwright: 1\nsession: {length: 1 s}\n"
                             "tracks:\n  vox:\n    source: {sine: {}} # a tone\n    gain: -3 dB\n";
    JackServer server;
    JackMidiDevice device;
};

TEST_F(MidiCommand, ListsWhatThereIs) {
    Ran ran = finish(begin({"--api", "jack"}));
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("nanoKONTROL:knobs (jack)\n"));
    EXPECT_THAT(ran.out, HasSubstr("nanoKONTROL:lamps (jack, is sent to)\n"));
}

TEST_F(MidiCommand, PrintsWhatADeviceSendsUntilItIsStopped) {
    pid_t child = begin({"--monitor", "nano"});
    ASSERT_TRUE(waitFor([&] { return device.isConnected(); }, 10)) << contents(folder / ".err");
    device.send({0xB0, 7, 64});
    device.send({0x91, 60, 100});
    const std::string both = "channel 1: controller 7 64\nchannel 2: note on C4 (60), 100\n";
    EXPECT_TRUE(waitFor([&] { return contents(folder / ".out") == both; }, 10)) << contents(folder / ".out");
    kill(child, SIGINT);
    EXPECT_EQ(finish(child).status, 0);
}

TEST_F(MidiCommand, BindsWhatIsMovedAndKeepsTheRestOfTheMix) {
    pid_t child = begin({"--learn", "mix.yaml", "vox.gain", "--port", "nano"});
    ASSERT_TRUE(waitFor([&] { return device.isConnected(); }, 10)) << contents(folder / ".err");
    device.send({0xB2, 7, 64});
    Ran ran = finish(child);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out, "mix.yaml: vox_gain: {controller: 7, channel: 3, moves: vox.gain}\n");
    EXPECT_EQ(contents(folder / "mix.yaml"),
              text + "midi:\n  device: nano\n  bindings:\n"
                     "    vox_gain: {controller: 7, channel: 3, moves: vox.gain}\n");
    EXPECT_EQ(run({"check", "mix.yaml"}).status, 0);
}

TEST_F(MidiCommand, WritesNothingWhereNothingWasMoved) {
    pid_t child = begin({"--learn", "mix.yaml", "vox.gain", "--port", "nano"});
    ASSERT_TRUE(waitFor([&] { return device.isConnected(); }, 10)) << contents(folder / ".err");
    kill(child, SIGINT);
    EXPECT_EQ(finish(child).status, 4);
    EXPECT_EQ(contents(folder / "mix.yaml"), text);
}

TEST_F(MidiCommand, EndsWhenTheDeviceIsGone) {
    pid_t child = begin({"--monitor", "nano"});
    ASSERT_TRUE(waitFor([&] { return device.isConnected(); }, 10)) << contents(folder / ".err");
    device.unplug();
    Ran ran = finish(child);
    EXPECT_EQ(ran.status, 4);
    EXPECT_THAT(ran.err, HasSubstr("this MIDI port is gone"));
}

// The session binds it, hears of that as of any other edit, and obeys from then on.
TEST_F(MidiCommand, BindsWhatIsMovedWhileTheMixPlays) {
    JackRecorder recorder(server, "recorder", 40 * 48000);
    write("mix.yaml", text + "midi: {device: nano, bindings: {stop: {note: 1, does: stop}}}\n");
    pid_t player =
        start({"live", "mix.yaml", "--api", "jack", "--device", "recorder", "--osc", "0", "--loop"},
              [&] { server.introduce(); });
    auto err = [&] { return contents(folder / ".err"); };
    const std::string before = "OSC at 127.0.0.1:";
    ASSERT_TRUE(waitFor([&] { return err().find("; Ctrl-C") != std::string::npos; }, 30)) << err();
    uint16_t port = uint16_t(std::stoi(err().substr(err().find(before) + before.size())));
    ASSERT_TRUE(waitFor([&] { return device.isConnected(); }, 30)) << err();
    OscClient session("127.0.0.1", port, "");
    EXPECT_TRUE(session.ask({{"/stemwright/learn", {std::string("vox.pan")}}}).problems.empty());
    auto pan = [&] { return session.ask({{"/vox/pan", {}}}).answers.at(0).arguments.at(0); };
    EXPECT_TRUE(waitFor(
        [&] {
            device.send({0xB2, 7, 64});
            return err().find("vox_pan: {controller: 7, channel: 3, moves: vox.pan}") != std::string::npos;
        },
        30))
        << err();
    EXPECT_TRUE(waitFor([&] { return err().find("taken over") != std::string::npos; }, 30)) << err();
    device.send({0xB2, 7, 127});
    EXPECT_TRUE(waitFor([&] { return pan() == OscArgument(1.f); }, 30)) << err();
    kill(player, SIGINT);
    EXPECT_EQ(finish(player).status, 0);
    EXPECT_THAT(contents(folder / "mix.yaml"), HasSubstr("{controller: 7, channel: 3, moves: vox.pan}"));
}

}
