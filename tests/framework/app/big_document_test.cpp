// Documents far beyond what anyone mixes are read in memory that grows with them, and not faster.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include <sys/resource.h>

namespace stemwright::test {
namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr long kilobytesForNode = 40; // the sanitizer keeps what is freed for a while
#else
constexpr long kilobytesForNode = 10;
#endif

// One after the other: every node hears the one before it.
std::string aGraphOf(int nodes) {
    std::string wires, text = "stemwright: 1\nnodes:\n  n1: sine\n";
    for (int i = 2; i <= nodes; ++i) {
        text += "  n" + std::to_string(i) + ": {gain: {gain: -" + std::to_string(i % 60) + " dB}}\n";
        wires += "  n" + std::to_string(i - 1) + " -> n" + std::to_string(i) + ": {}\n";
    }
    return text + "wires:\n" + wires + "outputs: {mix: n" + std::to_string(nodes) + "}\n";
}

// Side by side: tracks with nine nodes each, and one more in the master.
std::string aConsoleOf(int nodes) {
    std::string text = "stemwright: 1\ntracks:\n";
    for (int i = 1; i <= nodes / 9; ++i)
        text +=
            "  t" + std::to_string(i) +
            ": {source: {noise: {}}, chain: [highpass, {eq: {bands: {mud: {freq: 300 Hz, gain: -2 dB}}}}, "
            "{compressor: {ratio: 3, sidechain: t1.in}}, saturator, delay, width], gain: -3 dB}\n";
    return text;
}

class BigDocument : public CommandLine {
  protected:
    Ran check(const std::string& text) {
        write("big.yaml", text);
        pid_t child = start({"check", "big.yaml"});
        int status = 0;
        wait4(child, &status, 0, &used);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status), contents(folder / ".out"),
                contents(folder / ".err")};
    }

    rusage used{};
};

TEST_F(BigDocument, OfAHundredThousandNodesIsCheckedInMemoryForThem) {
    for (const std::string& text : {aGraphOf(100000), aConsoleOf(100000)}) {
        Ran ran = check(text);
        EXPECT_EQ(ran.status, 0) << ran.err.substr(0, 1000);
        EXPECT_NE(ran.out.find("good: "), std::string::npos) << ran.out;
        EXPECT_LT(used.ru_maxrss, 100000 * kilobytesForNode);
    }
}

TEST_F(BigDocument, FullOfMistakesIsRefusedInBoundedWords) {
    std::string text = aGraphOf(100000);
    for (size_t at = 0; (at = text.find("gain: {", at)) != std::string::npos; at += 7)
        text.replace(at, 4, "gian");
    Ran ran = check(text);
    EXPECT_EQ(ran.status, 1);
    EXPECT_NE(ran.err.find("did you mean \"gain\"?"), std::string::npos);
    EXPECT_LT(used.ru_maxrss, 100000 * kilobytesForNode);
}

}
}
