// Every mix in graphs/ is good, renders, and is what it says it is, by our measure and by ffmpeg's.
// SPDX-License-Identifier: MIT
#include "tests/graphs/documents.h"
#include <nlohmann/json.hpp>

using namespace stemwright::test;

struct EveryMix : CommandLine, testing::WithParamInterface<std::string> {
    std::string mix = pathOf(GetParam());

    void SetUp() override {
        if (!hasMaterial(GetParam())) GTEST_SKIP() << noMaterial;
    }
};

TEST_P(EveryMix, PassesTheCheckWithoutWarnings) {
    Ran ran = run({"check", mix});
    EXPECT_EQ(ran.status, 0);
    EXPECT_NE(ran.out.find(": good: "), std::string::npos) << ran.out;
    EXPECT_TRUE(expectedWarnings(GetParam(), ran.err)) << ran.err;
}

TEST_P(EveryMix, RendersAndKeepsItsPromises) {
    Ran ran = run({"render", mix, "-o", "all/", "--stats", "stats.json"});
    EXPECT_EQ(ran.status, 0);
    EXPECT_TRUE(expectedWarnings(GetParam(), ran.err)) << ran.err; // no promise broken, nothing clipped
    EXPECT_TRUE(fs::exists(folder / "all/mix.wav"));
    auto output = nlohmann::json::parse(contents(folder / "stats.json"))["outputs"]["mix"];
    EXPECT_EQ(output["not_finite"].get<int>(), 0);
    if (GetParam().starts_with("demo/") || GetParam().starts_with("songs/")) { // the others are examples
        EXPECT_NEAR(output["integrated"].get<double>(), -14, 0.5);
    }
}

// The last value that ffmpeg's ebur128 gives for `key`.
static double fromFfmpeg(const fs::path& sound, const std::string& key) {
    std::string command = "ffmpeg -nostdin -nostats -hide_banner -i '" + sound.string() +
                          "' -af ebur128=peak=true:framelog=verbose:metadata=1,ametadata=print:file=- "
                          "-f null - 2>/dev/null";
    double value = NAN;
    if (FILE* output = popen(command.c_str(), "r")) {
        for (char line[512]; std::fgets(line, sizeof line, output);)
            if (std::string(line).starts_with(key)) value = std::atof(line + key.size());
        pclose(output);
    }
    return value;
}

TEST_P(EveryMix, MeasuresAsItDoesInFfmpeg) {
    if (std::system("ffmpeg -version >/dev/null 2>&1") != 0) GTEST_SKIP() << "ffmpeg is not there";
    ASSERT_EQ(run({"render", mix, "-o", "mix.wav", "--depth", "float"}).status, 0);
    Ran ran = run({"measure", "--json", "mix.wav"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    auto measures = nlohmann::json::parse(ran.out)[0];
    EXPECT_NEAR(measures["integrated"].get<double>(), fromFfmpeg(folder / "mix.wav", "lavfi.r128.I="), 0.1);
    double peak = fromFfmpeg(folder / "mix.wav", "lavfi.r128.true_peak="); // of full scale
    EXPECT_NEAR(measures["true_peak"].get<double>(), 20 * std::log10(peak), 0.1);
}

INSTANTIATE_TEST_SUITE_P(Graphs, EveryMix, testing::ValuesIn(mixes()), [](const auto& tested) {
    std::string name = tested.param.substr(0, tested.param.rfind('.'));
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
    return name;
});
