// `stemwright evaluate`: pairs, songs, results, and what it says of bad ones.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace stemwright::test {

namespace {

using testing::HasSubstr;
using Json = nlohmann::json;

class Evaluate : public CommandLine {
  protected:
    /// Two stems and an author's mix.
    void writeSong(const std::string& name, double frequency) const {
        fs::create_directories(folder / name / "mix");
        writeTone(name + "/1.wav", 60000, frequency);
        writeTone(name + "/2.wav", 40000, 2 * frequency, 2);
        writeTone(name + "/mix/author.wav", 60000, 1.5 * frequency, 2);
    }

    Json json(std::vector<std::string> words) const {
        words.insert(words.begin(), "evaluate");
        words.push_back("--json");
        Ran ran = run(words);
        EXPECT_EQ(ran.status, 0) << ran.err;
        return Json::parse(ran.out, nullptr, false);
    }
};

TEST_F(Evaluate, tellsNoDistanceOfASoundToItself) {
    writeTone("tone.wav", 60000, 300, 2);
    Json mix = json({"tone.wav", "tone.wav"})["songs"][0]["mixes"][0];
    for (const char* group : {"LOUD", "SPEC", "DYN", "B"})
        EXPECT_EQ(mix["groups"][group]["value"], 0) << group;
    EXPECT_EQ(mix["louder"], 0);
    Ran ran = run({"evaluate", "tone.wav", "tone.wav", "--members"});
    EXPECT_THAT(ran.out, HasSubstr("centroid 0.0000"));
}

TEST_F(Evaluate, judgesTheTwoSumsOfEverySong) {
    writeSong("songs/one", 200), writeSong("songs/two", 500);
    Json all = json({"--stems", "songs", "--bootstrap"});
    ASSERT_EQ(all["songs"].size(), 2u);
    EXPECT_EQ(all["songs"][1]["song"], "two");
    EXPECT_EQ(all["songs"][1]["mixes"][0]["name"], "dry sum");
    EXPECT_EQ(all["songs"][1]["mixes"][1]["name"], "equal loudness");
    ASSERT_EQ(all["differences"].size(), 5u);
    double mean = 0;
    for (const Json& song : all["songs"])
        mean += (song["mixes"][0]["groups"]["LOUD"]["value"].get<double>() -
                 song["mixes"][1]["groups"]["LOUD"]["value"].get<double>()) /
                2;
    EXPECT_EQ(all["differences"][0]["group"], "LOUD");
    EXPECT_NEAR(all["differences"][0]["mean"].get<double>(), mean, 1e-9);
}

TEST_F(Evaluate, comparesFoldersOfMixes) {
    writeSong("songs/one", 200), writeSong("songs/two", 500);
    for (const char* name : {"mine", "theirs"}) {
        fs::create_directories(folder / name);
        for (const char* song : {"one", "two"})
            fs::copy_file(folder / "songs" / song / "1.wav", folder / name / (std::string(song) + ".wav"));
    }
    Json all = json({"--stems", "songs", "--mixes", "mine", "--mixes", "theirs", "--bootstrap"});
    EXPECT_EQ(all["songs"][0]["mixes"][0]["name"], "mine");
    EXPECT_EQ(all["differences"][0]["baseline"], "theirs");
    EXPECT_EQ(all["differences"][0]["mean"], 0);
    fs::remove(folder / "theirs/two.wav");
    Ran ran = run({"evaluate", "--stems", "songs", "--mixes", "theirs"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_THAT(ran.err, HasSubstr("has no mix of two"));
}

TEST_F(Evaluate, readsWhatItWrote) {
    writeSong("songs/one", 200), writeSong("songs/two", 500);
    std::string all = run({"evaluate", "--stems", "songs", "--bootstrap", "--json"}).out;
    write("all.json", all);
    EXPECT_EQ(run({"evaluate", "--results", "all.json", "--bootstrap", "--json"}).out, all);
    EXPECT_EQ(run({"evaluate", "--results", "all.json"}).out, run({"evaluate", "--stems", "songs"}).out);
    Ran twice = run({"evaluate", "--results", "all.json", "--results", "all.json"});
    EXPECT_EQ(twice.status, 1);
    EXPECT_THAT(twice.err, HasSubstr("two mixes of one are called \"dry sum\""));
}

TEST_F(Evaluate, saysWhatIsMissing) {
    writeTone("tone.wav", 60000, 300);
    writeTone("brief.wav", 600, 300);
    fs::create_directories(folder / "stems");
    fs::create_directories(folder / "empty");
    fs::copy_file(folder / "tone.wav", folder / "stems/tone.wav");
    write("bad.json", "{\"songs\": [{}]}");
    auto expect = [&](std::vector<std::string> words, int status, const std::string& text) {
        words.insert(words.begin(), "evaluate");
        Ran ran = run(words);
        EXPECT_EQ(ran.status, status) << text;
        EXPECT_THAT(ran.err, HasSubstr(text));
    };
    expect({}, 2, "nothing to evaluate");
    expect({"tone.wav"}, 2, "a mix has no reference");
    expect({"--mixes", "stems"}, 2, "--mixes needs --stems");
    expect({"tone.wav", "brief.wav"}, 1, "brief.wav is silent or shorter than 0.4 s");
    expect({"tone.wav", "nowhere.wav"}, 1, "nowhere.wav");
    expect({"--stems", "stems"}, 1, "has no author's mix");
    expect({"--stems", "empty"}, 1, "holds no stems");
    expect({"--stems", "nowhere"}, 1, "nowhere cannot be read");
    expect({"--results", "bad.json"}, 1, "bad.json is no result");
    expect({"--results", "nowhere.json"}, 1, "nowhere.json cannot be read");
}

}

}
