// Rendering that cannot be done, or is not wanted any more: a clear message and no half-written file.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include <sys/resource.h>
#include <thread>

namespace stemwright::test {

struct RenderFailure : CommandLine {
    RenderFailure() {
        write("tone.yaml", "stemwright: 1\nsession: {length: 10 s}\ntracks: {a: {source: {sine: {}}}}\n");
        write("long.yaml", "stemwright: 1\nsession: {length: 9:00:00}\ntracks: {a: {source: {noise: {}}}}\n");
    }

    void expectInterrupted(int signal, const std::string& target, const std::string& message) const {
        std::set<std::string> before = files();
        pid_t child = start({"render", "long.yaml", "-o", target, "--stats", "stats.json"});
        for (int i = 0; i < 1000 && files().size() < before.size() + 2; ++i) // both are being written
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        kill(child, signal);
        Ran ran = finish(child);
        EXPECT_EQ(ran.status, 4);
        EXPECT_EQ(ran.err, message);
        EXPECT_EQ(files(), before);
    }
};

TEST_F(RenderFailure, InterruptedItLeavesTheOldFileWhole) {
    write("old.wav", "what was here before");
    expectInterrupted(SIGINT, "old.wav", "stemwright: interrupted; old.wav is as it was\n");
    EXPECT_EQ(contents(folder / "old.wav"), "what was here before");
    expectInterrupted(SIGTERM, "new.wav", "stemwright: interrupted; new.wav was not written\n");
}

TEST_F(RenderFailure, AFullDiskLeavesTheOldFileWhole) {
    write("old.wav", "what was here before");
    std::set<std::string> before = files();
    Ran ran = run({"render", "tone.yaml", "-o", "old.wav"}, [] {
        rlimit limit{100000, 100000};
        setrlimit(RLIMIT_FSIZE, &limit);
    });
    EXPECT_EQ(ran.status, 4);
    EXPECT_NE(ran.err.find("old.wav: "), std::string::npos) << ran.err;
    EXPECT_EQ(contents(folder / "old.wav"), "what was here before");
    EXPECT_EQ(files(), before);
}

TEST_F(RenderFailure, TargetsThatCannotBeWritten) {
    write("file", "");
    for (const char* target :
         {"missing/a.wav", "file/a.wav", "/dev/full.wav/x.wav", "file/", "/proc/a.wav"}) {
        Ran ran = run({"render", "tone.yaml", "-o", target});
        EXPECT_EQ(ran.status, 4) << target << ran.err;
        EXPECT_EQ(ran.err.find(target), 0u) << ran.err;
    }
    EXPECT_EQ(run({"render", "tone.yaml", "-o", "a.wav", "--stats", "missing/stats.json"}).status, 4);
    EXPECT_FALSE(fs::exists(folder / "a.wav")); // known before the work was done
}

TEST_F(RenderFailure, WhatTheMixReadsIsNotWrittenOver) {
    writeTone("stem.wav", 4800, 12);
    fs::create_directory(folder / "stems");
    fs::create_symlink(folder / "stem.wav", folder / "stems/mix.wav");
    write("stem.yaml", "stemwright: 1\ntracks: {a: {source: stem.wav}}\n");
    std::string before = contents(folder / "stem.wav");
    for (std::vector<std::string> words : {std::vector<std::string>{},
                                           {"-o", "../" + folder.filename().string() + "/stem.wav"},
                                           {"-o", "stems/"}}) {
        words.insert(words.begin(), {"render", "stem.yaml"});
        Ran ran = run(words);
        EXPECT_EQ(ran.status, 2);
        EXPECT_NE(ran.err.find("is read by a.source in this mix; write to another file"), std::string::npos)
            << ran.err;
    }
    Ran ran = run({"render", "stem.yaml", "--format", "wav", "-o", "stem.yaml"});
    EXPECT_NE(ran.err.find("stem.yaml: is the mix itself"), std::string::npos) << ran.err;
    EXPECT_EQ(contents(folder / "stem.wav"), before);
}

TEST_F(RenderFailure, NumbersThatAreNotFiniteAreToldAndSilenced) {
    SoundFormat format;
    format.depth = SoundFormat::Depth::float32, format.channels = 1;
    SoundWriter writer((folder / "broken.wav").string(), format);
    std::vector<float> samples(48000, 0.5f);
    samples[24000] = std::numeric_limits<float>::quiet_NaN();
    writer.write(samples.data(), 48000);
    writer.finish();
    write("broken.yaml", "stemwright: 1\ntracks: {a: {source: broken.wav}}\n");
    Ran ran = run({"render", "broken.yaml", "-o", "a.wav", "--depth", "float"});
    EXPECT_EQ(ran.status, 3);
    EXPECT_NE(ran.err.find("a.source made numbers that are not finite, first at 0.5 s and in 1 quantum"),
              std::string::npos)
        << ran.err;
    for (float sample : samplesOf(folder / "a.wav")) ASSERT_TRUE(std::isfinite(sample));
}

// What is converted to another rate comes out larger than it went in, here than any float is.
TEST_F(RenderFailure, NumbersThatAreNotFiniteInAFileAreToldWhetherItIsMeasuredOrNot) {
    SoundFormat format;
    format.depth = SoundFormat::Depth::float32, format.channels = 1;
    SoundWriter writer((folder / "huge.wav").string(), format);
    std::vector<float> samples(48000);
    for (size_t i = 0; i < samples.size(); ++i) samples[i] = i / 50 % 2 ? 3.3e38f : -3.3e38f;
    writer.write(samples.data(), 48000);
    writer.finish();
    write("huge.yaml", "stemwright: 1\nnodes: {a: {file: {file: huge.wav}}}\noutputs: {mix: {from: a}}\n");
    Ran measured = run({"render", "huge.yaml", "-o", "a.wav", "--rate", "44100"}),
        quiet = run({"render", "huge.yaml", "-o", "a.wav", "--rate", "44100", "--quiet"});
    EXPECT_EQ(measured.status, 3);
    EXPECT_NE(measured.err.find(" samples of output \"mix\" are no finite numbers"), std::string::npos)
        << measured.err;
    EXPECT_EQ(quiet.status, 3);
    EXPECT_EQ(quiet.err, measured.err);
}

TEST_F(RenderFailure, WhatIsExpectedIsJudgedQuietlyToo) {
    write("soft.yaml", "stemwright: 1\nsession: {length: 1 s}\ntracks: {a: {source: {sine: {}}}}\n"
                       "expect: {loudness: {min: 0 LUFS}}\n");
    Ran loud = run({"render", "soft.yaml", "-o", "a.wav"}),
        quiet = run({"render", "soft.yaml", "-o", "a.wav", "--quiet"});
    EXPECT_EQ(quiet.status, 3);
    EXPECT_NE(quiet.err.find("expected"), std::string::npos) << quiet.err;
    EXPECT_EQ(quiet.err, loud.err);
    EXPECT_EQ(quiet.out, "");
}

TEST_F(RenderFailure, ProgressIsShownOnATerminalOnly) {
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0)
        GTEST_SKIP() << "no terminals here";
    for (const char* option : {"--depth=24", "--quiet"}) {
        int other = open(ptsname(terminal), O_RDWR | O_NOCTTY);
        Ran ran = run({"render", "tone.yaml", "-o", "a.wav", option}, [&] { dup2(other, STDERR_FILENO); });
        fcntl(terminal, F_SETFL, O_NONBLOCK);
        std::string shown(4096, '\0');
        shown.resize(size_t(std::max<ssize_t>(::read(terminal, shown.data(), shown.size()), 0)));
        close(other);
        EXPECT_EQ(ran.status, 0);
        if (std::string(option) == "--quiet") {
            EXPECT_EQ(shown, "");
            EXPECT_EQ(ran.out, "");
        } else {
            EXPECT_NE(shown.find(" %"), std::string::npos) << shown;
            EXPECT_TRUE(shown.ends_with("\r\033[K")) << shown; // the bar is gone in the end
        }
    }
    close(terminal);
}

TEST_F(RenderFailure, WrongUseIsStatus2) {
    for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
             {},
             {"rendr", "tone.yaml"},
             {"render"},
             {"render", "tone.yaml", "-o"},
             {"render", "tone.yaml", "-o", "a.wav", "--dept", "16"},
             {"render", "tone.yaml", "-o", "a.wav", "--depth", "20"},
             {"render", "tone.yaml", "-o", "a.mp3"},
             {"render", "tone.yaml", "-o", "a"},
             {"render", "tone.yaml", "-o", "a.flac", "--depth", "float"},
             {"render", "tone.yaml", "-o", "a.wav", "--rate", "1"},
             {"render", "tone.yaml", "-o", "a.wav", "--rate", "44100.5"},
             {"render", "tone.yaml", "-o", "a.wav", "--rate", "3 dB"},
             {"render", "tone.yaml", "-o", "a.wav", "--from", "11 s"},
             {"render", "tone.yaml", "-o", "a.wav", "--from", "-1 s"},
             {"render", "tone.yaml", "-o", "a.wav", "--from", "soon"},
             {"render", "tone.yaml", "-o", "a.wav", "--from", "2 s", "--to", "2 s"},
             {"render", "tone.yaml", "-o", "a.wav", "--to", "3 Hz"}}) {
        Ran ran = run(words);
        std::string line;
        for (const std::string& word : words) line += word + " ";
        EXPECT_EQ(ran.status, 2) << line << ran.err;
        EXPECT_NE(ran.err, "") << line;
        EXPECT_EQ(ran.out, "") << line;
    }
    EXPECT_EQ(files(), (std::set<std::string>{"long.yaml", "tone.yaml"}));
    EXPECT_EQ(run({"rendr"}).err, "stemwright: there is no command \"rendr\"; did you mean \"render\"?\n");
    EXPECT_NE(run({"render", "tone.yaml", "--dept", "16"}).err.find("did you mean \"--depth\"?"),
              std::string::npos);
}

TEST_F(RenderFailure, BadMixesAreStatus1) {
    write("endless.yaml", "stemwright: 1\ntracks: {a: {source: {sine: {}}}}\n");
    Ran ran = run({"render", "endless.yaml", "-o", "a.wav"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(ran.err.find("endless.yaml: the mix never ends; set its length"), 0u) << ran.err;
    EXPECT_EQ(run({"render", "endless.yaml", "-o", "a.wav", "--to", "1 s"}).status, 0);
    EXPECT_EQ(inspect((folder / "a.wav").string()).frames, 48000);
    EXPECT_EQ(run({"render", "endless.yaml", "-o", "a.wav", "--length", "0.5 s"}).status, 0);
    EXPECT_EQ(inspect((folder / "a.wav").string()).frames, 24000);

    write("empty.yaml", "");
    write("silent.yaml", "stemwright: 1\nmaster: {}\n");
    write("lost.yaml", "stemwright: 1\ntracks: {a: {source: nowhere.wav}}\n");
    write("zero.wav", "");
    write("zero.yaml", "stemwright: 1\ntracks: {a: {source: zero.wav}}\n");
    write("cycle.yaml", "stemwright: 1\ntracks: {a: {source: {sine: {}}}}\n"
                        "buses: {b: {sends: {c: 0 dB}}, c: {sends: {b: 0 dB}}}\n");
    for (const char* mix :
         {"missing.yaml", ".", "empty.yaml", "silent.yaml", "lost.yaml", "zero.yaml", "cycle.yaml"}) {
        ran = run({"render", mix, "-o", "b.wav"});
        EXPECT_EQ(ran.status, 1) << mix << ran.err;
        EXPECT_NE(ran.err, "") << mix;
        EXPECT_FALSE(fs::exists(folder / "b.wav")) << mix;
    }
}

}
