// The commands that make no sound.
// SPDX-License-Identifier: MIT
#include "framework/describe/reference.h"
#include "tests/framework/app/command_line.h"
#include <nlohmann/json.hpp>

namespace stemwright::test {

struct Commands : CommandLine {
    Commands() {
        writeTone("low.wav", 48000, 1, 2);
        write("mix.yaml", "stemwright: 1\n"
                          "tracks: {low: {source: low.wav, sends: {room: -6 dB}}}\n"
                          "buses: {room: {chain: [{limiter: {}}]}}\n");
        write("bad.yaml", "stemwright: 1\n"
                          "tracks:\n"
                          "  low: {source: low.wav, chain: [{compressor: {treshold: -3 dB}}]}\n"
                          "  two: {source: no.wav}\n");
    }
};

TEST_F(Commands, CheckTellsWhatAMixIsMadeOf) {
    Ran ran = run({"check", "mix.yaml"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out.find("mix.yaml: good: 1 track, 1 bus, "), 0u) << ran.out;
    EXPECT_NE(ran.out.find("0:01."), std::string::npos) << ran.out;
    EXPECT_EQ(ran.err, "");
}

TEST_F(Commands, CheckTellsEverythingThatIsWrong) {
    Ran ran = run({"check", "bad.yaml", "mix.yaml"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_NE(ran.err.find(
                  "bad.yaml:3:48: compressor has no parameter \"treshold\"; did you mean \"threshold\"?\n"),
              std::string::npos)
        << ran.err;
    EXPECT_NE(ran.err.find("bad.yaml:4:"), std::string::npos) << ran.err;
    EXPECT_EQ(ran.out.find("mix.yaml: good"), 0u); // the other one is looked at all the same
}

TEST_F(Commands, GraphDraws) {
    Ran ran = run({"graph", "mix.yaml"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out.find("digraph"), 0u);
    EXPECT_EQ(run({"graph", "mix.yaml", "-o", "mix.dot"}).status, 0);
    EXPECT_EQ(contents(folder / "mix.dot"), ran.out);
    EXPECT_EQ(run({"graph", "mix.yaml", "-o", "mix.bmp"}).status, 2);
    EXPECT_EQ(run({"graph", "bad.yaml", "-o", "bad.dot"}).status, 1);
    Ran without = run({"graph", "mix.yaml", "-o", "none.svg"}, [] { setenv("PATH", "/nowhere", 1); });
    EXPECT_EQ(without.status, 4);
    EXPECT_NE(without.err.find("apt-get install graphviz"), std::string::npos) << without.err;
    EXPECT_FALSE(fs::exists(folder / "none.svg"));
    if (std::system("dot -V >/dev/null 2>&1") != 0) GTEST_SKIP() << "Graphviz is not there";
    EXPECT_EQ(run({"graph", "mix.yaml", "-o", "mix.svg"}).status, 0);
    EXPECT_NE(contents(folder / "mix.svg").find("</svg>"), std::string::npos);
    EXPECT_EQ(run({"graph", "mix.yaml", "-o", "mix.png"}).status, 0);
    EXPECT_EQ(contents(folder / "mix.png").substr(1, 3), "PNG");
}

TEST_F(Commands, NodesAreListedAndExplained) {
    Ran list = run({"nodes"});
    EXPECT_EQ(list.status, 0);
    for (const std::string& name : Registry::instance().names())
        EXPECT_NE(list.out.find("\n  " + name + " "), std::string::npos) << name;
    Ran one = run({"nodes", "compressor"});
    EXPECT_EQ(one.status, 0);
    EXPECT_NE(one.out.find("threshold"), std::string::npos);
    Ran wrong = run({"nodes", "compresor"});
    EXPECT_EQ(wrong.status, 1);
    EXPECT_EQ(wrong.err, "stemwright: there is no node \"compresor\"; did you mean \"compressor\"?\n");
    EXPECT_EQ(run({"nodes", "--reference"}).out, referencePage());
}

TEST_F(Commands, MeasureGoesOnAfterABadFile) {
    write("bad.wav", "no sound");
    Ran table = run({"measure", "low.wav"});
    EXPECT_EQ(table.status, 0) << table.err;
    EXPECT_NE(table.out.find("0:01.0"), std::string::npos) << table.out;
    Ran ran = run({"measure", "--json", "bad.wav", "low.wav", "missing.wav"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(ran.err.find("bad.wav: "), 0u) << ran.err;
    EXPECT_NE(ran.err.find("missing.wav: "), std::string::npos) << ran.err;
    auto measures = nlohmann::json::parse(ran.out);
    ASSERT_EQ(measures.size(), 1u);
    for (const char* word :
         {"integrated", "momentary_max", "short_term_max", "range", "true_peak", "crest", "correlation"})
        EXPECT_TRUE(measures[0][word].is_number()) << word;
}

TEST_F(Commands, EveryCommandTeachesByExample) {
    EXPECT_EQ(run({"--version"}).out.find("stemwright "), 0u);
    for (const char* command : {"render", "check", "expand", "diff", "graph", "nodes", "measure"}) {
        Ran ran = run({command, "--help"});
        EXPECT_EQ(ran.status, 0);
        EXPECT_NE(ran.out.find(std::string("  stemwright ") + command), std::string::npos) << command;
    }
    Ran ran = run({"--help"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_NE(ran.out.find("Exit status:"), std::string::npos);
}

}
