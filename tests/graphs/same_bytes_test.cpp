// The same mix gives the same bytes: twice, written out as a graph, and with every instruction set.
// SPDX-License-Identifier: MIT
#include "tests/graphs/documents.h"

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

struct InstructionSets : SameBytes {
    // The first five seconds, computed with the nodes for `set` or, for "none", with those for every
    // processor; and in `.err` what the dynamic loader says of the libraries it takes.
    Ran excerpt(const std::string& mix, const std::string& set, const std::string& sound) const {
        return run({}, [&] {
            setenv("LD_DEBUG", "libs", 1);
            execl(loader, loader, "--glibc-hwcaps-mask", set.c_str(), COMMAND, "render", pathOf(mix).c_str(),
                  "-q", "--depth", "float", "--to", "5 s", "-o", sound.c_str(), nullptr);
            _exit(127);
        });
    }

    static constexpr const char* loader = "/lib64/ld-linux-x86-64.so.2";
    fs::path libraries = fs::path(COMMAND).parent_path().parent_path() / "lib";
};

TEST_F(InstructionSets, ComputeTheSameBytes) {
    if (!fs::exists(libraries / "glibc-hwcaps")) GTEST_SKIP() << "built for one instruction set only";
    if (!fs::exists(loader)) GTEST_SKIP() << "no " << loader << ", which chooses between them";
    std::vector<std::string> sets;
    for (const auto& entry : fs::directory_iterator(libraries / "glibc-hwcaps"))
        sets.push_back(entry.path().filename().string());
    for (const std::string& mix : examples()) {
        Ran plain = excerpt(mix, "none", "none.wav");
        ASSERT_EQ(plain.status, 0) << plain.err;
        ASSERT_NE(plain.err.find("init: " + (libraries / "libstemwright-nodes.so").string()),
                  std::string::npos);
        std::string bytes = contents(folder / "none.wav");
        EXPECT_GT(bytes.size(), size_t(5 * 48000 * 2 * 4));
        for (const std::string& set : sets) {
            Ran ran = excerpt(mix, set, set + ".wav");
            ASSERT_EQ(ran.status, 0) << ran.err;
            fs::path nodes = libraries / "glibc-hwcaps" / set / "libstemwright-nodes.so";
            if (ran.err.find("init: " + nodes.string()) == std::string::npos)
                std::printf("this processor has no %s\n", set.c_str());
            EXPECT_TRUE(contents(folder / (set + ".wav")) == bytes) << mix << " with " << set;
        }
    }
}
