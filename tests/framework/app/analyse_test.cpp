// `stemwright analyse`, as people and programs use it.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace stemwright::test {
namespace {

using testing::HasSubstr;

struct Analysing : CommandLine {
    Analysing() {
        fs::create_directory(folder / "stems");
        writeTone("stems/low.wav", 48000, 110);
        writeTone("stems/high.wav", 96000, 3000, 2);
        write("stems/notes.txt", "take 3");
    }
};

TEST_F(Analysing, tellsOfEveryTrackInAFolder) {
    Ran ran = run({"analyse", "stems"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out.find("2 tracks, 0:02.0 (the shortest 0:01.0), 48 kHz\n"), 0u) << ran.out;
    for (const char* word : {"\nhigh ", "\nlow ", "LUFS", "stereo"}) EXPECT_THAT(ran.out, HasSubstr(word));
    EXPECT_EQ(ran.err, "");
    EXPECT_EQ(run({"analyse", "stems", "--threads", "1"}).out, ran.out);
}

TEST_F(Analysing, tellsProgramsInJson) {
    Ran ran = run({"analyse", "--json", "stems/low.wav", "stems/high.wav"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    auto json = nlohmann::json::parse(ran.out);
    EXPECT_EQ(json["tracks"][0]["name"], "low");
    EXPECT_EQ(json["tracks"][1]["measures"]["duration"], 2);
    EXPECT_EQ(json["masking"].size(), 2u);
}

TEST_F(Analysing, drawsAPictureAndNeverHalfOfOne) {
    EXPECT_EQ(run({"analyse", "stems", "--picture", "a.png"}).status, 0);
    EXPECT_EQ(contents(folder / "a.png").substr(1, 3), "PNG");
    EXPECT_EQ(run({"analyse", "stems", "--picture", "a.jpg"}).status, 2);
    EXPECT_EQ(run({"analyse", "stems", "--picture", "nowhere/a.png"}).status, 4);
    EXPECT_FALSE(fs::exists(folder / "a.jpg"));
}

TEST_F(Analysing, goesOnWithoutWhatCannotBeReadAndSaysSo) {
    Ran ran = run({"analyse", "stems/low.wav", "stems/notes.txt", "gone.wav"});
    EXPECT_EQ(ran.status, 1);
    EXPECT_THAT(ran.out, HasSubstr("1 track, "));
    EXPECT_THAT(ran.err, HasSubstr("stems/notes.txt"));
    EXPECT_THAT(ran.err, HasSubstr("gone.wav"));
    EXPECT_EQ(run({"analyse"}).status, 2);
    EXPECT_EQ(run({"analyse", "gone.wav"}).out, "");
}

TEST_F(Analysing, isThereForScripts) {
    write("a.lua",
          "local found = stemwright.analyse('stems')\n"
          "print(#found.tracks, found.tracks[2].name, found.tracks[1].hum, found.masking[1].masker)\n"
          "print(pcall(stemwright.analyse))\n");
    Ran ran = run({"run", "a.lua"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("2\tlow\tnil\tlow\nfalse\t"));
    EXPECT_THAT(ran.out, HasSubstr("nothing to analyse"));
}

}
}
