// Sessions: in any order, of any kind, and many tracks.
// SPDX-License-Identifier: MIT
#include "framework/assist/analysis_json.h"
#include "framework/assist/analysis_picture.h"
#include "framework/assist/remarks.h"
#include "framework/assist/session_analysis.h"
#include "tests/framework/assist/stems.h"
#include <map>
#include <nlohmann/json.hpp>

namespace stemwright::test {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Sessions : testing::Test {
    TemporaryFolder folder;
    std::vector<std::string> files;

    void add(const std::string& name, const Samples& samples, int channels = 1, double rate = 48000) {
        files.push_back(folder.path(name));
        SoundFormat format{.depth = SoundFormat::Depth::float32, .rate = rate, .channels = channels};
        writeSound(files.back(), format, samples);
    }

    void addAllKinds() {
        Samples source = gated(noiseOf(-20, 96000, 3), 48000, 0.1, 0.4), inverted = times(source, -1);
        add("kick_in.wav", source);
        add("kick_out.wav", Samples(inverted.begin() + 50, inverted.end()));
        add("tone.wav", sine(1, 66150, 440, 44100, 0.1), 1, 44100);
        add("pad.wav", noise(2, 200000, 0.01f, 4), 2);
        add("silent.wav", Samples(4800, 0.f));
        add("click.wav", Samples(1, 0.5f));
        add("offset.wav", Samples(9600, 0.25f));
        Samples clipped = sine(1, 48000, 100, 48000, 2);
        for (float& x : clipped) x = std::clamp(x, -1.f, 1.f);
        add("clipped.wav", clipped);
    }
};

// What is told of each track and each pair, by names.
std::map<std::string, std::string> told(const SessionAnalysis& session) {
    std::map<std::string, std::string> all;
    Json json = analysisJson(session);
    for (const Json& track : json["tracks"]) all[track["name"]] = track.dump();
    for (const Json& pair : json["masking"])
        all[pair["track"].get<std::string>() + " behind " + pair["masker"].get<std::string>()] = pair.dump();
    return all;
}

TEST_F(Sessions, tellTheSameInEveryOrderAndWithAnyThreads) {
    addAllKinds();
    SessionAnalysis first = analyseSession(files);
    auto expected = told(first);
    ASSERT_EQ(first.sources.size(), 1u);
    EXPECT_EQ(first.sources[0].frames, -50);
    EXPECT_EQ(first.sources[0].sign, SourcePair::Sign::inverted);
    std::mt19937 random(1);
    for (int i = 0; i < 4; ++i) {
        std::shuffle(files.begin(), files.end(), random);
        SessionAnalysis again = analyseSession(files, 1 + i);
        EXPECT_EQ(told(again), expected);
        ASSERT_EQ(again.sources.size(), 1u);
        bool isSwapped = again.tracks[again.sources[0].first].name != "kick_in";
        EXPECT_EQ(again.sources[0].frames, isSwapped ? 50 : -50);
        EXPECT_EQ(again.sources[0].likeness, first.sources[0].likeness);
        EXPECT_EQ(again.sources[0].confidence, first.sources[0].confidence);
    }
}

TEST_F(Sessions, takeFoldersAndLeaveOutWhatIsNoSound) {
    addAllKinds();
    std::ofstream(folder.path("notes.txt")) << "take 3";
    SessionAnalysis session = analyseSession({folder.path(), files[0]}); // a file twice is one track
    EXPECT_EQ(session.tracks.size(), files.size());
    EXPECT_TRUE(session.problems.empty());
    EXPECT_EQ(session.tracks[0].name, "click");
}

TEST_F(Sessions, goOnWithoutFilesThatCannotBeRead) {
    add("tone.wav", sine(1, 48000, 440, 48000, 0.1));
    std::ofstream(folder.path("broken.wav")) << "no sound";
    SessionAnalysis session = analyseSession({folder.path("broken.wav"), files[0], folder.path("gone.wav")});
    ASSERT_EQ(session.tracks.size(), 1u);
    EXPECT_EQ(session.problems.size(), 2u);
    EXPECT_THROW(analyseSession({folder.path("gone.wav")}), Error);
    fs::create_directory(folder.path("empty"));
    EXPECT_THAT(messageOf([&] { analyseSession({folder.path("empty")}); }),
                testing::HasSubstr("no sound file"));
}

TEST_F(Sessions, callTracksOfOneNameByTheirPaths) {
    fs::create_directory(folder.path("a"));
    add("kick.wav", sine(1, 4800, 440, 48000, 0.1));
    add("a/kick.wav", sine(1, 4800, 880, 48000, 0.1));
    SessionAnalysis session = analyseSession(files);
    EXPECT_NE(session.tracks[0].name, session.tracks[1].name);
}

TEST_F(Sessions, mayHaveTwoHundredTracks) {
    std::mt19937 random(1);
    for (int i = 0; i < 200; ++i) {
        Samples sound = noiseOf(-30, 48000, unsigned(i + 1));
        for (size_t part = 0; part < 20; ++part) // its own rhythm
            if (random() % 2) std::fill_n(sound.begin() + ptrdiff_t(part * 2400), 2400, 0.f);
        add(std::to_string(i) + ".wav", sound);
    }
    SessionAnalysis session = analyseSession(files, 2);
    EXPECT_EQ(session.tracks.size(), 200u);
    EXPECT_EQ(session.masking.size(), 200u * 199);
    EXPECT_TRUE(session.sources.empty());
    EXPECT_GT(analysisPicture(session).size(), 10000u);
}

TEST_F(Sessions, haveRemarksOnWhatIsWrong) {
    addAllKinds();
    SessionAnalysis session = analyseSession(files);
    std::map<std::string, std::string> about;
    for (const Remark& remark : remarksOn(session))
        about[session.tracks[remark.tracks[0]].name] +=
            remark.about + (remark.weight == Remark::Weight::fault ? "! " : " ");
    EXPECT_EQ(about["silent"], "silence! ");
    EXPECT_THAT(about["clipped"], testing::HasSubstr("clipping!"));
    EXPECT_THAT(about["offset"], testing::HasSubstr("offset!"));
    EXPECT_THAT(about["kick_out"], testing::HasSubstr("source!"));
    EXPECT_THAT(about["pad"], testing::Not(testing::HasSubstr("!")));
}

TEST_F(Sessions, areJsonWithNullForWhatCannotBeTold) {
    addAllKinds();
    Json json = Json::parse(analysisJson(analyseSession(files)).dump());
    EXPECT_EQ(json["bands"].size(), 24u);
    EXPECT_EQ(json["tracks"].size(), files.size());
    const Json& silent = json["tracks"][4];
    EXPECT_EQ(silent["name"], "silent");
    EXPECT_TRUE(silent["measures"]["integrated"].is_null());
    EXPECT_TRUE(silent["tonal"].is_null());
    EXPECT_TRUE(silent["hum"].is_null());
    EXPECT_EQ(silent["image"]["kind"], "silent");
    for (const Json& pair : json["masking"]) EXPECT_EQ(pair["depth"].size(), 24u);
}

TEST_F(Sessions, areDrawnAsTheSamePngEveryTime) {
    addAllKinds();
    SessionAnalysis session = analyseSession(files);
    session.tracks[0].name = "a name that is longer than there is room for \xc3\xa4\xc3\xb6\xc3\xbc \xff";
    std::string picture = analysisPicture(session);
    EXPECT_EQ(picture.substr(1, 3), "PNG");
    EXPECT_EQ(picture, analysisPicture(session));
}

// Whatever comes out of real sessions, it must be sensible.
TEST(RealSessions, areAnalysed) {
    const fs::path stems = SOURCE_DIR "/../shared/stems";
    if (!fs::exists(stems)) GTEST_SKIP() << "its sound is not here: ../shared/stems beside the repository";
    for (const char* song : {"disco", "rock"}) {
        SessionAnalysis session = analyseSession({(stems / song).string()}, 2);
        EXPECT_GE(session.tracks.size(), 4u);
        EXPECT_TRUE(session.problems.empty());
        for (const TrackAnalysis& track : session.tracks) {
            EXPECT_FALSE(track.hum) << track.name;
            EXPECT_GT(track.soundingTime, 1) << track.name;
            EXPECT_GE(track.tonal, 0);
            EXPECT_LE(track.tonal, 1);
            EXPECT_LT(track.onsetRate, 20) << track.name;
        }
        for (const MaskedTrack& pair : session.masking) {
            EXPECT_GE(pair.share, 0);
            EXPECT_LE(pair.share, 1 + 1e-6);
        }
    }
}

}
}
