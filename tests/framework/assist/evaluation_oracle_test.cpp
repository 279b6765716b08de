// Holds every distance against a program in NumPy that shares nothing with ours but the definitions.
// SPDX-License-Identifier: MIT
#include "framework/assist/evaluation.h"
#include "framework/assist/song_folder.h"
#include "framework/assist/stem_sums.h"
#include "tests/framework/assist/stereo_material.h"
#include "tests/framework/audio/sound_material.h"
#include <nlohmann/json.hpp>

#define PYTHON "/usr/bin/python3" // the one that Debian's packages are for

namespace stemwright::test {

namespace {

class EvaluationOracle : public testing::Test {
  protected:
    void SetUp() override {
        if (std::system(PYTHON " -c 'import numpy' >/dev/null 2>&1") != 0)
            GTEST_SKIP() << PYTHON " with numpy is not there";
    }

    void write(const StereoSound& sound, const std::string& name) const {
        std::ofstream file(folder.path(name), std::ios::binary);
        for (size_t i = 0; i < sound.channels[0].size(); ++i)
            for (const std::vector<float>& channel : sound.channels)
                file.write(reinterpret_cast<const char*>(&channel[i]), sizeof(float));
    }

    static void compare(double ours, const nlohmann::json& theirs, const std::string& what) {
        if (theirs.is_null())
            EXPECT_FALSE(std::isfinite(ours)) << what;
        else
            EXPECT_NEAR(ours, theirs.get<double>(), 1e-5 * std::fabs(theirs.get<double>()) + 1e-7) << what;
    }

    static void compare(const MonoSum& ours, const nlohmann::json& theirs, const std::string& what) {
        compare(ours.loss, theirs.at("loss"), what + " loss");
        compare(ours.colouring, theirs.at("colouring"), what + " colouring");
    }

    void expectAgreement(const StereoSound& mix, const StereoSound& reference) {
        write(mix, "mix"), write(reference, "reference");
        std::string command = PYTHON " " SOURCE_DIR "/tests/framework/assist/metrics.py " +
                              folder.path("mix") + " " + folder.path("reference") + " > " +
                              folder.path("result");
        ASSERT_EQ(std::system(command.c_str()), 0);
        nlohmann::json theirs = nlohmann::json::parse(std::ifstream(folder.path("result")));
        Evaluation ours = Judge(reference, "reference").judge(mix, "mix");
        compare(ours.louder, theirs.at("louder"), "louder");
        ASSERT_EQ(ours.groups.size(), 5u);
        for (const DistanceGroup& group : ours.groups) {
            compare(group.value, theirs.at(group.name).at("value"), group.name);
            ASSERT_EQ(group.members.size(), theirs.at(group.name).at("members").size());
            for (const Distance& member : group.members)
                compare(member.value, theirs.at(group.name).at("members").at(member.name),
                        group.name + " " + member.name);
        }
        compare(ours.mix, theirs.at("mono").at("mix"), "mono mix");
        compare(ours.reference, theirs.at("mono").at("reference"), "mono reference");
    }

    TemporaryFolder folder;
};

TEST_F(EvaluationOracle, agreesOnDifferentMusic) { expectAgreement(notes(6, 1), notes(6, 2)); }

TEST_F(EvaluationOracle, agreesOnSilenceAroundWithinAndOnOneSide) {
    StereoSound mix = notes(7, 3), reference = notes(8, 4);
    silence(reference, 0, 0.7), silence(reference, 7.5, 8);
    silence(reference, 2, 4), silence(reference, 4, 6, {1});
    silence(mix, 5, 6.5, {0});
    expectAgreement(mix, reference);
}

TEST_F(EvaluationOracle, agreesOnReferencesInMono) {
    StereoSound reference = notes(3, 5);
    reference.channels[1] = reference.channels[0];
    expectAgreement(notes(3, 6), reference);
}

TEST_F(EvaluationOracle, agreesOnOneSidedReferences) {
    StereoSound reference = notes(3, 7);
    silence(reference, 0, 3, {0});
    expectAgreement(notes(3, 8), reference);
}

TEST_F(EvaluationOracle, agreesOnTheShortestSounds) { expectAgreement(notes(0.5, 9), notes(0.5, 10)); }

TEST_F(EvaluationOracle, agreesOnSongsWithAnAuthorsMix) {
    size_t songs = 0;
    for (const char* name : {"mauiwowi", "axe_from_the_80s", "final_step"}) {
        std::string path = std::string(SOURCE_DIR) + "/../shared/stems/" + name;
        if (!std::filesystem::exists(path)) continue;
        ++songs;
        SongFolder song = songsAt(path).at(0);
        StereoSound sum = stemSums(song.stems).dry, author = readStereo(song.mix);
        sum.resize(5 * 44100), author.resize(5 * 44100); // not to take long
        expectAgreement(sum, author);
    }
    if (songs == 0) GTEST_SKIP() << "../shared/stems is not there";
}

}

}
