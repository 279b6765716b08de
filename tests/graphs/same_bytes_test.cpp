// The same mix gives the same bytes: twice, written out as a graph, and with every instruction set.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"
#include "tests/graphs/documents.h"
#include <algorithm>

using namespace stemwright::test;

struct SameBytes : CommandLine {
    std::string rendered(const std::string& mix, const std::string& sound) const {
        Ran ran = run({"render", mix, "-o", sound});
        EXPECT_EQ(ran.status, 0) << ran.err;
        return contents(folder / sound);
    }

    // The demo always, and the largest song where there is something to play.
    static std::vector<std::string> examples() {
        std::vector<std::string> all{"demo/mix.yaml", "songs/mauiwowi.yaml"};
        std::erase_if(all, [](const std::string& mix) { return !hasMaterial(mix); });
        return all;
    }
};

TEST_F(SameBytes, ComeOfRenderingAgainAndOfTheExpandedMix) {
    for (const std::string& mix : examples()) {
        std::string bytes = rendered(pathOf(mix), "1.wav");
        EXPECT_GT(bytes.size(), 1000000u) << mix;
        EXPECT_TRUE(rendered(pathOf(mix), "2.wav") == bytes) << mix;

        Ran ran = run({"expand", pathOf(mix), "-o", "expanded.yaml"});
        ASSERT_EQ(ran.status, 0) << ran.err;
        EXPECT_EQ(contents(folder / "expanded.yaml").find("\ntracks:"), std::string::npos);
        EXPECT_TRUE(rendered("expanded.yaml", "3.wav") == bytes) << mix;
    }
}

TEST_F(SameBytes, ComeOfEveryInstructionSet) {
    fs::path libraries = fs::path(COMMAND).parent_path().parent_path() / "lib";
    std::map<std::string, fs::path> sets{{"base", libraries / "libstemwright-nodes.so"}};
    std::vector<std::string> usable = stemwright::Registry::instructionSets();
    if (fs::exists(libraries / "glibc-hwcaps"))
        for (const auto& entry : fs::directory_iterator(libraries / "glibc-hwcaps")) {
            std::string name = entry.path().filename().string(), word = name.substr(name.rfind('-') + 1);
            if (std::find(usable.begin(), usable.end(), word) == usable.end())
                std::printf("this processor has no %s\n", name.c_str());
            else
                sets[word] = entry.path() / "libstemwright-nodes.so";
        }
    if (sets.size() < 2) GTEST_SKIP() << "there is one instruction set only";
    for (const std::string& mix : examples()) {
        std::map<std::string, std::string> bytes;
        for (const auto& [word, nodes] : sets) {
            // The dynamic loader says in `.err` which libraries it starts.
            Ran ran = run({"render", pathOf(mix), "-q", "--isa", word, "--depth", "float", "--to", "5 s",
                           "-o", word + ".wav"},
                          [] { setenv("LD_DEBUG", "libs", 1); });
            ASSERT_EQ(ran.status, 0) << ran.err;
            for (const auto& [other, library] : sets)
                EXPECT_EQ(ran.err.find("init: " + library.string()) != std::string::npos, other == word);
            bytes[word] = contents(folder / (word + ".wav"));
            EXPECT_GT(bytes[word].size(), size_t(5 * 48000 * 2 * 4));
            EXPECT_TRUE(bytes[word] == bytes["base"]) << mix << " with " << word;
        }
    }
}
