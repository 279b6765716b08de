// `stemwright suggest`: from a folder of stems to a mix, and again after somebody has edited it.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include <gmock/gmock.h>

namespace stemwright::test {

using testing::HasSubstr;
using testing::Not;

struct Suggest : CommandLine {
    Suggest() { fs::create_directory(folder / "stems"); }

    void writeSound(const std::string& name, const std::vector<float>& samples) const {
        SoundFormat format;
        format.depth = SoundFormat::Depth::float32;
        format.channels = 1;
        SoundWriter writer((folder / "stems" / name).string(), format);
        writer.write(samples.data(), int64_t(samples.size()));
        writer.finish();
    }
    // Noise in bursts, so that one place of it is like no other one.
    static std::vector<float> bursts(uint32_t seed, size_t frames = 4 * 48000) {
        std::vector<float> samples(frames);
        float level = 1;
        for (size_t i = 0; i < frames; ++i) {
            seed = seed * 1664525 + 1013904223;
            if (i % 9000 == 0) level = 1 + float(seed >> 30);
            samples[i] = float(int32_t(seed)) * 1e-10f * level;
        }
        return samples;
    }
    void writeBand() const {
        writeTone("stems/low.wav", 4 * 48000, 12);
        writeTone("stems/mid.wav", 4 * 48000, 110);
        writeTone("stems/top.wav", 4 * 48000, 700);
        writeSound("hits.wav", bursts(1));
    }
    std::string suggested() const { return contents(folder / "suggested.yaml"); }
    // The lines of one strip.
    static std::string strip(const std::string& text, const std::string& name) {
        size_t start = text.find("\n  " + name + ":\n"), end = text.find("\n\n", start);
        return start == text.npos ? "" : text.substr(start, end - start);
    }
};

TEST_F(Suggest, WritesAMixThatRendersAsLoudAsItIsAskedFor) {
    writeBand();
    Ran ran = run({"suggest", "stems", "--loudness", "-14 LUFS"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(contents(folder / "mix.yaml"), "stemwright: 1\nextends: suggested.yaml\n");
    ran = run({"render", "mix.yaml"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("-14.0 LUFS")) << ran.out;
    EXPECT_GE(samplesOf(folder / "mix.wav").size(), 2 * 4 * 48000u);
}

TEST_F(Suggest, DoesNotDependOnTheOrderOfTheTracks) {
    writeBand();
    ASSERT_EQ(run({"suggest", "stems/low.wav", "stems/mid.wav", "stems/top.wav", "stems/hits.wav"}).status,
              0);
    std::string first = suggested();
    ASSERT_EQ(run({"suggest", "stems/hits.wav", "stems/top.wav", "stems/low.wav", "stems/mid.wav", "-o",
                   "other.yaml", "--threads", "2"})
                  .status,
              0);
    EXPECT_EQ(contents(folder / "other.yaml"), first);
}

TEST_F(Suggest, NeverTouchesTheMixAndKeepsWhatItKeeps) {
    writeBand();
    ASSERT_EQ(run({"suggest", "stems"}).status, 0);
    const std::string mix = "# mine\nstemwright: 1\nextends: suggested.yaml\n"
                            "tracks: {low: {gain: -3 dB}}\nkeep: [top.gain]\n";
    write("mix.yaml", mix);
    std::string kept = "-31.5 dB";
    ASSERT_EQ(run({"set", "suggested.yaml", "top.gain", kept, "--in-place"}).status, 0);
    ASSERT_EQ(run({"set", "suggested.yaml", "mid.gain", "-33.5 dB", "--in-place"}).status, 0);
    Ran ran = run({"suggest", "stems"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(contents(folder / "mix.yaml"), mix);
    EXPECT_THAT(strip(suggested(), "top"), HasSubstr(kept));
    EXPECT_THAT(strip(suggested(), "mid"), Not(HasSubstr("-33.5 dB")));
    EXPECT_EQ(run({"check", "mix.yaml"}).status, 0);
}

TEST_F(Suggest, RenewsOnlyWhatItIsAskedFor) {
    writeBand();
    ASSERT_EQ(run({"suggest", "stems"}).status, 0);
    ASSERT_EQ(run({"set", "suggested.yaml", "mid.gain", "-33.5 dB", "--in-place"}).status, 0);
    ASSERT_EQ(run({"suggest", "stems", "--only", "pan,eq"}).status, 0);
    EXPECT_THAT(strip(suggested(), "mid"), HasSubstr("-33.5 dB"));
    ASSERT_EQ(run({"suggest", "stems", "--only", "levels"}).status, 0);
    EXPECT_THAT(strip(suggested(), "mid"), Not(HasSubstr("-33.5 dB")));
    Ran ran = run({"suggest", "stems", "--only", "level"});
    EXPECT_NE(ran.status, 0);
    EXPECT_THAT(ran.err, HasSubstr("did you mean \"levels\"?"));
}

TEST_F(Suggest, LeavesEntriesInPlaceThatALayerAboveChanges) {
    writeBand();
    ASSERT_EQ(run({"suggest", "stems"}).status, 0);
    ASSERT_EQ(
        run({"set", "suggested.yaml", "low.chain", "[{eq: {bands: {mine: {gain: -2 dB}}}}]", "--in-place"})
            .status,
        0);
    write("mix.yaml", "stemwright: 1\nextends: suggested.yaml\n"
                      "tracks: {low: {chain: {eq: {bands: {mine: {freq: 300 Hz}}}}}}\n");
    ASSERT_EQ(run({"suggest", "stems"}).status, 0);
    Ran ran = run({"check", "mix.yaml"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_THAT(ran.out + ran.err, Not(HasSubstr("warning")));
}

TEST_F(Suggest, TakesAsMuchOfAStageAsIsAskedFor) {
    writeBand();
    ASSERT_EQ(run({"suggest", "stems", "--amount", "levels=0%", "--amount", "pan=0%", "--amount", "eq=0 %",
                   "--amount", "dynamics=0%", "--amount", "space=0%", "--amount", "master=0%"})
                  .status,
              0);
    std::string text = suggested();
    for (const char* word : {"gain:", "pan:", "eq:", "compressor:", "sends:", "reverb:", "limiter:", "LUFS"})
        EXPECT_THAT(text.substr(text.find("stemwright: 1")), Not(HasSubstr(word)));
    EXPECT_NE(run({"suggest", "stems", "--amount", "eq"}).status, 0);
}

TEST_F(Suggest, MendsAMicrophoneThatIsTurnedOverAndOneThatIsEarly) {
    std::vector<float> source = bursts(7), turned, late(96);
    for (float x : source) turned.push_back(-0.5f * x), late.push_back(0.8f * x);
    late.resize(source.size());
    writeSound("a.wav", source);
    writeSound("b.wav", turned);
    writeSound("c.wav", late);
    Ran ran = run({"suggest", "stems"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_THAT(strip(suggested(), "b"), HasSubstr("polarity"));
    EXPECT_THAT(strip(suggested(), "a"), Not(HasSubstr("polarity")));
    EXPECT_THAT(strip(suggested(), "a"), HasSubstr("align: {by: 96 samples}"));
    EXPECT_THAT(strip(suggested(), "b"), HasSubstr("align: {by: 96 samples}"));
    EXPECT_THAT(strip(suggested(), "c"), Not(HasSubstr("align")));
}

TEST_F(Suggest, CopesWithTracksThatAreHardlySound) {
    writeSound("silent.wav", std::vector<float>(48000));
    writeSound("sample.wav", {0.5f});
    writeSound("constant.wav", std::vector<float>(48000, 0.25f));
    std::vector<float> clipped = bursts(3);
    for (float& x : clipped) x = std::clamp(x * 1000, -1.f, 1.f);
    writeSound("clipped.wav", clipped);
    writeSound("with space & dots.v2.wav", bursts(5));
    writeSound("with-space_dots.wav", bursts(6));
    Ran ran = run({"suggest", "stems"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    ran = run({"render", "mix.yaml", "-o", "mix.wav"});
    EXPECT_EQ(ran.status, 0) << ran.err;
}

TEST_F(Suggest, CopesWithTwoHundredTracks) {
    for (int t = 0; t < 200; ++t) writeSound("t" + std::to_string(t) + ".wav", bursts(uint32_t(t), 24000));
    Ran ran = run({"suggest", "stems"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(run({"check", "mix.yaml"}).status, 0);
}

TEST_F(Suggest, SaysWhatEngineersDoWithSuchTracks) {
    writeBand();
    write("mix.yaml", "stemwright: 1\nextends: suggested.yaml\ntracks: {low: {role: bass}}\n");
    ASSERT_EQ(run({"suggest", "stems"}).status, 0);
    EXPECT_THAT(strip(suggested(), "low"), HasSubstr("of 4 tracks like these engineers set bass "));
    EXPECT_THAT(strip(suggested(), "low"), HasSubstr("so much room has bass"));
    EXPECT_THAT(suggested(), HasSubstr("reverb:"));
    EXPECT_THAT(suggested(), Not(HasSubstr("loudness:")));
    EXPECT_EQ(run({"check", "mix.yaml"}).status, 0);
}

TEST_F(Suggest, PutsTwoOfAKindOnOppositeSides) {
    writeSound("one.wav", bursts(1));
    writeSound("two.wav", bursts(2));
    write("mix.yaml", "stemwright: 1\nextends: suggested.yaml\n"
                      "tracks: {one: {role: electric guitar}, two: {role: electric guitar}}\n");
    ASSERT_EQ(run({"suggest", "stems"}).status, 0);
    EXPECT_THAT(suggested(), HasSubstr("; left there is less of its kind"));
    EXPECT_THAT(suggested(), HasSubstr("; right there is less of its kind"));
}

TEST_F(Suggest, HoldsInTheMiddleWhatCarriesASong) {
    writeBand();
    write("mix.yaml",
          "stemwright: 1\nextends: suggested.yaml\ntracks: {low: {role: bass}, hits: {role: kick}, "
          "mid: {role: lead vocal}, top: {role: electric guitar}}\n");
    ASSERT_EQ(run({"suggest", "stems"}).status, 0);
    for (const char* name : {"low", "hits", "mid"})
        EXPECT_THAT(strip(suggested(), name), Not(HasSubstr("pan:")));
    EXPECT_THAT(strip(suggested(), "top"), HasSubstr("pan:"));
}

TEST_F(Suggest, LeavesPlacesAndRoomAloneWithoutANetwork) {
    writeBand();
    ASSERT_EQ(run({"suggest", "stems", "--model", "none"}).status, 0);
    EXPECT_THAT(suggested(), HasSubstr("gain:"));
    EXPECT_THAT(suggested(), Not(HasSubstr("pan:")));
    EXPECT_THAT(suggested(), Not(HasSubstr("sends:")));
    write("other.safetensors", "nothing of the kind");
    EXPECT_NE(run({"suggest", "stems", "--model", "other.safetensors"}).status, 0);
}

TEST_F(Suggest, SaysWhichRolesItDoesNotKnow) {
    writeBand();
    write("mix.yaml",
          "stemwright: 1\nextends: suggested.yaml\ntracks: {low: {role: bas}, mid: {role: Vox}}\n");
    Ran ran = run({"suggest", "stems"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("mix.yaml:3:22: the role \"bas\""));
    EXPECT_THAT(ran.err, HasSubstr("did you mean \"bass\"?"));
    EXPECT_THAT(ran.err, Not(HasSubstr("Vox")));
    EXPECT_THAT(strip(suggested(), "mid"), HasSubstr("role: lead vocal"));
}

TEST_F(Suggest, LeavesNothingBehindWhereThereIsNoSound) {
    Ran ran = run({"suggest", "stems"});
    EXPECT_NE(ran.status, 0);
    EXPECT_EQ(files().count("suggested.yaml") + files().count("mix.yaml"), 0u);
}

}
