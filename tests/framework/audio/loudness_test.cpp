// Loudness, range and true peak by the cases of EBU Tech 3341 and 3342, and against ffmpeg.
// SPDX-License-Identifier: MIT
#include "framework/audio/measurement.h"
#include "tests/framework/audio/sound_material.h"
#include <cstdio>
#include <cstring>

namespace stemwright {

static constexpr double rate = 48000;

struct Part {
    double seconds;
    std::vector<double> levels; // dBFS of the peak of a sine, per channel
};

static Measures ofSines(const std::vector<Part>& parts, double frequency = 1000) {
    int channels = int(parts[0].levels.size());
    Measurement measurement(channels, rate);
    int64_t n = 0;
    for (const Part& part : parts) {
        Samples samples(size_t(part.seconds * rate) * size_t(channels));
        for (size_t i = 0; i < samples.size(); i += size_t(channels), ++n)
            for (int c = 0; c < channels; ++c)
                samples[i + size_t(c)] = float(std::pow(10, part.levels[size_t(c)] / 20) *
                                               std::sin(2 * std::numbers::pi * frequency * double(n) / rate));
        measurement.add(samples.data(), int64_t(samples.size()) / channels);
    }
    return measurement.result();
}

static Part stereo(double seconds, double level) { return {seconds, {level, level}}; }

TEST(Loudness, AgreesWithEbu3341OnIntegratedLoudness) {
    EXPECT_NEAR(ofSines({stereo(20, -23)}).integrated, -23, 0.1);
    EXPECT_NEAR(ofSines({stereo(20, -33)}).integrated, -33, 0.1);
    EXPECT_NEAR(ofSines({stereo(10, -36), stereo(60, -23), stereo(10, -36)}).integrated, -23, 0.1);
    EXPECT_NEAR(ofSines({stereo(10, -72), stereo(10, -36), stereo(60, -23), stereo(10, -36), stereo(10, -72)})
                    .integrated,
                -23, 0.1);
    EXPECT_NEAR(ofSines({stereo(20, -26), stereo(20.1, -20), stereo(20, -26)}).integrated, -23, 0.1);
    EXPECT_NEAR(ofSines({{20, {-28, -28, -24, -30, -30}}}).integrated, -23, 0.1);
}

TEST(Loudness, AgreesWithEbu3341OnMomentaryAndShortTermLoudness) {
    for (const std::vector<Part>& parts : {std::vector{stereo(20, -23)}, std::vector{stereo(20, -33)}}) {
        double level = parts[0].levels[0];
        EXPECT_NEAR(ofSines(parts).momentaryMax, level, 0.1);
        EXPECT_NEAR(ofSines(parts).shortTermMax, level, 0.1);
    }
    for (int i = 0; i < 20; i += 3) { // cases 10 and 13: a tone just as long as the window, at any place
        EXPECT_NEAR(ofSines({stereo(i * 0.15, -200), stereo(3, -23), stereo(1, -200)}).shortTermMax, -23, 0.1)
            << i;
        EXPECT_NEAR(ofSines({stereo(i * 0.02, -200), stereo(0.4, -23), stereo(1, -200)}).momentaryMax, -23,
                    0.1)
            << i;
    }
}

TEST(Loudness, AgreesWithEbu3342OnLoudnessRange) {
    EXPECT_NEAR(ofSines({stereo(20, -20), stereo(20, -30)}).range, 10, 1);
    EXPECT_NEAR(ofSines({stereo(20, -20), stereo(20, -15)}).range, 5, 1);
    EXPECT_NEAR(ofSines({stereo(20, -40), stereo(20, -20)}).range, 20, 1);
    EXPECT_NEAR(
        ofSines({stereo(20, -50), stereo(20, -35), stereo(20, -20), stereo(20, -35), stereo(20, -50)}).range,
        15, 1);
}

static Samples faded(Samples samples, double at) {
    const size_t length = size_t(at / 100); // 10 ms
    for (size_t i = 0; i < length; ++i) {
        samples[i] *= float(i) / float(length);
        samples[samples.size() - 1 - i] *= float(i) / float(length);
    }
    return samples;
}

static Measures measured(const Samples& samples, int channels, double at = rate) {
    Measurement measurement(channels, at);
    measurement.add(samples.data(), int64_t(samples.size()) / channels);
    return measurement.result();
}

TEST(Loudness, FindsTruePeaksBetweenTheSamples) {
    struct Case {
        double divisor, degrees; // EBU 3341, cases 15 to 19: sines of a fraction of the rate
    };
    for (double at : {44100., 48000., 96000., 192000.})
        for (auto [divisor, degrees] : {Case{4, 0}, Case{4, 45}, Case{6, 60}, Case{8, 67.5}, Case{4, 30}})
            for (double amplitude : {0.5, 1.41}) {
                if (at > 100e3 && degrees > 0) continue; // not oversampled
                Samples samples = faded(
                    sine(1, int64_t(at), at / divisor, at, amplitude, degrees * std::numbers::pi / 180), at);
                double error = measured(samples, 1, at).truePeak - decibelsOf(amplitude);
                EXPECT_LT(error, 0.2) << at << "/" << divisor << " at " << degrees;
                EXPECT_GT(error, -0.4) << at << "/" << divisor << " at " << degrees;
            }
}

// The last value that ffmpeg's ebur128 prints behind `key`.
static double fromFfmpeg(const std::string& path, const std::string& key) {
    std::string command =
        "ffmpeg -nostdin -nostats -hide_banner -i '" + path +
        "' -af ebur128=peak=true:framelog=verbose:metadata=1,ametadata=print:file=- -f null - 2>/dev/null";
    double value = NAN;
    if (FILE* output = popen(command.c_str(), "r")) {
        for (char line[512]; std::fgets(line, sizeof line, output);)
            if (std::strncmp(line, key.c_str(), key.size()) == 0) value = std::atof(line + key.size());
        pclose(output);
    }
    return value;
}

TEST(Loudness, AgreesWithFfmpegWithinATenth) {
    if (std::system("ffmpeg -version > /dev/null 2>&1") != 0) GTEST_SKIP() << "no ffmpeg";
    TemporaryFolder folder;
    std::vector<std::string> paths;
    for (const char* stem :
         {"feelings/song.flac", "armygeddon/song.flac", "rock/drums.flac", "disco/drums.flac",
          "axe_from_the_80s/7_tom_hi01.ogg.flac", "final_step/23_Hat_c.ds.flac"})
        if (std::string path = std::string(SOURCE_DIR) + "/../shared/stems/" + stem;
            std::filesystem::exists(path))
            paths.push_back(path);
    paths.push_back(folder.path("sine.wav"));
    Samples tone =
        faded(sine(1, 48000 * 6, 11025, rate, 0.3), rate); // ffmpeg makes up what precedes a hard edge
    writeSound(paths.back(), {.rate = rate, .channels = 1}, tone);
    paths.push_back(folder.path("noise.wav"));
    writeSound(paths.back(), {.rate = rate}, noise(2, 48000 * 6, 0.3f));
    for (const std::string& path : paths) {
        Measures m = measure(path);
        EXPECT_NEAR(m.integrated, fromFfmpeg(path, "lavfi.r128.I="), 0.1) << path;
        double highest = 0; // linear, three digits, one line for each channel
        for (int c = 0; c < m.channels; ++c)
            highest =
                std::max(highest, fromFfmpeg(path, "lavfi.r128.true_peaks_ch" + std::to_string(c) + "="));
        double digit = decibelsOf((highest + 0.0005) / highest);
        EXPECT_NEAR(m.truePeak, decibelsOf(highest), 0.1 + digit) << path;
    }
}

}
