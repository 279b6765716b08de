// `stemwright midi` where there is no MIDI, and what is wrong before anybody moves a control.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"

namespace stemwright::test {

struct Midi : CommandLine {
    Midi() { write("mix.yaml", text); }

    // No server under this name, and ALSA's sequencer only where the machine has one.
    Ran runAlone(const std::vector<std::string>& words) const {
        return run(words, [] {
            setenv("JACK_DEFAULT_SERVER", "stemwright-nowhere", 1);
            setenv("JACK_NO_START_SERVER", "1", 1);
        });
    }

    const std::string text = "stemwright: 1\nsession: {length: 1 s}\ntracks: {vox: {source: {sine: {}}}}\n";
};

TEST_F(Midi, SaysInOneLineThatThereIsNone) {
    for (const auto& words : {std::vector<std::string>{"midi", "--api", "jack"},
                              {"midi", "--api", "jack", "--monitor", "nano"},
                              {"midi", "--api", "jack", "--learn", "mix.yaml", "vox.gain"}}) {
        Ran ran = runAlone(words);
        EXPECT_NE(ran.status, 0);
        EXPECT_EQ(ran.out, "");
        EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
        EXPECT_NE(ran.err.find("there is no MIDI "), std::string::npos) << ran.err;
        EXPECT_NE(ran.err.find("start JACK"), std::string::npos) << ran.err;
    }
    EXPECT_EQ(contents(folder / "mix.yaml"), text);
}

TEST_F(Midi, SaysTheSameOfAllSystems) {
    if (fs::exists("/dev/snd/seq")) GTEST_SKIP() << "ALSA's sequencer is here";
    Ran ran = runAlone({"midi"});
    EXPECT_EQ(ran.status, 4);
    EXPECT_EQ(
        ran.err,
        "stemwright: there is no MIDI port (looked for by alsa, jack); plug a device in, or start JACK\n");
}

TEST_F(Midi, RefusesWhatCannotBeBoundBeforeItListens) {
    Ran ran = runAlone({"midi", "--learn", "mix.yaml", "vox.gian"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(ran.err,
              "stemwright: \"vox.gian\" is no number that can be moved; did you mean \"vox.gain\"?\n");
    EXPECT_NE(runAlone({"midi", "--learn", "mxi.yaml", "vox.gain"}).err.find("did you mean \"mix.yaml\"?"),
              std::string::npos);
}

TEST_F(Midi, NamesTheSystemsThatItKnows) {
    Ran ran = runAlone({"midi", "--api", "jak"});
    EXPECT_EQ(ran.err, "--api: there is no MIDI system \"jak\"; did you mean \"jack\"?\n");
}

}
