// Renders with a cache: the same files, sooner, whatever happens to what was kept.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"

namespace stemwright::test {

struct Cache : CommandLine {
    Cache() {
        for (int t = 0; t < 6; ++t) writeTone("t" + std::to_string(t) + ".wav", 24000, 1 + t, 2);
        write("mix.yaml", mix("80 Hz"));
    }

    static std::string mix(const std::string& cutoff) {
        std::string text = "stemwright: 1\ntracks:\n";
        for (int t = 0; t < 6; ++t)
            text += "  t" + std::to_string(t) + ": {source: t" + std::to_string(t) +
                    ".wav, chain: [{highpass: {cutoff: " + (t == 2 ? cutoff : std::string("80 Hz")) +
                    "}}], sends: {room: -12 dB}}\n";
        return text + "buses: {room: {chain: [reverb]}}\nmaster: {chain: [limiter]}\n";
    }

    std::string rendered(const std::vector<std::string>& more) {
        std::vector<std::string> words{"render", "mix.yaml", "-o", "mix.wav", "--no-dither", "-q"};
        words.insert(words.end(), more.begin(), more.end());
        Ran ran = run(words);
        EXPECT_EQ(ran.status, 0) << ran.err;
        EXPECT_EQ(ran.err, "");
        return contents(folder / "mix.wav");
    }

    size_t kept() const {
        size_t count = 0;
        for (const std::string& file : files())
            count += file.starts_with("kept/") && file.ends_with(".sound");
        return count;
    }

    const std::vector<std::string> with{"--cache", "kept"}, without{"--no-cache"};
};

TEST_F(Cache, changesNoByteOfAFile) {
    std::string cold = rendered(without);
    EXPECT_EQ(rendered(with), cold);
    EXPECT_EQ(kept(), 4u); // the output, the room's end, and what meets in both
    EXPECT_EQ(rendered(with), cold);
    write("mix.yaml", mix("500 Hz"));
    std::string changed = rendered(without);
    EXPECT_NE(changed, cold);
    EXPECT_EQ(rendered(with), changed);
    EXPECT_EQ(kept(), 4u); // the sums are still good
    EXPECT_EQ(rendered(with), changed);
    EXPECT_EQ(kept(), 5u); // the output is wanted again
    EXPECT_EQ(rendered(with), changed);
    write("mix.yaml", mix("80 Hz"));
    EXPECT_EQ(rendered(with), cold);
}

TEST_F(Cache, noticesThatAFileWasChanged) {
    rendered(with);
    writeTone("t2.wav", 24000, 19, 2);
    std::string changed = rendered(without);
    EXPECT_EQ(rendered(with), changed);
}

TEST_F(Cache, survivesDamage) {
    std::string cold = rendered(with);
    write("mix.yaml", mix("500 Hz"));
    std::string changed = rendered(without);
    for (const std::string& file : files())
        if (file.starts_with("kept/")) fs::resize_file(folder / file, fs::file_size(folder / file) / 2);
    EXPECT_EQ(rendered(with), changed);
    write("mix.yaml", mix("80 Hz"));
    EXPECT_EQ(rendered(with), cold);
}

TEST_F(Cache, isSharedByRendersAtOnce) {
    std::string cold = rendered(without);
    std::vector<pid_t> children;
    for (int i = 0; i < 6; ++i)
        children.push_back(start({"render", "mix.yaml", "-o", "m" + std::to_string(i) + ".wav", "--no-dither",
                                  "--cache", "kept"}));
    for (pid_t child : children) EXPECT_EQ(finish(child).status, 0);
    for (int i = 0; i < 6; ++i) EXPECT_EQ(contents(folder / ("m" + std::to_string(i) + ".wav")), cold);
    EXPECT_EQ(kept(), 4u);
}

TEST_F(Cache, staysWithinItsLimit) {
    EXPECT_EQ(run({"cache", "--cache", "kept", "--limit", "0.0000001"}).status, 0);
    rendered(with);
    EXPECT_EQ(kept(), 0u);
    EXPECT_EQ(run({"cache", "--cache", "kept", "--limit", "1"}).status, 0);
    rendered(with);
    EXPECT_EQ(kept(), 4u);
    Ran shown = run({"cache", "--cache", "kept"});
    EXPECT_NE(shown.out.find("4 sounds"), std::string::npos) << shown.out;
    EXPECT_NE(shown.out.find("sum of 7"), std::string::npos) << shown.out;
    EXPECT_EQ(run({"cache", "--cache", "kept", "--prune", "0"}).status, 0);
    EXPECT_EQ(kept(), 0u);
}

TEST_F(Cache, thatCannotBeThereIsAnErrorOnlyWhereSomebodyAskedForIt) {
    write("file", "");
    Ran asked = run({"render", "mix.yaml", "-o", "mix.wav", "--cache", "file/kept"});
    EXPECT_EQ(asked.status, 1);
    EXPECT_NE(asked.err.find("file/kept: the cache cannot be made"), std::string::npos) << asked.err;
    Ran usual =
        run({"render", "mix.yaml", "-o", "mix.wav"}, [] { setenv("XDG_CACHE_HOME", "/dev/null/cache", 1); });
    EXPECT_EQ(usual.status, 0) << usual.err;
}

TEST_F(Cache, liesWhereTheUserKeepsCaches) {
    fs::path home = folder / "home";
    Ran ran =
        run({"render", "mix.yaml", "-o", "mix.wav"}, [&] { setenv("XDG_CACHE_HOME", home.c_str(), 1); });
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_TRUE(files().contains("home/stemwright"));
}

}
