// The examples of docs/neural.md do what the page says.
// SPDX-License-Identifier: MIT
#include "framework/document/mix.h"
#include "tests/framework/engine/rendering.h"
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace stemwright {
namespace {

// The code of one language on the page, in its order.
std::vector<std::string> examples(const std::string& language) {
    std::stringstream page;
    page << std::ifstream(SOURCE_DIR "/docs/neural.md").rdbuf();
    std::string text = page.str(), fence = "\n```" + language + "\n";
    std::vector<std::string> found;
    for (size_t at = 0; (at = text.find(fence, at)) != text.npos;) {
        at += fence.size();
        found.push_back(text.substr(at, text.find("```", at) - at));
    }
    return found;
}

class NeuralPage : public testing::Test {
  protected:
    NeuralPage() { std::filesystem::create_directories(folder); }
    ~NeuralPage() override { std::filesystem::remove_all(folder); }
    void write(const std::string& name, const std::string& text) { std::ofstream(folder / name) << text; }
    std::filesystem::path folder = testing::TempDir() + "stemwright-neural-page-" + std::to_string(getpid());
};

TEST_F(NeuralPage, theModuleIsSavedAndHeard) {
    std::string python;
    for (const char* name : {"python3", "/usr/bin/python3"})
        if (python.empty() &&
            std::system((std::string(name) + " -c 'import torch' 2> /dev/null").c_str()) == 0)
            python = name;
    if (python.empty()) GTEST_SKIP() << "there is no python3 with torch";
    write("soft.py", examples("python").at(0));
    ASSERT_EQ(std::system(("cd '" + folder.string() + "' && " + python + " soft.py").c_str()), 0);
    std::string text = examples("yaml").at(0), with = "      - torch: {model: soft.ts}\n";
    auto sound = [&](const std::string& mix) {
        return render(readMix(mix, (folder / "mix.yaml").string()).graph, 48000);
    };
    Channels y = sound(text);
    text.replace(text.find("    chain:\n"), 11, "").replace(text.find(with), with.size(), "");
    Channels x = sound(text);
    ASSERT_EQ(y.size(), x.size());
    // The strip brings what the model gives to two channels.
    double strip = *std::max_element(x[0].begin(), x[0].end()) / std::pow(10, -12. / 20);
    for (size_t i = 0; i < 48000; ++i)
        ASSERT_NEAR(y[0][i], strip * std::tanh(4 * x[0][i] / strip) / 4, 1e-5) << i;
}

}
}
