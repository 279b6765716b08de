// The scripts in scripts/ do to the sound what they say.
// SPDX-License-Identifier: MIT
#include "framework/audio/measurement.h"
#include "framework/audio/onsets.h"
#include "framework/audio/sound_buffer.h"
#include "framework/audio/third_octaves.h"
#include "framework/document/explain.h"
#include "tests/framework/app/command_line.h"
#include <algorithm>
#include <numeric>

namespace stemwright::test {
namespace {

class ShippedScript : public CommandLine {
  protected:
    ShippedScript() {
        fs::create_directory_symlink(SOURCE_DIR "/graphs/demo", folder / "demo");
        fs::copy_file(SOURCE_DIR "/graphs/first.yaml", folder / "first.yaml");
    }

    std::string runScript(const std::string& name, std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(), {"run", SOURCE_DIR "/scripts/" + name});
        Ran ran = run(arguments);
        EXPECT_EQ(ran.status, 0);
        EXPECT_EQ(ran.err, "");
        return ran.out;
    }

    // A tap of a mix, as a render of its own.
    SoundBuffer heard(const std::string& mix, const std::string& tap, int from, int to) const {
        Ran set = run(
            {"set", mix, "outputs", "{heard: {from: " + tap + "}}", "expect", "null", "-o", "heard.yaml"});
        if (set.status != 0)
            set = run({"set", mix, "outputs", "{heard: {from: " + tap + "}}", "-o", "heard.yaml"});
        EXPECT_EQ(set.status, 0) << set.err;
        Ran ran = run({"render", "heard.yaml", "-o", "heard.wav", "--depth", "float", "--quiet", "--no-cache",
                       "--from", std::to_string(from), "--to", std::to_string(to)});
        EXPECT_EQ(ran.status, 0) << ran.err;
        return readSound((folder / "heard.wav").string());
    }

    static Measures measured(const SoundBuffer& sound) {
        Measurement measurement(sound.channels, sound.rate);
        measurement.add(sound.samples.data(), sound.frames());
        return measurement.result();
    }

    static ThirdOctaves::Levels bands(const SoundBuffer& sound) {
        ThirdOctaves octaves(sound.channels, sound.rate);
        octaves.add(sound.samples.data(), sound.frames());
        return octaves.levels();
    }

    // dBFS of the bands from one frequency to another.
    static double level(const SoundBuffer& sound, double from, double to) {
        double power = 0;
        ThirdOctaves::Levels levels = bands(sound);
        for (int i = 0; i < thirdOctaveCount; ++i)
            if (thirdOctaveNominal(i) >= from && thirdOctaveNominal(i) <= to)
                power += std::pow(10, levels[size_t(i)] / 10);
        return 10 * std::log10(power);
    }
};

TEST_F(ShippedScript, aHybridKeepsSuggestedLevelsAndItsOwnEqualiser) {
    fs::create_directory(folder / "layers");
    fs::copy_file(SOURCE_DIR "/graphs/layers/suggested.yaml", folder / "layers/suggested.yaml");
    std::string said = runScript("hybrid_chain.lua", {"layers/suggested.yaml"});
    EXPECT_NE(said.find("accepted  kick.gain: -2 dB  because 3 LU below the voice"), said.npos) << said;
    EXPECT_NE(said.find("refused   vox.eq.air.gain"), said.npos) << said;
    // Another suggestion changes what nobody has decided, and nothing else.
    std::string suggested = contents(folder / "layers/suggested.yaml");
    auto replace = [&](const std::string& from, const std::string& to) {
        size_t at = suggested.find(from);
        ASSERT_NE(at, suggested.npos) << from;
        suggested.replace(at, from.size(), to);
    };
    replace("gain: {is: -2 dB, because: 3 LU below the voice",
            "gain: {is: -7 dB, because: 3 LU below the voice");
    replace("cutoff: {is: 120 Hz", "cutoff: {is: 140 Hz");
    write("layers/suggested.yaml", suggested);
    Document document = loadDocument((folder / "layers/hybrid.yaml").string());
    EXPECT_EQ(explain(document, "kick.gain")[0].value, "-2 dB");
    EXPECT_EQ(explain(document, "vox.highpass.cutoff")[0].value, "140 Hz");
    EXPECT_EQ(explain(document, "vox.glue.ratio")[0].value, "4");
    EXPECT_EQ(explain(document, "vox.words.presence.gain")[0].value, "1.5 dB");
    EXPECT_EQ(explain(document, "vox.eq")[0].value, "") << "it was refused";
}

TEST_F(ShippedScript, aHybridDecidesAboutWhatSuggestReallySays) {
    std::vector<std::string> suggest{
        "suggest",  "demo/stems/kick.flac", "demo/stems/vocal.flac", "--amount", "eq=100%",
        "--amount", "dynamics=100%"};
    ASSERT_EQ(run(suggest).status, 0);
    std::string said = runScript("hybrid_chain.lua", {"suggested.yaml"});
    EXPECT_NE(said.find("accepted  kick.gain: "), said.npos) << said;
    auto explained = [&](const std::string& address) {
        return explain(loadDocument((folder / "hybrid.yaml").string()), address).at(0);
    };
    Explanation kick = explained("kick.gain");
    ASSERT_EQ(kick.statements.size(), 2u);
    EXPECT_EQ(kick.statements[0].written, kick.statements[1].written) << "as it was suggested";
    EXPECT_EQ(explained("vocal.words.presence.gain").value, "1.5 dB");

    suggest.insert(suggest.end(), {"--amount", "levels=50%"});
    ASSERT_EQ(run(suggest).status, 0);
    EXPECT_EQ(explained("kick.gain").value, kick.value) << "decided once for all";
    EXPECT_NE(explained("kick.gain").statements[1].written, kick.statements[1].written);
    Ran ran = run({"check", "hybrid.yaml"});
    EXPECT_EQ(ran.status, 0) << ran.err;
}

TEST_F(ShippedScript, newYorkDrumsAreDenserAndTwoLoudnessUnitsLouder) {
    runScript("new_york_drums.lua", {"demo/stems/", "drums.yaml"});
    Measures kit = measured(heard("drums.yaml", "drums", 24, 34)),
             crushed = measured(heard("drums.yaml", "crush", 24, 34)),
             both = measured(heard("drums.yaml", "master", 24, 34));
    EXPECT_LT(crushed.crest, kit.crest - 3);
    EXPECT_LT(both.crest, kit.crest);
    EXPECT_NEAR(both.integrated - kit.integrated, 2, 0.3);
}

TEST_F(ShippedScript, theBassStepsBackWhereTheKickHits) {
    runScript("filtered_duck.lua", {"first.yaml", "ducked.yaml"});
    SoundBuffer kick = heard("ducked.yaml", "kick.in", 24, 36), key = heard("ducked.yaml", "key", 24, 36),
                dry = heard("ducked.yaml", "bass.in", 24, 36),
                ducked = heard("ducked.yaml", "bass.duck", 24, 36);
    std::vector<double> hits =
        onsets(kick.samples.data(), kick.frames(), kick.channels, kick.rate, {0.4, 0.2, 0, 200});
    ASSERT_GT(hits.size(), 8u);
    auto reduction = [&](double from, double to) {
        double level = measured(cut(dry, from, to)).rms;
        return level > -60 ? level - measured(cut(ducked, from, to)).rms : NAN; // the bass rests
    };
    std::vector<double> within, before;
    for (double hit : hits) {
        within.push_back(reduction(hit, hit + 0.08));
        if (hit > 0.1) before.push_back(reduction(hit - 0.06, hit - 0.02));
    }
    auto mean = [](std::vector<double> values) {
        std::erase_if(values, [](double value) { return std::isnan(value); });
        EXPECT_GT(values.size(), 4u);
        return std::accumulate(values.begin(), values.end(), 0.) / double(values.size());
    };
    EXPECT_GT(mean(within), 4);
    EXPECT_LT(mean(before), mean(within) - 3);
    EXPECT_GT(level(key, 50, 100) - level(key, 1000, 4000),
              level(kick, 50, 100) - level(kick, 1000, 4000) + 25);
}

TEST_F(ShippedScript, threeBandsAddUpAndSaturationAddsOvertones) {
    runScript("multiband_saturation.lua", {"demo/stems/bass.flac", "bands.yaml"});
    SoundBuffer dry = heard("bands.yaml", "bass", 20, 30), wet = heard("bands.yaml", "dirt", 20, 30);
    Ran ran = run({"set", "bands.yaml", "low.saturator.bypass", "yes", "mid.saturator.bypass", "yes",
                   "high.saturator.bypass", "yes", "-o", "clean.yaml"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    ThirdOctaves::Levels before = bands(dry), after = bands(heard("clean.yaml", "dirt", 20, 30));
    for (int i = 0; i < thirdOctaveCount; ++i) // where there is anything to compare
        if (before[size_t(i)] > -80) {
            EXPECT_NEAR(before[size_t(i)], after[size_t(i)], 0.3) << thirdOctaveName(i);
        }
    EXPECT_GT(level(wet, 1000, 5000) - level(wet, 40, 160), level(dry, 1000, 5000) - level(dry, 40, 160) + 3);
}

TEST_F(ShippedScript, aDeEsserTurnsDownSibilantsAndNothingElse) {
    runScript("de_esser.lua", {"demo/stems/vocal.flac", "voice.yaml"});
    SoundBuffer voice = heard("voice.yaml", "vox", 9, 30), after = heard("voice.yaml", "vox_bus", 9, 30);
    // By how much of a tenth of a second lies above 5 kHz.
    struct Stretch {
        double sibilance, treble, below;
    };
    std::vector<Stretch> stretches;
    for (double t = 0; t + 0.1 < voice.duration(); t += 0.1) {
        SoundBuffer a = cut(voice, t, t + 0.1), b = cut(after, t, t + 0.1);
        if (level(a, 200, 2000) < -60 && level(a, 5000, 10000) < -60) continue;
        stretches.push_back({level(a, 6300, 10000), level(b, 6300, 10000) - level(a, 6300, 10000),
                             level(b, 200, 2000) - level(a, 200, 2000)});
    }
    ASSERT_GT(stretches.size(), 60u);
    std::sort(stretches.begin(), stretches.end(), [](auto& a, auto& b) { return a.sibilance > b.sibilance; });
    auto mean = [&](size_t first, size_t last, double Stretch::*what) {
        double sum = 0;
        for (size_t i = first; i < last; ++i) sum += stretches[i].*what;
        return sum / double(last - first);
    };
    size_t count = stretches.size();
    EXPECT_LT(mean(0, count / 20, &Stretch::treble), -2.5) << "an s";
    EXPECT_NEAR(mean(count / 2, count, &Stretch::treble), 0, 0.5) << "no s";
    EXPECT_NEAR(mean(0, count, &Stretch::below), 0, 0.3) << "what lies below";
}

TEST_F(ShippedScript, vocalThrowsAreOpenOnlyAtTheEndsOfLines) {
    std::string said = runScript("vocal_throws.lua", {"first.yaml", "thrown.yaml"});
    SoundBuffer voice = heard("thrown.yaml", "vox", 0, 50), thrown = heard("thrown.yaml", "slap.in", 0, 50);
    std::vector<double> before = levels(voice, 0.1), after = levels(thrown, 0.1);
    double open = 0, sung = 0;
    for (size_t i = 0; i < std::min(before.size(), after.size()); ++i) {
        sung += before[i] > -40;
        open += before[i] > -40 && after[i] > before[i] - 15;
    }
    EXPECT_GT(open, 10) << said;
    EXPECT_LT(open, sung / 2) << said;
    EXPECT_EQ(run({"check", "thrown.yaml"}).status, 0);
}

TEST_F(ShippedScript, exportedStemsAddUpToTheMix) {
    fs::create_directory(folder / "stems");
    std::string said = runScript("stem_export.lua", {"demo/mix.yaml", "stems", "20", "26"});
    SoundBuffer sum{48000, 2, {}};
    int count = 0;
    for (const auto& entry : fs::directory_iterator(folder / "stems")) {
        sum = stemwright::sum(sum, 1, readSound(entry.path().string()), 1);
        ++count;
    }
    EXPECT_GE(count, 4) << said;
    fs::copy_file(SOURCE_DIR "/graphs/demo/mix.yaml", folder / "copy.yaml");
    std::string text = contents(folder / "copy.yaml");
    for (size_t at = 0; (at = text.find("source: stems/", at)) != text.npos; at += 20)
        text.insert(at + 8, "demo/");
    write("copy.yaml", text);
    Measures rest = measured(stemwright::sum(sum, 1, heard("copy.yaml", "master.in", 20, 26), -1));
    EXPECT_LT(rest.samplePeak, -120) << said;
    EXPECT_GT(measured(sum).rms, -40);
}

TEST_F(ShippedScript, twoSettingsAreComparedAtOneLoudness) {
    std::string said = runScript("ab_loudness.lua", {"first.yaml", ".", "-18"});
    EXPECT_NE(said.find("added master.glue"), said.npos) << said;
    for (const char* name : {"a.wav", "b.wav"})
        EXPECT_NEAR(measure((folder / name).string()).integrated, -18, 0.1) << name;
    EXPECT_NE(samplesOf(folder / "a.wav"), samplesOf(folder / "b.wav"));
}

// Every script in the folder has a test above; each shows what it builds before it builds it.
TEST(ShippedScripts, openWithAPictureAndAreShort) {
    std::string tests = contents(SOURCE_DIR "/tests/framework/app/shipped_scripts_test.cpp");
    int count = 0;
    for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/scripts")) {
        if (entry.path().extension() != ".lua") continue;
        ++count;
        std::string text = contents(entry.path()), name = entry.path().filename().string();
        EXPECT_LT(std::count(text.begin(), text.end(), '\n'), 80) << name;
        EXPECT_TRUE(text.starts_with("--[[ ")) << name;
        EXPECT_LT(text.find("--> "), text.find("]]")) << name;
        EXPECT_NE(tests.find("runScript(\"" + name + "\""), tests.npos) << name << " is not tested";
    }
    EXPECT_GE(count, 8);
}

}
}
