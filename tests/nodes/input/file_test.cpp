// Positions, fades, loops, channels and faults of sound files.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_reader.h"
#include "framework/audio/sound_writer.h"
#include "tests/nodes/every_way.h"
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>

namespace stemwright {
namespace {

// A wav file of 32-bit floats that vanishes with its test.
class SoundOnDisk {
  public:
    SoundOnDisk(const Sound& sound, int rate = 48000) : name(nextName()) {
        std::ofstream file(folder() + name, std::ios::binary);
        uint32_t channels = uint32_t(sound.size()), bytes = uint32_t(sound[0].size()) * channels * 4;
        auto word = [&](uint32_t v, int size) { file.write(reinterpret_cast<const char*>(&v), size); };
        file << "RIFF";
        word(36 + bytes, 4);
        file << "WAVEfmt ";
        word(16, 4), word(3, 2), word(channels, 2), word(uint32_t(rate), 4),
            word(uint32_t(rate) * channels * 4, 4);
        word(channels * 4, 2), word(32, 2);
        file << "data";
        word(bytes, 4);
        for (size_t i = 0; i < sound[0].size(); ++i)
            for (const auto& x : sound) file.write(reinterpret_cast<const char*>(&x[i]), 4);
    }
    ~SoundOnDisk() { std::remove((folder() + name).c_str()); }
    static std::string folder() { return testing::TempDir(); }
    const std::string name;

  private:
    static std::string nextName() {
        static int count = 0;
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        return std::string("file_test_") + test->name() + std::to_string(count++) + ".wav";
    }
};

struct Setup file(Datum arguments) {
    struct Setup setup {
        "file", std::move(arguments), {}
    };
    setup.folder = SoundOnDisk::folder();
    return setup;
}

TEST(File, PlaysEveryBitFromItsStartAndThenSilence) {
    Sound x{noise(10000, 1), noise(10000, 2)};
    SoundOnDisk sound(x);
    LoneNode node(file(Datum::map({{"file", sound.name}, {"start", "1000 samples"}})));
    EXPECT_EQ(node.node().end(), 11000);
    Sound y = node.run({}, 16000);
    ASSERT_EQ(y.size(), 2u);
    for (int c = 0; c < 2; ++c)
        for (int i = 0; i < 16000; ++i) ASSERT_EQ(y[c][i], i >= 1000 && i < 11000 ? x[c][i - 1000] : 0) << i;
}

TEST(File, PlaysEveryCodingAsItsReaderReadsIt) {
    const int frames = 20000;
    for (const char* name : {"a.wav", "a.aiff", "a.flac"})
        for (auto depth : {SoundFormat::Depth::int16, SoundFormat::Depth::int24, SoundFormat::Depth::int32,
                           SoundFormat::Depth::float32})
            for (int channels : {1, 2, 3}) {
                if (name == std::string("a.flac") && depth >= SoundFormat::Depth::int32) continue;
                std::string path = SoundOnDisk::folder() + "file_test_" + name;
                SoundWriter writer(path, {.depth = depth, .channels = channels});
                std::vector<float> written = noise(frames * channels, 5, 0.9f), read(written.size());
                writer.write(written.data(), frames);
                writer.finish();
                SoundReader(path, 48000).read(read.data(), frames);
                LoneNode node(file(Datum::map({{"file", path}, {"start", "77 samples"}, {"gain", "-3 dB"}})));
                Sound y = node.run({}, frames + 300);
                std::remove(path.c_str());
                ASSERT_EQ(y.size(), size_t(channels));
                float level = float(std::pow(10, -3 / 20.));
                for (int c = 0; c < channels; ++c)
                    for (int i = 0; i < frames + 300; ++i) {
                        bool inside = i >= 77 && i < frames + 77;
                        float x = inside ? read[size_t((i - 77) * channels + c)] : 0;
                        ASSERT_FLOAT_EQ(y[size_t(c)][size_t(i)], x * level) << name << " frame " << i;
                    }
            }
}

TEST(File, PlaysThePartBetweenFromAndTo) {
    auto x = noise(10000);
    SoundOnDisk sound({x});
    LoneNode node(file(Datum::map(
        {{"file", sound.name}, {"from", "2001 samples"}, {"to", "9000 samples"}, {"gain", "-inf dB"}})));
    EXPECT_EQ(node.node().end(), 6999);
    node.set("gain", 0);
    auto y = node.run({}, 12000)[0];
    for (int i = 0; i < 12000; ++i) ASSERT_EQ(y[i], i < 6999 ? x[i + 2001] : 0) << i;
}

TEST(File, RepeatsItsPartForEver) {
    auto x = noise(10000);
    SoundOnDisk sound({x});
    for (const char* yes : {"yes", "true"}) {
        LoneNode node(file(Datum::map({{"file", sound.name},
                                       {"start", "10 samples"},
                                       {"from", "100 samples"},
                                       {"to", "237 samples"},
                                       {"loop", yes}})));
        EXPECT_EQ(node.node().end(), unbounded);
        auto y = node.run({}, 20000)[0];
        for (int i = 10; i < 20000; ++i) ASSERT_EQ(y[i], x[(i - 10) % 137 + 100]) << i;
    }
}

TEST(File, FadesWithEqualPower) {
    SoundOnDisk sound({std::vector<float>(9600, 1.f)});
    LoneNode node(file(Datum::map({{"file", sound.name}, {"fade_in", "50 ms"}, {"fade_out", "100 ms"}})));
    auto y = node.run({}, 9600)[0];
    for (int i = 0; i < 9600; ++i) {
        double in = std::min(1.0, i / 2400.0), out = std::min(1.0, (9600 - i) / 4800.0);
        ASSERT_NEAR(y[i], std::sin(M_PI_2 * in) * std::sin(M_PI_2 * out), 3e-7) << i;
    }
}

// What is neither fading nor moving takes a shorter way than what is, and must come out the same.
TEST(File, SoundsTheSameWhereItsLevelMovesNowhere) {
    Sound x{noise(9600, 1), noise(9600, 2)};
    x[0][5000] = -0.f;
    SoundOnDisk sound(x);
    struct Setup setup = file(Datum::map(
        {{"file", sound.name}, {"fade_in", "1001 samples"}, {"fade_out", "33.3 ms"}, {"gain", "-7 dB"}}));
    LoneNode resting(setup), moving(setup);
    moving.move("gain", [](double) { return -7; });
    Sound y = resting.run({}, 10000), z = moving.run({}, 10000);
    for (int c = 0; c < 2; ++c) EXPECT_EQ(std::memcmp(y[c].data(), z[c].data(), 10000 * sizeof(float)), 0);
}

TEST(File, KeepsThePowerWhereOneClipFadesOverTheNext) {
    SoundOnDisk one({std::vector<float>(9600, 1.f), std::vector<float>(9600)});
    SoundOnDisk two({std::vector<float>(9600), std::vector<float>(9600, 1.f)});
    Sound y =
        LoneNode(
            file(Datum::map(
                {{"clips", Datum::map({{"a", Datum::map({{"file", one.name}, {"fade_out", "4800 samples"}})},
                                       {"b", Datum::map({{"file", two.name},
                                                         {"start", "4800 samples"},
                                                         {"fade_in", "4800 samples"}})}})}})))
            .run({}, 14400);
    for (int i = 0; i < 14400; ++i) ASSERT_NEAR(y[0][i] * y[0][i] + y[1][i] * y[1][i], 1, 5e-7) << i;
}

TEST(File, PlaysClipsTogetherEachAtItsLevel) {
    auto x = noise(5000, 1), l = noise(4000, 2), r = noise(4000, 3);
    SoundOnDisk mono({x}), stereo({l, r});
    LoneNode node(file(Datum::map(
        {{"clips", Datum::map({{"a", Datum::map({{"file", mono.name}, {"gain", "-6.0205999132796239 dB"}})},
                               {"b", Datum::map({{"file", stereo.name}, {"start", "3000 samples"}})}})}})));
    EXPECT_EQ(node.node().end(), 7000);
    Sound y = node.run({}, 8000);
    for (int i = 0; i < 8000; ++i) {
        float a = i < 5000 ? 0.5f * x[i] : 0, b = i >= 3000 && i < 7000 ? r[i - 3000] : 0;
        ASSERT_NEAR(y[1][i], a + b, 1e-7);
    }
}

TEST(File, PicksChannels) {
    Sound x{noise(1000, 1), noise(1000, 2), noise(1000, 3)};
    SoundOnDisk sound(x);
    Sound y = LoneNode(file(Datum::map({{"file", sound.name}, {"channels", Datum::sequence({"3", "1"})}})))
                  .run({}, 1000);
    EXPECT_EQ(y, (Sound{x[2], x[0]}));
}

TEST(File, IsResampledToTheSession) {
    std::vector<float> x(44100);
    for (int i = 0; i < 44100; ++i) x[i] = float(0.5 * std::sin(2 * M_PI * 1000 / 44100 * i));
    SoundOnDisk sound({x}, 44100);
    LoneNode node(file(Datum::map({{"file", sound.name}})));
    EXPECT_EQ(node.node().end(), 48000);
    auto y = node.run({}, 48000)[0];
    for (int i = 1000; i < 47000; ++i)
        ASSERT_NEAR(y[i], 0.5 * std::sin(2 * M_PI * 1000 / 48000 * i), 1e-5) << i;
}

TEST(File, GivesTheSameFromAnyTimeOn) {
    auto x = noise(30000);
    SoundOnDisk sound({x}, 44100);
    struct Setup setup = file(Datum::map({{"file", sound.name}, {"loop", "yes"}}));
    auto whole = LoneNode(setup).run({}, 48000)[0];
    LoneNode late(setup);
    late.startAt(19200);
    auto rest = late.run({}, 28800)[0];
    EXPECT_TRUE(std::equal(rest.begin(), rest.end(), whole.begin() + 19200));
    expectTheSameEveryWay(setup);
}

std::vector<Problem> problemsOf(const Datum& arguments) {
    std::vector<Problem> problems;
    Timeline timeline;
    Registry::instance().find("file")->make({arguments, timeline, SoundOnDisk::folder(), 1, problems});
    return problems;
}

TEST(File, SaysWhatIsWrongAtThePlaceOfTheName) {
    Datum missing("no such.wav");
    missing.place = {"mix.yaml", 7, 11};
    auto problems = problemsOf(Datum::map({{"file", missing}}));
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].place.text(), "mix.yaml:7:11");
    EXPECT_NE(problems[0].cause.find("no such.wav"), std::string::npos) << problems[0].cause;

    SoundOnDisk sound({noise(480)});
    EXPECT_EQ(problemsOf(Datum::map({})).size(), 1u);
    EXPECT_EQ(problemsOf(Datum::map({{"file", sound.name}, {"channels", "2"}})).size(), 1u);
    EXPECT_EQ(problemsOf(Datum::map({{"file", sound.name}, {"from", "1 s"}})).size(), 1u);
    EXPECT_EQ(problemsOf(Datum::map({{"clips", Datum::map({{"a", Datum::map({{"start", "1 s"}})}})}})).size(),
              1u);
    EXPECT_EQ(problemsOf(Datum::map({{"file", sound.name}})).size(), 0u);
}

TEST(File, DescribesItselfWithoutOne) {
    auto node = Registry::instance().find("file")->describe();
    EXPECT_GT(node->parameters().size(), 16u);
    for (const Parameter* p : node->parameters())
        EXPECT_NE(p->range() + p->initial() + p->kind(), "") << p->name;
}

}
}
