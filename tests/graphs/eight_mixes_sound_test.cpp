// The eight mixes that show the language sound as their comments say.
// SPDX-License-Identifier: MIT
#include "tests/graphs/hearing.h"

using namespace stemwright;
using namespace stemwright::test;

// The singing of the first bars, in steps of 0.1 s: what the guitars lose there and between the lines.
TEST(RockSession, GuitarsMakeRoomForWordsAndOnlyThere) {
    const std::string listeners =
        "buses:\n"
        "  presence: {from: guitars, to: none, chain: [{highpass: {cutoff: 1 kHz, slope: 24}}, {lowpass: "
        "{cutoff: 4 kHz, slope: 24}}]}\n"
        "  body: {from: guitars, to: none, chain: [{lowpass: {cutoff: 400 Hz, slope: 24}}]}\n"
        "outputs: {presence: presence, body: body, vox: vox}\n";
    auto with = heard(mixUnder(listeners, "rock_session.yaml"), 6);
    auto without = heard(
        mixUnder(listeners + "wires: {singing -> guitars.room.words.gain: null}\n", "rock_session.yaml"), 6);
    int singing = 0, resting = 0;
    double presence = 0, body = 0;
    for (double t = 0.6; t < 5.9; t += 0.1) {
        if (levelOf(without["presence"], t, t + 0.1) < -65) continue; // no guitar either
        double dip = louder(with["presence"], without["presence"], t, t + 0.1);
        if (levelOf(with["vox"], t, t + 0.1) > -30) {
            ++singing;
            presence += dip;
            body += louder(with["body"], without["body"], t, t + 0.1);
        } else if (levelOf(with["vox"], t - 0.6, t + 0.1) < -60) {
            ++resting;
            EXPECT_NEAR(dip, 0, 0.2) << t;
        }
    }
    ASSERT_GE(singing, 15);
    ASSERT_GE(resting, 5);
    EXPECT_LT(presence / singing, -2);
    EXPECT_GT(body / singing, -0.5);
}

TEST(Podcast, LetsOneSpeakAtATimeAndAllAreEquallyLoud) {
    std::vector<std::string> speakers{"host", "guest", "caller", "reporter"};
    auto sounds = heard(
        mixUnder("outputs: {host: host, guest: guest, caller: caller, reporter: reporter}\n", "podcast.yaml"),
        30);
    std::map<std::string, double> power, time;
    for (double t = 0; t < 29.9; t += 0.1) {
        int speaking = 0;
        for (const std::string& speaker : speakers) {
            double level = levelOf(sounds[speaker], t, t + 0.1);
            if (level < -35) continue;
            ++speaking;
            power[speaker] += std::pow(10, level / 10);
            time[speaker] += 0.1;
        }
        EXPECT_LE(speaking, 1) << t;
    }
    for (const std::string& speaker : speakers) {
        EXPECT_GT(time[speaker], 2.5) << speaker;
        EXPECT_NEAR(10 * std::log10(power[speaker] / time[speaker]),
                    10 * std::log10(power["host"] / time["host"]), 2)
            << speaker;
    }
}

TEST(Podcast, MusicMakesWayWhileSomebodySpeaks) {
    auto with = heard(mixUnder("", "podcast.yaml"), 12);
    auto without = heard(mixUnder("buses: {music: {chain: {duck: {bypass: yes}}}}\n", "podcast.yaml"), 12);
    EXPECT_NEAR(louder(with["music"], without["music"], 0, 2.9), 0, 0.1);
    EXPECT_LT(louder(with["music"], without["music"], 4, 11), -6);
    EXPECT_GT(louder(with["speech"], with["music"], 4, 11), 12);
}

TEST(Master, LeavesTheMidAloneWhereItWorksOnTheSides) {
    auto sound =
        heard(mixUnder("outputs: {before: master.highpass, after: master.bass_mono, air: master.sides, "
                       "centre: master.centre}\n",
                       "mastering/master.yaml"),
              6);
    auto worst = [&](const std::string& a, const std::string& b, int sign) {
        double difference = 0;
        for (size_t i = 0; i < sound[a][0].size(); ++i)
            difference =
                std::max(difference, std::abs((double(sound[a][0][i]) + sign * double(sound[a][1][i])) -
                                              (double(sound[b][0][i]) + sign * double(sound[b][1][i]))));
        return difference;
    };
    const double lastBit = std::ldexp(1, -23); // of samples under 0.5, where left and right are rounded
    EXPECT_LE(worst("before", "after", 1), lastBit);
    EXPECT_GT(worst("before", "after", -1), 1e-3);
    EXPECT_LE(worst("after", "centre", -1), lastBit);
    EXPECT_GT(worst("after", "centre", 1), 1e-3);
    EXPECT_LE(worst("centre", "air", 1), lastBit);
    EXPECT_GT(worst("centre", "air", -1), 1e-3);
}

// Each of the three corrections by itself, and all of them.
TEST(DrumKit, IsLouderInPhase) {
    const std::string align = "  overheads: {chain: {align: {bypass: yes}}}\n",
                      distance = "  kick_out: {chain: {distance: {bypass: yes}}}\n",
                      polarity = "  snare_bottom: {polarity: normal}\n";
    auto kit = [](const std::string& tracks) {
        return heard(mixUnder(tracks.empty() ? "" : "tracks:\n" + tracks, "drum_kit.yaml"), 5)["kit"];
    };
    Sound inPhase = kit("");
    EXPECT_GT(louder(inPhase, kit(align)), 0.3);
    EXPECT_GT(louder(inPhase, kit(distance)), 0.3);
    EXPECT_GT(louder(inPhase, kit(polarity)), 0.3);
    EXPECT_GT(louder(inPhase, kit(align + distance + polarity)), 3);
}

// dB per second that the echoes of an impulse lose from `from` to `to` seconds: a line through their levels.
static double lossOf(const Sound& sound, double from, double to) {
    double n = 0, x = 0, y = 0, xx = 0, xy = 0;
    for (double t = from; t < to; t += 0.1, ++n) {
        double level = levelOf(sound, t, t + 0.1);
        x += t, y += level, xx += t * t, xy += t * level;
    }
    return (n * xy - x * y) / (n * xx - x * x);
}

TEST(FeedbackNetwork, DecaysAsItsLevelsPredict) {
    const std::string impulse = "tracks: {snare: {source: {impulse: {}}, chain: []}}\n",
                      mix = "feedback_network.yaml", bare = "nodes: {walls: {gain: {}}}\n";
    std::string lossless = "wires:\n";
    for (const char* line : {"1", "2", "3", "4"})
        lossless += std::string("  line_") + line + " -> column_" + line + ": {level: 0 dB}\n";
    Sound hard = heard(mixUnder(impulse + bare, mix), 3)["wet"];
    EXPECT_NEAR(lossOf(hard, 0.3, 2.5), -60 / 2., 0.6); // 60 dB in 2 s, within 2 %
    Sound eternal = heard(mixUnder(impulse + bare + lossless, mix), 6)["wet"];
    EXPECT_NEAR(lossOf(eternal, 0.3, 6), 0, 0.3); // the matrix neither gives nor takes
    Sound written = heard(mixUnder(impulse, mix), 3)["wet"];
    EXPECT_LT(lossOf(written, 0.3, 2.5), lossOf(hard, 0.3, 2.5) - 0.5); // the walls take the treble
    EXPECT_GT(levelOf(written, 0, 0.5), -60);
}

TEST(Surround, KeepsWordsInTheCentreAndTheSubwooferForTheLows) {
    const std::string mix = "surround.yaml";
    enum { left, right, centre, lfe, backLeft, backRight };
    Sound voice = heard(mixUnder("", mix, {{"voice"}, {}}), 4)["mix"];
    ASSERT_EQ(voice.size(), 6u);
    EXPECT_GT(peakOf(voice[centre]), 0.05);
    for (int channel : {left, right, lfe, backLeft, backRight})
        EXPECT_EQ(peakOf(voice[size_t(channel)]), 0) << channel;

    auto others =
        heard(mixUnder("nodes: {above: {highpass: {cutoff: 120 Hz, slope: 48}}}\n"
                       "wires: {'master[4] -> above': {}}\noutputs: {lfe: 'master[4]', above: above}\n",
                       mix, {{}, {"voice"}}),
              6);
    EXPECT_EQ(peakOf(others["mix"][centre]), 0);
    for (int channel : {left, right, backLeft, backRight})
        EXPECT_GT(peakOf(others["mix"][size_t(channel)]), 0.01) << channel;
    EXPECT_GT(levelOf(others["lfe"]), -60);
    EXPECT_LT(louder(others["above"], others["lfe"]), -40);
}
