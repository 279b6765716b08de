// Six channels are left, right, centre, LFE and both surrounds: in files as in loudness.
// SPDX-License-Identifier: MIT
#include "framework/audio/measurement.h"
#include "tests/framework/audio/sound_material.h"
#include <cstdio>

namespace stemwright {

static constexpr double rate = 48000;

// Loudness of a sine of 1 kHz and -23 dBFS in one of several channels.
static double loudnessIn(int channel, int channels) {
    Samples tone = sine(1, int64_t(5 * rate), 1000, rate, std::pow(10, -23 / 20.)), all;
    for (float sample : tone)
        for (int c = 0; c < channels; ++c) all.push_back(c == channel ? sample : 0);
    Measurement measurement(channels, rate);
    measurement.add(all.data(), int64_t(tone.size()));
    return measurement.result().integrated;
}

// ITU-R BS.1770-4, table 3: 1 in front, 1.41 (1.5 dB) for the surrounds; LFE is left out. A sine of 1 kHz in
// one channel in front reads as 3.01 dB below its peak.
TEST(Surround, WeighsAsTheRecommendationSays) {
    for (int channels : {4, 6})
        for (int c = 0; c < channels; ++c) {
            bool behind = c >= channels - 2, lfe = channels == 6 && c == 3;
            double expected = -23 - 3.01 + (behind ? 10 * std::log10(1.41) : 0);
            if (lfe)
                EXPECT_LT(loudnessIn(c, channels), -70);
            else
                EXPECT_NEAR(loudnessIn(c, channels), expected, 0.05) << c << " of " << channels;
        }
}

// Channel c is (c + 1) / 16 throughout.
static void writeSteps(const std::string& path, int channels) {
    Samples samples;
    for (int i = 0; i < 4800; ++i)
        for (int c = 0; c < channels; ++c) samples.push_back(float(c + 1) / 16);
    SoundWriter writer(path, {.rate = rate, .channels = channels, .dither = SoundFormat::Dither::none});
    writer.write(samples.data(), 4800);
    writer.finish();
}

TEST(Surround, IsNamedSoInTheHeadOfAWav) {
    TemporaryFolder folder;
    for (auto [channels, mask] : {std::pair{4, 0x33}, {6, 0x3f}}) { // front pair (, centre, LFE), back pair
        writeSteps(folder.path("x.wav"), channels);
        std::ifstream file(folder.path("x.wav"), std::ios::binary);
        std::string head(512, '\0');
        file.read(head.data(), 512);
        size_t format = head.find("fmt ");
        ASSERT_NE(format, head.npos);
        auto at = [&](size_t offset) { return int(uint8_t(head[format + 8 + offset])); };
        EXPECT_EQ(at(0) + 256 * at(1), 0xfffe); // extensible
        EXPECT_EQ(at(20) + 256 * at(21), mask);
    }
}

// The first sample of a named channel, as ffmpeg reads it.
static double fromFfmpeg(const std::string& path, const std::string& channel) {
    std::string command =
        "ffmpeg -nostdin -v error -i '" + path + "' -af 'pan=mono|c0=" + channel + "' -f f32le - 2>/dev/null";
    float sample = NAN;
    if (FILE* output = popen(command.c_str(), "r")) {
        float block[1000];
        if (std::fread(block, sizeof(float), 1000, output) == 1000) sample = block[999];
        while (std::fread(block, sizeof(float), 1000, output) > 0) {}
        pclose(output);
    }
    return sample;
}

TEST(Surround, IsReadInThatOrderByFfmpeg) {
    if (std::system("ffmpeg -version > /dev/null 2>&1") != 0) GTEST_SKIP() << "no ffmpeg";
    TemporaryFolder folder;
    const std::vector<std::vector<std::string>> orders{{"FL", "FR", "FC", "LFE", "BL", "BR"},
                                                       {"FL", "FR", "FC", "LFE", "SL", "SR"}};
    for (const char* name : {"x.wav", "x.flac", "x.ogg"}) {
        std::string path = folder.path(name);
        writeSteps(path, 6);
        double error = path.ends_with("ogg") ? 0.02 : 1e-4; // a codec that leaves out what is not heard
        for (size_t c = 0; c < 6; ++c) { // which of its two names a surround has depends on the format
            double back = fromFfmpeg(path, orders[0][c]), side = fromFfmpeg(path, orders[1][c]);
            double heard = std::isfinite(back) && back != 0 ? back : side;
            EXPECT_NEAR(heard, double(c + 1) / 16, error) << name << " " << orders[0][c];
        }
    }
}

TEST(Surround, ComesBackFromEveryFormat) {
    TemporaryFolder folder;
    for (const char* name : {"x.wav", "x.flac", "x.aiff", "x.ogg"}) {
        writeSteps(folder.path(name), 6);
        SoundReader reader(folder.path(name), rate);
        Samples block(6 * 2400);
        ASSERT_EQ(reader.read(block.data(), 2400), 2400);
        for (size_t c = 0; c < 6; ++c) EXPECT_NEAR(block[6 * 2000 + c], double(c + 1) / 16, 0.02) << name;
    }
}

}
