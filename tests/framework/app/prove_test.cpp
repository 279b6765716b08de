// `stemwright prove`: what it tries and says, and that it finds a node that breaks the rules.
// SPDX-License-Identifier: MIT
#include "framework/engine/way.h"
#include "tests/framework/app/command_line.h"
#include <sstream>

namespace stemwright::test {

struct Prove : CommandLine {
    Prove() {
        std::string text = "stemwright: 1\ntracks:\n";
        for (const char* name : {"a", "b", "c", "d", "e"}) {
            writeTone(name + std::string(".wav"), 12000, name[0] % 7, 2);
            text += std::string("  ") + name + ": {source: " + name + ".wav, chain: [{TYPE: {}}]}\n";
        }
        write("mix.yaml", with("highpass", text));
        write("careless.yaml", with("careless", text));
    }

    static std::string with(const std::string& type, std::string text) {
        for (size_t at; (at = text.find("TYPE")) != std::string::npos;) text.replace(at, 4, type);
        return text;
    }

    // The command with a node of a program's own.
    Ran runCareless(const std::vector<std::string>& words) const {
        return run(words, [] {
            setenv("LD_PRELOAD", BUILD_DIR "/tests/libcareless-node.so", 1);
            setenv("ASAN_OPTIONS", "verify_asan_link_order=0", 0);
        });
    }
};

size_t countOf(const std::string& text, const std::string& part) {
    size_t count = 0;
    for (size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++count;
    return count;
}

TEST_F(Prove, saysSameAndWhatWasTried) {
    Ran ran = run({"prove", "mix.yaml"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
    std::vector<Way> ways = everyWay();
    EXPECT_EQ(ran.out.find("mix.yaml: same: 0:00.0 to 0:00."), 0u) << ran.out;
    EXPECT_NE(ran.out.find(" in " + std::to_string(ways.size()) + " ways\n"), std::string::npos) << ran.out;
    EXPECT_EQ(countOf(ran.out, "  same\n"), ways.size()) << ran.out;
    for (const Way& way : ways)
        EXPECT_NE(ran.out.find("\n" + way.instructionSet + " "), std::string::npos) << ran.out;
    EXPECT_EQ(run({"prove", "mix.yaml", "-q"}).out, "");
}

TEST_F(Prove, triesOneInstructionSetWhereItIsNamed) {
    Ran ran = run({"prove", "mix.yaml", "--isa", "base"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(countOf(ran.out, "  same\n"), countOf(ran.out, "\nbase ")) << ran.out;
    EXPECT_GT(countOf(ran.out, "\nbase "), 0u);
    EXPECT_EQ(run({"prove", "mix.yaml", "--isa", "v99"}).status, 2);
}

TEST_F(Prove, namesTheNodeAndTheSampleThatDiffer) {
    Ran same = runCareless({"prove", "mix.yaml"});
    EXPECT_EQ(same.status, 0) << same.err;
    Ran ran = runCareless({"prove", "careless.yaml"});
    EXPECT_EQ(ran.status, 5) << ran.err;
    EXPECT_EQ(ran.out.find("careless.yaml: differs: "), 0u) << ran.out;
    EXPECT_GT(countOf(ran.out, "  same\n"), 0u) << ran.out; // with one lane
    EXPECT_GT(countOf(ran.out, "  differs from frame 5000 on\n"), 0u) << ran.out;
    EXPECT_EQ(countOf(ran.err, "\n"), 1u) << ran.err;
    EXPECT_EQ(ran.err.find("careless.yaml:3:"), 0u) << ran.err;
    EXPECT_NE(ran.err.find("a.careless[2] is "), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find(" at frame 5000 (0:00.1) "), std::string::npos) << ran.err;
    EXPECT_NE(ran.err.find("; mend careless: docs/writing-a-node.md says"), std::string::npos) << ran.err;
}

TEST_F(Prove, comparesOnlyThePartThatIsAskedFor) {
    Ran before = runCareless({"prove", "careless.yaml", "--to", "4000 samples"});
    EXPECT_EQ(before.status, 0) << before.err;
    EXPECT_EQ(before.out.find("careless.yaml: same: 0:00.0 to 0:00.1 in "), 0u) << before.out;
    EXPECT_EQ(runCareless({"prove", "careless.yaml", "--from", "5001 samples"}).status, 0);
    EXPECT_EQ(
        runCareless({"prove", "careless.yaml", "--from", "4000 samples", "--to", "6000 samples"}).status, 5);
    EXPECT_EQ(run({"prove", "mix.yaml", "--from", "1:00"}).status, 2);
}

TEST_F(Prove, refusesWhatCannotBeComputed) {
    write("wrong.yaml", "stemwright: 1\ntracks: {a: {source: a.wav, chain: [{highpas: {}}]}}\n");
    Ran wrong = run({"prove", "wrong.yaml"});
    EXPECT_EQ(wrong.status, 1);
    EXPECT_NE(wrong.err.find("did you mean \"highpass\"?"), std::string::npos) << wrong.err;
    write("endless.yaml", "stemwright: 1\nnodes: {n: noise}\noutputs: {mix: n}\n");
    Ran endless = run({"prove", "endless.yaml"});
    EXPECT_EQ(endless.status, 1);
    EXPECT_NE(endless.err.find("the mix never ends"), std::string::npos) << endless.err;
    EXPECT_EQ(run({"prove", "endless.yaml", "--to", "0.1 s", "-q"}).status, 0);
}

} // namespace stemwright::test
