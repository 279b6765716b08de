// What distances between mixes promise, whatever the mixes are.
// SPDX-License-Identifier: MIT
#include "framework/assist/evaluation.h"
#include "tests/framework/assist/stereo_material.h"
#include "tests/framework/audio/sound_material.h"
#include <map>

namespace stemwright::test {

namespace {

Evaluation judged(const StereoSound& mix, const StereoSound& reference,
                  Matching matching = Matching::loudness) {
    return Judge(reference, "reference").judge(mix, "mix", matching);
}

std::map<std::string, double> valuesOf(const Evaluation& evaluation) {
    std::map<std::string, double> values;
    for (const DistanceGroup& group : evaluation.groups) {
        values[group.name] = group.value;
        for (const Distance& member : group.members) values[group.name + " " + member.name] = member.value;
    }
    return values;
}

void expectSame(const Evaluation& a, const Evaluation& b) { EXPECT_EQ(valuesOf(a), valuesOf(b)); }

TEST(Evaluation, tellsNoDistanceFromASoundToItself) {
    StereoSound sound = notes(3, 1);
    Evaluation evaluation = judged(sound, sound);
    for (const auto& [name, value] : valuesOf(evaluation)) EXPECT_EQ(value, 0) << name;
    EXPECT_EQ(evaluation.louder, 0);
}

TEST(Evaluation, doesNotMindHowLoudTheMixIs) {
    StereoSound sound = notes(3, 1), quiet = sound;
    quiet.scale(0.25);
    Evaluation evaluation = judged(quiet, sound);
    EXPECT_NEAR(evaluation.louder, -12.0412, 1e-3);
    for (const auto& [name, value] : valuesOf(evaluation)) EXPECT_NEAR(value, 0, 1e-5) << name;
    auto asItIs = valuesOf(judged(quiet, sound, Matching::none));
    EXPECT_GT(asItIs["LOUD"], 0.3);
    EXPECT_NEAR(asItIs["B"], 0, 1e-5);
}

TEST(Evaluation, tellsSidesApartInSpectrumAndImbalanceOnly) {
    StereoSound reference = notes(3, 2), mix = notes(3, 3);
    for (float& sample : mix.channels[0]) sample *= 0.5f;
    for (float& sample : reference.channels[1]) sample *= 0.7f;
    auto straight = valuesOf(judged(mix, reference)), crossed = valuesOf(judged(swapped(mix), reference));
    for (const char* name : {"LOUD", "PAN full", "PAN lows", "PAN mids", "PAN highs", "DYN", "B width"})
        EXPECT_NEAR(straight[name], crossed[name], 1e-5 * straight[name]) << name;
    EXPECT_GT(std::fabs(straight["SPEC"] - crossed["SPEC"]), 1e-3);
    EXPECT_GT(std::fabs(straight["B imbalance"] - crossed["B imbalance"]), 0.1);
    auto both = valuesOf(judged(swapped(mix), swapped(reference)));
    for (const auto& [name, value] : straight) EXPECT_NEAR(both[name], value, 1e-5 * value) << name;
}

TEST(Evaluation, findsNothingPannedInMono) {
    StereoSound reference = notes(3, 4), mono = reference;
    for (size_t i = 0; i < mono.channels[0].size(); ++i)
        mono.channels[0][i] = mono.channels[1][i] = (mono.channels[0][i] + mono.channels[1][i]) / 2;
    auto values = valuesOf(judged(mono, reference));
    for (const char* name : {"PAN full", "PAN lows", "PAN mids", "PAN highs"})
        EXPECT_NEAR(values[name], 1, 1e-6) << name;
    EXPECT_TRUE(std::isnan(valuesOf(judged(reference, mono))["PAN"])); // what is not panned cannot be missed
}

TEST(Evaluation, hearsOnlyWhatTheReferenceLastsFor) {
    StereoSound reference = notes(3, 5), mix = notes(3, 6), longer = mix, shorter = mix;
    longer.resize(mix.frames() + 30000);
    for (int64_t i = mix.frames(); i < longer.frames(); ++i) longer.channels[0][size_t(i)] = 0.9f;
    expectSame(judged(longer, reference), judged(mix, reference));
    silence(shorter, 2, 3);
    StereoSound cut = shorter;
    cut.resize(2 * 44100);
    expectSame(judged(cut, reference), judged(shorter, reference));
}

TEST(Evaluation, leavesOutSilenceAroundTheReference) {
    auto later = [](const StereoSound& sound) {
        StereoSound moved;
        moved.resize(20 * 1024 + sound.frames() + 50000);
        for (size_t side : {0, 1})
            std::copy(sound.channels[side].begin(), sound.channels[side].end(),
                      moved.channels[side].begin() + 20 * 1024);
        return moved;
    };
    StereoSound reference = notes(3, 7), mix = notes(3, 8);
    silence(reference, 0, 0.5), silence(reference, 2.5, 3);
    expectSame(judged(later(mix), later(reference)), judged(mix, reference));
}

TEST(Evaluation, growsWithTheDifference) {
    StereoSound reference = notes(3, 9);
    std::map<std::string, double> before;
    for (float width : {0.8f, 0.6f, 0.3f}) {
        StereoSound mix = reference;
        for (size_t i = 0; i < mix.channels[0].size(); ++i) {
            float middle = (mix.channels[0][i] + mix.channels[1][i]) / 2;
            for (auto& channel : mix.channels) channel[i] = middle + width * (channel[i] - middle);
        }
        auto now = valuesOf(judged(mix, reference));
        for (const char* name : {"PAN", "B width", "B bark"}) EXPECT_GT(now[name], before[name]) << name;
        before = now;
    }
}

TEST(Evaluation, refusesWhatCannotBeHeard) {
    StereoSound sound = notes(2, 1), silent = sound, brief = sound;
    silent.scale(0), brief.resize(10000);
    EXPECT_THROW(Judge(silent, "silent"), Error);
    EXPECT_THROW(Judge(brief, "brief"), Error);
    EXPECT_THROW(Judge(StereoSound(), "empty"), Error);
    Judge judge(sound, "sound");
    EXPECT_THROW(judge.judge(silent, "silent"), Error);
    EXPECT_THROW(judge.judge(StereoSound(), "empty"), Error);
}

SoundFormat floats(double rate, int channels) {
    return {.depth = SoundFormat::Depth::float32, .rate = rate, .channels = channels};
}

void writeStereo(const StereoSound& sound, double rate, const std::string& path) {
    Samples samples;
    for (size_t i = 0; i < sound.channels[0].size(); ++i)
        for (const auto& channel : sound.channels) samples.push_back(channel[i]);
    writeSound(path, floats(StereoSound::rate, 2), samples);
    SoundReader reader(path, rate);
    samples.resize(size_t(reader.frames()) * 2);
    reader.read(samples.data(), reader.frames());
    writeSound(path, floats(rate, 2), samples);
}

TEST(Evaluation, judgesAnyRateAlike) {
    TemporaryFolder folder;
    writeStereo(notes(3, 11), 48000, folder.path("48.wav"));
    writeStereo(notes(3, 11), 96000, folder.path("96.wav"));
    for (const auto& [name, value] :
         valuesOf(judged(readStereo(folder.path("96.wav")), readStereo(folder.path("48.wav")))))
        EXPECT_NEAR(value, 0, 2e-3) << name;
}

TEST(Evaluation, hearsMonoOnBothSides) {
    TemporaryFolder folder;
    writeSound(folder.path("mono.wav"), floats(StereoSound::rate, 1), {0.5f, -0.25f});
    StereoSound sound = readStereo(folder.path("mono.wav"));
    EXPECT_EQ(sound.channels[0], (std::vector<float>{0.5f, -0.25f}));
    EXPECT_EQ(sound.channels[1], sound.channels[0]);
}

TEST(Evaluation, refusesSoundsOfManyChannelsAndOfNoNumbers) {
    TemporaryFolder folder;
    writeSound(folder.path("three.wav"), floats(44100, 3), Samples(300));
    EXPECT_THROW(readStereo(folder.path("three.wav")), Error);
    writeSound(folder.path("nan.wav"), floats(44100, 1), {0, std::nanf(""), 0});
    EXPECT_THROW(readStereo(folder.path("nan.wav")), Error);
    EXPECT_THROW(readStereo(folder.path("nowhere.wav")), Error);
}

}

}
