// The examples of docs/scripting.md about scripts that process do what the page says.
// SPDX-License-Identifier: MIT
#include "framework/document/mix.h"
#include "framework/engine/engine.h"
#include "framework/graph/plan.h"
#include "tests/nodes/lone_node.h"
#include <cmath>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <unistd.h>

namespace stemwright {
namespace {

// The code of one language in the section, in its order.
std::vector<std::string> examples(const std::string& language) {
    std::stringstream page;
    page << std::ifstream(SOURCE_DIR "/docs/scripting.md").rdbuf();
    std::string text = page.str(), fence = "\n```" + language + "\n";
    text = text.substr(text.find("\n## Scripts that process\n"));
    text = text.substr(0, text.find("\n## ", 4));
    std::vector<std::string> found;
    for (size_t at = 0; (at = text.find(fence, at)) != text.npos;) {
        at += fence.size();
        found.push_back(text.substr(at, text.find("```", at) - at));
    }
    return found;
}

class ScriptingPage : public testing::Test {
  protected:
    ScriptingPage() { std::filesystem::create_directories(folder); }
    ~ScriptingPage() override { std::filesystem::remove_all(folder); }
    std::string write(const std::string& name, const std::string& text) {
        std::ofstream(folder / name) << text;
        return folder / name;
    }
    std::filesystem::path folder = testing::TempDir() + "stemwright-page-" + std::to_string(getpid());
};

TEST_F(ScriptingPage, theTremoloSwings) {
    Datum arguments = Datum::map({{"script", write("tremolo.lua", examples("lua").at(0))}, {"depth", "1"}});
    LoneNode node({"lua", arguments, {2}});
    std::vector<float> y = node.run({{std::vector<float>(9600, 1), std::vector<float>(9600, 1)}})[1];
    for (int i = 0; i < 9600; ++i)
        ASSERT_NEAR(y[size_t(i)], 0.5 + 0.5 * std::sin(2 * M_PI * 5 * (i + 1) / 48000), 1e-5) << i;
}

TEST_F(ScriptingPage, theDelayRepeats) {
    Datum arguments = Datum::map({{"script", write("delay.lua", examples("lua").at(1))}, {"time", "10 ms"}});
    LoneNode node({"lua", arguments, {1}});
    std::vector<float> x = noise(4800), y = node.run({{x}})[0];
    for (size_t i = 0; i < 4800; ++i) ASSERT_EQ(y[i], x[i] + 0.5f * (i < 480 ? 0 : x[i - 480])) << i;
    EXPECT_EQ(node.node().tail(), 480);
}

TEST_F(ScriptingPage, theSlowWorkFindsALevel) {
    Datum arguments =
        Datum::map({{"script", write("even.lua", examples("lua").at(2))}, {"target", "-26 dB"}});
    LoneNode node({"lua", arguments, {2}});
    constexpr int frames = 20 * 48000;
    Sound y = node.run({{noise(frames, 1), noise(frames, 2)}});
    double power = 0;
    for (int i = frames - 48000; i < frames; ++i) power += double(y[0][size_t(i)]) * y[0][size_t(i)] / 48000;
    EXPECT_NEAR(10 * std::log10(power), -26, 0.3);
}

TEST_F(ScriptingPage, theMixLoads) {
    write("tremolo.lua", examples("lua").at(0));
    std::string text = "stemwright: 1\nsession: {length: 1 s}\n" + examples("yaml").at(0);
    text.replace(text.find("source: guitar.wav"), 18, "source: {noise: {}}");
    Engine engine(compile(readMix(text, (folder / "mix.yaml").string()).graph));
    engine.process();
    EXPECT_NE(engine.output(0, 0)[0], 0.f);
}

}
}
