// `stemwright model`, and that nothing else loads LibTorch.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace stemwright::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;

class ModelCommand : public CommandLine {
  protected:
    static std::string module(const std::string& name) {
        return SOURCE_DIR "/tests/framework/torch/modules/" + name + ".ts";
    }
    static bool built() { return fs::exists(BUILD_DIR "/lib/libstemwright-torch.so"); }
    /// The loader writes to standard error what it loads.
    static void tellWhatIsLoaded() { setenv("LD_DEBUG", "files", 1); }
};

TEST_F(ModelCommand, tellsPeopleAndProgramsTheSame) {
    if (!built()) GTEST_SKIP() << "built without LibTorch";
    Ran told = run({"model", module("InPlace")});
    EXPECT_EQ(told.status, 0) << told.err;
    for (const char* part :
         {"plain, method forward", "our own kernels", "any", "declared 0 frames, measured 100 frames",
          "remembers earlier blocks", "in: 1 channel", "times real time"})
        EXPECT_THAT(told.out, HasSubstr(part));
    Ran printed = run({"model", "--json", "--block", "256", module("Tilde")});
    ASSERT_EQ(printed.status, 0) << printed.err;
    json all = json::parse(printed.out); // what the model itself prints is not among it
    EXPECT_EQ(all["dialect"], "nn~");
    EXPECT_EQ(all["block"], 256);
    EXPECT_EQ(all["rate"], nullptr);
    EXPECT_EQ(all["latency"], (json{{"declared", 0}, {"measured", 0}}));
    EXPECT_EQ(all["numbers"][0]["name"], "gain");
    EXPECT_EQ(all["hash"].get<std::string>().size(), 32u);
    EXPECT_GE(all["speed"]["p99_us"], all["speed"]["p50_us"]);
    EXPECT_EQ(printed.err, "");
}

TEST_F(ModelCommand, saysWhatIsWrongInOneLine) {
    if (!built()) GTEST_SKIP() << "built without LibTorch";
    write("model.ts", "this is no model");
    Ran told = run({"model", "model.ts"});
    EXPECT_EQ(told.status, 1);
    EXPECT_THAT(told.err, HasSubstr("a TorchScript file is wanted"));
    EXPECT_EQ(std::count(told.err.begin(), told.err.end(), '\n'), 1) << told.err;
    EXPECT_EQ(run({"model", "--patience", "5", module("Endless")}).status, 1);
}

TEST_F(ModelCommand, isAloneInLoadingLibTorch) {
    writeTone("tone.wav", 4800, 440);
    write("mix.yaml", "stemwright: 1\ntracks:\n  tone: {source: tone.wav}\n");
    Ran rendered = run({"render", "mix.yaml", "-o", "mix.wav"}, tellWhatIsLoaded);
    EXPECT_EQ(rendered.status, 0) << rendered.err.substr(0, 500);
    EXPECT_TRUE(rendered.err.find("libsndfile") != std::string::npos) << "the loader told nothing";
    EXPECT_TRUE(rendered.err.find("torch") == std::string::npos);
    if (!built()) return;
    const Ran told = run({"model", module("Tilde")}, tellWhatIsLoaded);
    EXPECT_TRUE(told.err.find("libtorch_cpu") != std::string::npos);
}

}
}
