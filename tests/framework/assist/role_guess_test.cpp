// What the classifier of roles hears: as its twin in NumPy does, whatever the level and the rate.
// SPDX-License-Identifier: MIT
#include "framework/assist/role_evidence.h"
#include "tests/framework/assist/stems.h"
#include <nlohmann/json.hpp>
#include <numeric>
#include <sstream>

#define PYTHON "/usr/bin/python3" // the one that Debian's packages are for

namespace stemwright::test {
namespace {

/// Twice a second: a tone that falls from `from` to `to` Hz, and noise, each with the time in s in which it
/// decays.
Samples hits(double from, double to, double toneDecay, double noiseLevel, double noiseDecay,
             double rate = 48000, double seconds = 6) {
    Samples samples = noise(1, int64_t(seconds * rate), 1, 7);
    double phase = 0, before = 0;
    for (size_t i = 0; i < samples.size(); ++i) {
        const double time = std::fmod(double(i) / rate, 0.5), hiss = samples[i];
        if (time < 1 / rate) phase = 0;
        phase += 2 * M_PI * (to + (from - to) * std::exp(-time / 0.03)) / rate;
        samples[i] = float(std::sin(phase) * std::exp(-time / toneDecay) * (1 - noiseLevel) +
                           noiseLevel * (hiss - before) / 2 * std::exp(-time / noiseDecay));
        before = hiss;
    }
    return samples;
}

Samples kick(double rate = 48000) { return hits(220, 48, 0.15, 0.02, 0.004, rate); }
Samples hat(double rate = 48000) { return hits(9000, 9000, 0.001, 1, 0.04, rate); }

TrackRole heardIn(const TrackAnalysis& track) { return mostProbable(track.roleProbabilities).value(); }

TEST(RoleGuess, agreesWithItsTwinInNumPy) {
    if (std::system(PYTHON " -c 'import numpy' >/dev/null 2>&1 && which ffmpeg >/dev/null") != 0)
        GTEST_SKIP() << PYTHON " with numpy, or ffmpeg, is not there";
    TemporaryFolder folder;
    std::string files;
    auto write = [&](const std::string& name, const Samples& samples, int channels, double rate) {
        writeSound(folder.path(name),
                   {.depth = SoundFormat::Depth::float32, .rate = rate, .channels = channels}, samples);
        files += " " + folder.path(name);
    };
    write("kick.wav", kick(44100), 1, 44100);
    write("hat.wav", hat(96000), 1, 96000);
    write("pad.wav", plus(noise(2, 500000, 0.02f, 3), sine(2, 300000, 330, 48000, 0.3)), 2, 48000);
    write("short.wav", sine(1, 11000, 82, 22050, 0.5), 1, 22050);
    write("silent.wav", Samples(48000, 0.f), 1, 48000);
    const std::string command =
        "PYTHONPATH=" SOURCE_DIR "/models " PYTHON " -m roles.heard" + files + " > " + folder.path("heard");
    ASSERT_EQ(std::system(command.c_str()), 0);
    std::istringstream names(files);
    std::ifstream heard(folder.path("heard"));
    for (std::string file, line; names >> file;) {
        ASSERT_TRUE(std::getline(heard, line)) << file;
        const auto theirs = nlohmann::json::parse(line);
        const TrackAnalysis ours = analyseTrack(file);
        for (size_t r = 0; r < roleCount; ++r)
            EXPECT_NEAR(ours.roleProbabilities[r], theirs.at("shares").at(wordOf(TrackRole(r))).get<double>(),
                        1e-4)
                << file << ": " << wordOf(TrackRole(r));
        ASSERT_EQ(ours.roleEmbedding.size(), theirs.at("embedding").size());
        for (size_t i = 0; i < ours.roleEmbedding.size(); ++i) {
            const double wanted = theirs["embedding"][i];
            EXPECT_NEAR(ours.roleEmbedding[i], wanted, 1e-4 * (1 + wanted)) << file << ": embedding " << i;
        }
    }
}

TEST(RoleGuess, givesEveryRoleAShareAndSilenceNone) {
    const RoleProbabilities shares = listened(kick()).roleProbabilities;
    EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.), 1, 1e-5);
    const TrackAnalysis silent = listened(Samples(48000, 0.f));
    EXPECT_EQ(mostProbable(silent.roleProbabilities), std::nullopt);
    EXPECT_EQ(silent.roleEmbedding.size(), listened(kick()).roleEmbedding.size());
}

TEST(RoleGuess, staysWhateverTheLevelAndThePlaceInTime) {
    const RoleProbabilities shares = listened(kick()).roleProbabilities,
                            soft = listened(times(kick(), 1e-3)).roleProbabilities;
    for (size_t r = 0; r < roleCount; ++r) EXPECT_NEAR(soft[r], shares[r], 1e-4);
    Samples late(48000 * 60);
    const Samples sound = kick();
    late.insert(late.end(), sound.begin(), sound.end());
    EXPECT_EQ(heardIn(listened(late)), TrackRole::kick);
}

TEST(RoleGuess, isTheSameAtAnyRate) {
    for (double rate : {22050, 44100, 48000, 96000})
        EXPECT_EQ(heardIn(listened(kick(rate), 1, rate)), TrackRole::kick) << rate;
    for (double rate : {44100, 96000})
        EXPECT_EQ(heardIn(listened(hat(rate), 1, rate)), heardIn(listened(hat()))) << rate;
}

TEST(RoleEvidence, isTheSoundWhereThatIsSureAndTheNameWhereItIsNot) {
    TrackAnalysis track;
    track.name = "BassDrum";
    float& snare = track.roleProbabilities[size_t(TrackRole::snare)];
    snare = 0.6f;
    EXPECT_EQ(roleOf(track)->role, TrackRole::snare);
    EXPECT_NEAR(roleOf(track)->why.confidence, 0.6, 1e-6);
    snare = 0.4f;
    EXPECT_EQ(roleOf(track)->role, TrackRole::kick);
    track.name = "take 2";
    EXPECT_EQ(roleOf(track)->role, TrackRole::snare);
    EXPECT_NEAR(roleOf(track)->why.confidence, 0.4, 1e-6);
    snare = 0;
    EXPECT_FALSE(roleOf(track));
}

TEST(RoleInName, isFoundAmongNumbersAndOtherWords) {
    EXPECT_EQ(roleInName("03_BassDrum-left"), TrackRole::kick);
    EXPECT_EQ(roleInName("07 lead vocals 2"), TrackRole::leadVocal);
    EXPECT_EQ(roleInName("bass_di"), TrackRole::bass);
    EXPECT_EQ(roleInName("Hi-Hat"), TrackRole::cymbals);
    EXPECT_EQ(roleInName("Default_preset"), std::nullopt);
    EXPECT_EQ(roleInName(""), std::nullopt);
}

}
}
