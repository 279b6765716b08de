// What is told of one track, against formulas.
// SPDX-License-Identifier: MIT
#include "tests/framework/assist/stems.h"

namespace stemwright::test {
namespace {

constexpr double rate = 48000;
constexpr int64_t second = 48000;

size_t bandOf(double frequency) { return size_t(barkOf(frequency)); }

TEST(BarkScale, goesThereAndBack) {
    for (double frequency : {20., 100., 440., 1000., 5000., 16000.})
        EXPECT_NEAR(frequencyOfBark(barkOf(frequency)), frequency, 1e-9 * frequency);
    EXPECT_NEAR(barkOf(1000), 26.81 * 1000 / 2960 - 0.53, 1e-12);
}

TEST(TrackListener, givesASineItsLoudnessAndItsBand) {
    for (double at : {44100., 48000., 96000.})
        for (double frequency : {150., 997., 5000.}) {
            TrackAnalysis track = listened(sine(1, int64_t(5 * at), frequency, at, 0.1), 1, at);
            size_t band = bandOf(frequency);
            EXPECT_NEAR(track.spectrum[band], -23.01, 0.3) << frequency << " Hz at " << at;
            for (size_t b = 0; b < barkCount; ++b)
                EXPECT_TRUE(track.spectrum[b] < -60 || (b + 1 >= band && b <= band + 1)) << b;
            EXPECT_NEAR(track.measures.crest, 3.01, 0.01);
            EXPECT_GT(track.tonal, 0.95);
            EXPECT_TRUE(track.resonances.empty());
            EXPECT_FALSE(track.hum);
        }
}

// BS.1770 defines it so, for one channel.
TEST(TrackListener, givesASineOf997HertzItsLoudness) {
    EXPECT_NEAR(listened(sine(1, 5 * second, 997, rate, 0.1)).measures.integrated, -23.01, 0.05);
}

TEST(TrackListener, findsAllEnergyOfNoiseInTheBands) {
    TrackAnalysis track = listened(noiseOf(-20, 10 * second));
    double sum = 0;
    for (double level : track.spectrum) sum += std::pow(10, level / 10);
    EXPECT_NEAR(levelOfPower(sum), -20, 0.1);
    EXPECT_NEAR(track.tonal, 0.5, 0.1);
    EXPECT_TRUE(track.resonances.empty());
    ASSERT_EQ(track.bands.size(), 100u);
    ASSERT_EQ(track.levels.size(), 100u);
    EXPECT_NEAR(track.levels[50], -20, 0.3);
}

TEST(TrackListener, knowsWhatHitsFromWhatLasts) {
    Samples clicks(size_t(10 * second));
    for (size_t i = 4800; i < clicks.size(); i += 12000) clicks[i] = 0.5f;
    TrackAnalysis track = listened(clicks);
    EXPECT_LT(track.tonal, 0.05);
    ASSERT_EQ(track.onsets.size(), 40u);
    for (size_t i = 0; i < 40; ++i) EXPECT_NEAR(track.onsets[i], 0.1 + 0.25 * double(i), 0.006);
}

TEST(TrackListener, findsOnsetsOfNotesAndTheirRate) {
    Samples notes(size_t(8 * second));
    std::vector<double> times;
    for (int n = 0; n < 16; ++n) {
        double time = 0.2 + 0.4 * n, frequency = 220 * std::exp2((n * 5 % 12) / 12.);
        times.push_back(time);
        for (int i = 0; i < 14400; ++i)
            notes[size_t(time * rate) + size_t(i)] +=
                float(0.3 * std::exp(-i / 6000.) * std::sin(i * 2 * M_PI * frequency / rate));
    }
    TrackAnalysis track = listened(notes);
    ASSERT_EQ(track.onsets.size(), times.size());
    for (size_t i = 0; i < times.size(); ++i) EXPECT_NEAR(track.onsets[i], times[i], 0.01);
    EXPECT_NEAR(track.onsetRate, double(times.size()) / track.soundingTime, 1e-12);
}

TEST(TrackListener, tellsWhereATrackSounds) {
    Samples sound(size_t(10 * second)), tone = sine(1, 10 * second, 440, rate, 0.3);
    for (auto [from, to] : {std::pair(1., 2.5), {2.6, 4.}, {7., 8.}}) // the first pause is a short one
        std::copy(tone.begin() + int64_t(from * rate), tone.begin() + int64_t(to * rate),
                  sound.begin() + int64_t(from * rate));
    TrackAnalysis track = listened(sound);
    ASSERT_EQ(track.sounding.size(), 2u);
    EXPECT_NEAR(track.sounding[0].from, 1, 0.021);
    EXPECT_NEAR(track.sounding[0].to, 4, 0.021);
    EXPECT_NEAR(track.sounding[1].from, 7, 0.021);
    EXPECT_NEAR(track.sounding[1].to, 8, 0.021);
    EXPECT_NEAR(track.soundingTime, 4, 0.05);
    EXPECT_TRUE(std::isnan(track.noiseFloor)); // only zeros in its pauses
}

TEST(TrackListener, measuresTheNoiseInPauses) {
    Samples music = gated(sine(1, 10 * second, 440, rate, 0.3), rate, 0, 0.5);
    for (double level : {-50., -70.}) {
        TrackAnalysis track = listened(plus(music, noiseOf(level, 10 * second)));
        EXPECT_NEAR(track.noiseFloor, level, 0.5);
        EXPECT_EQ(track.sounding.size(), 10u);
    }
    Samples fade = sine(1, 10 * second, 440, rate, 0.3);
    for (size_t i = 0; i < fade.size(); ++i)
        fade[i] *= float(std::exp(-8. * double(i) / double(fade.size())));
    EXPECT_TRUE(std::isnan(listened(fade).noiseFloor));
}

// A gain of a power of two changes no digit of anything else.
TEST(TrackListener, movesLevelsByAGainAndNothingElse) {
    Samples sound =
        plus(gated(sine(1, 6 * second, 440, rate, 0.3), rate, 0.1, 0.6), noiseOf(-50, 6 * second));
    sound = plus(sound, sine(1, 6 * second, 50, rate, 0.003));
    TrackAnalysis loud = listened(sound), quiet = listened(times(sound, 0.25));
    double gain = 20 * std::log10(0.25);
    EXPECT_NEAR(quiet.measures.integrated, loud.measures.integrated + gain, 1e-4);
    EXPECT_NEAR(quiet.measures.truePeak, loud.measures.truePeak + gain, 1e-9);
    EXPECT_NEAR(quiet.noiseFloor, loud.noiseFloor + gain, 1e-9);
    ASSERT_TRUE(loud.hum && quiet.hum);
    EXPECT_NEAR(quiet.hum->level, loud.hum->level + gain, 1e-9);
    for (size_t b = 0; b < barkCount; ++b) EXPECT_NEAR(quiet.spectrum[b], loud.spectrum[b] + gain, 1e-9);
    for (size_t i = 0; i < loud.levels.size(); ++i) EXPECT_NEAR(quiet.levels[i], loud.levels[i] + gain, 1e-4);
    EXPECT_EQ(quiet.onsets, loud.onsets);
    EXPECT_EQ(quiet.tonal, loud.tonal);
    EXPECT_EQ(quiet.soundingTime, loud.soundingTime);
    EXPECT_EQ(quiet.sounding.size(), loud.sounding.size());
}

TEST(TrackListener, doesNotDependOnHowSamplesArrive) {
    Samples sound =
        plus(gated(sine(2, 3 * second, 440, rate, 0.3), rate, 0.1, 0.6), noise(2, 3 * second, 0.01f));
    TrackAnalysis whole = listened(sound, 2);
    TrackListener listener(2, rate, 3 * second);
    for (int64_t at = 0, count = 1; at < 3 * second; at += count, count = count * 7 % 5003)
        listener.add(sound.data() + 2 * at, std::min(count, 3 * second - at));
    TrackAnalysis cut = listener.result();
    EXPECT_EQ(cut.spectrum, whole.spectrum);
    EXPECT_EQ(cut.bands, whole.bands);
    EXPECT_EQ(cut.onsets, whole.onsets);
    EXPECT_EQ(cut.tonal, whole.tonal);
    EXPECT_EQ(cut.levels, whole.levels);
}

}
}
