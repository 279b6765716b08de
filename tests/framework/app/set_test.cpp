// `stemwright set`: what it prints, what it writes, and when it refuses.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include <sys/resource.h>

namespace stemwright::test {

struct Set : CommandLine {
    Set() {
        writeTone("low.wav", 4800, 1);
        write("mix.yaml", text);
    }
    const std::string text = "# mine\r\n"
                             "stemwright: 1\r\n"
                             "tracks:\r\n"
                             "  low:            # the only one\r\n"
                             "    source: low.wav\r\n"
                             "    gain: -3 dB   # quiet\r\n"
                             "    chain: [{id: \"duck\", compressor: {ratio: 3}}]\r\n";

    // `text` with one piece in the place of another.
    std::string with(const std::string& piece, const std::string& other) const {
        std::string changed = text;
        return changed.replace(changed.find(piece), piece.size(), other);
    }
};

TEST_F(Set, PrintsTheChangedDocumentAndLeavesTheFile) {
    Ran ran = run({"set", "mix.yaml", "low.gain", "-6 dB"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out, with("-3 dB", "-6 dB"));
    EXPECT_EQ(contents(folder / "mix.yaml"), text);
    EXPECT_EQ(run({"set", "mix.yaml", "low.duck.ratio", "8"}).out, with("ratio: 3", "ratio: 8"));
    EXPECT_EQ(run({"set", "mix.yaml", "low.gain", "-inf dB"}).out, with("-3 dB   #", "-inf dB  #"));
}

TEST_F(Set, WritesOutTheShortFormOfAnInput) {
    write("live.yaml",
          "stemwright: 1\nsession: {length: 1 s}\ntracks: {vox: {source: {input: 1}, gain: -3 dB}}\n");
    Ran ran = run({"set", "live.yaml", "vox.source.channels", "3"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_NE(ran.out.find("vox: {source: {input: {channels: 3}}, gain: -3 dB}"), std::string::npos)
        << ran.out;
}

TEST_F(Set, WritesInPlaceAndKeepsThePermissions) {
    fs::permissions(folder / "mix.yaml", fs::perms(0640));
    fs::create_symlink("mix.yaml", folder / "link.yaml");
    std::set<std::string> before = files();
    Ran ran = run({"set", "link.yaml", "low.gain", "-6 dB", "--in-place"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out + ran.err, "");
    EXPECT_EQ(contents(folder / "mix.yaml"), with("-3 dB", "-6 dB"));
    EXPECT_EQ(fs::status(folder / "mix.yaml").permissions(), fs::perms(0640));
    EXPECT_TRUE(fs::is_symlink(folder / "link.yaml"));
    EXPECT_EQ(files(), before);
    EXPECT_EQ(run({"set", "mix.yaml", "low.gain", "0 dB", "-o", "other.yaml"}).status, 0);
    EXPECT_EQ(contents(folder / "other.yaml"), with("-3 dB   #", "0 dB    #"));
}

TEST_F(Set, RefusesWhatWouldBreakTheMix) {
    Ran ran = run({"set", "mix.yaml", "low.gain", "3 Hz", "--in-place"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(
        ran.err.find("stemwright: the mix would be wrong after this, so nothing is written\nmix.yaml:6:11: "),
        0u)
        << ran.err;
    EXPECT_EQ(contents(folder / "mix.yaml"), text);
    write("broken.yaml", "stemwright: 1\ntracks: {low: {source: gone.wav, gain: 3 Hz}}\n");
    EXPECT_EQ(run({"set", "broken.yaml", "low.gain", "3 dB", "--in-place"}).status, 0);
    EXPECT_EQ(contents(folder / "broken.yaml"),
              "stemwright: 1\ntracks: {low: {source: gone.wav, gain: 3 dB}}\n");
}

TEST_F(Set, WritesOverridesIntoAnUpperLayer) {
    write("top.yaml", "stemwright: 1\nextends: mix.yaml   # below\n");
    Ran ran =
        run({"set", "top.yaml", "low.duck.ratio", "8", "low.pan", "0.5", "low.gain", "null", "--in-place"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(contents(folder / "top.yaml"), "stemwright: 1\nextends: mix.yaml   # below\n\n"
                                             "tracks:\n"
                                             "  low:\n"
                                             "    chain: {duck: {ratio: 8}}\n"
                                             "    pan: 0.5\n"
                                             "    gain: null\n");
    EXPECT_NE(run({"explain", "top.yaml", "low.duck.ratio"}).out.find("low.duck.ratio: 8"),
              std::string::npos);
    EXPECT_EQ(run({"set", "top.yaml", "low.gain", "--remove", "low.pan", "--remove", "--in-place"}).status,
              0);
    EXPECT_EQ(contents(folder / "top.yaml"), "stemwright: 1\nextends: mix.yaml   # below\n\n"
                                             "tracks:\n"
                                             "  low:\n"
                                             "    chain: {duck: {ratio: 8}}\n");
}

TEST_F(Set, TellsWhatIsWrongWithTheCommandLine) {
    for (auto [words, status, message] : std::vector<std::tuple<std::vector<std::string>, int, std::string>>{
             {{"low.gain"}, 2, "addresses and values come in pairs"},
             {{}, 2, "addresses and values come in pairs"},
             {{"low.gain", ""}, 2, "a value is empty"},
             {{"--inplace", "low.gain"}, 2, "did you mean \"--in-place\"?"},
             {{"low.gain", "1 dB", "--in-place", "-o", "a.yaml"}, 2, "--output"},
             {{"low.gain", "{a"}, 1, "in the value \"{a\": "},
             {{"low.gian", "1 dB"}, 1, "did you mean \"gain\"?"},
             {{"lwo.gain", "1 dB"}, 1, "did you mean \"low\"?"}}) {
        std::vector<std::string> all{"set", "mix.yaml"};
        all.insert(all.end(), words.begin(), words.end());
        Ran ran = run(all);
        EXPECT_EQ(ran.status, status) << message;
        EXPECT_NE(ran.err.find(message), std::string::npos) << ran.err;
        EXPECT_EQ(ran.out, "");
    }
    EXPECT_EQ(run({"set", "no.yaml", "low.gain", "1 dB"}).status, 1);
    EXPECT_EQ(contents(folder / "mix.yaml"), text);
}

TEST_F(Set, AFullDiskLeavesTheFileWhole) {
    std::string large = text + "# " + std::string(5000, 'x') + "\n";
    write("mix.yaml", large);
    std::set<std::string> before = files();
    Ran ran = run({"set", "mix.yaml", "low.gain", "-6 dB", "--in-place"}, [] {
        rlimit limit{2000, 2000};
        setrlimit(RLIMIT_FSIZE, &limit);
    });
    EXPECT_EQ(ran.status, 4);
    EXPECT_EQ(contents(folder / "mix.yaml"), large);
    EXPECT_EQ(files(), before);
}

}
