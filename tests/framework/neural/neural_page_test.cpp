// The examples of docs/neural.md do what the page says.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_writer.h"
#include "framework/document/mix.h"
#include "tests/framework/engine/rendering.h"
#include <complex>
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
    void writeSound(const std::string& name, const std::vector<float>& sound) const {
        SoundFormat format;
        format.channels = 1;
        SoundWriter writer((folder / name).string(), format);
        writer.write(sound.data(), int64_t(sound.size()));
        writer.finish();
    }
    Channels sound(const std::string& mix, int frames) const {
        return render(readMix(mix, (folder / "mix.yaml").string()).graph, frames);
    }
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
    Channels y = sound(text, 48000);
    text.replace(text.find("    chain:\n"), 11, "").replace(text.find(with), with.size(), "");
    Channels x = sound(text, 48000);
    ASSERT_EQ(y.size(), x.size());
    // The strip brings what the model gives to two channels.
    double strip = *std::max_element(x[0].begin(), x[0].end()) / std::pow(10, -12. / 20);
    for (size_t i = 0; i < 48000; ++i)
        ASSERT_NEAR(y[0][i], strip * std::tanh(4 * x[0][i] / strip) / 4, 1e-5) << i;
}

std::vector<float> tone(double hertz, int frames) {
    std::vector<float> sound;
    for (int i = 0; i < frames; ++i) sound.push_back(0.5f * float(std::sin(2 * M_PI * hertz * i / 48000)));
    return sound;
}

// The level of a tone in a second of sound.
double levelOf(const std::vector<float>& sound, double hertz, int from) {
    std::complex<double> sum = 0;
    for (int i = from; i < from + 48000; ++i)
        sum += double(sound[size_t(i)]) * std::polar(1., -2 * M_PI * hertz * i / 48000);
    return 20 * std::log10(std::abs(sum) / 24000);
}

TEST_F(NeuralPage, speechTurnsTheMusicDown) {
    if (!std::filesystem::exists(BUILD_DIR "/lib/libstemwright-torch.so"))
        GTEST_SKIP() << "built without LibTorch";
    std::filesystem::copy(SOURCE_DIR "/tests/framework/torch/modules/Presence.ts", folder / "speech.ts");
    std::vector<float> voice(192000);
    for (size_t i = 72000; i < 132000; ++i) voice[i] = i % 100 < 50 ? 0.5f : -0.5f;
    writeSound("voice.wav", voice);
    writeSound("music.wav", tone(9000, 192000));
    const Channels y = sound(examples("yaml").at(1), 192000);
    const double before = levelOf(y[0], 9000, 12000);
    EXPECT_NEAR(levelOf(y[0], 9000, 80000) - before, -12, 0.05);
    EXPECT_NEAR(levelOf(y[0], 9000, 144000) - before, 0, 0.05);
}

// Of the demo's singer, who has a break of nine seconds at first.
TEST_F(NeuralPage, singingTurnsItDownWithAnOutsideModel) {
    const std::string model = SOURCE_DIR "/../shared/models/silero_vad/silero_vad.jit";
    if (!std::filesystem::exists(model)) GTEST_SKIP() << model << " is not there";
    if (!std::filesystem::exists(BUILD_DIR "/lib/libstemwright-torch.so"))
        GTEST_SKIP() << "built without LibTorch";
    std::filesystem::copy(model, folder / "speech.ts");
    std::string text = examples("yaml").at(1), voice = "voice.wav";
    text.replace(text.find(voice), voice.size(), SOURCE_DIR "/graphs/demo/stems/vocal.flac");
    writeSound("music.wav", tone(9000, 13 * 48000));
    const Channels y = sound(text, 13 * 48000);
    const double before = levelOf(y[0], 9000, 5 * 48000), during = levelOf(y[0], 9000, 11 * 48000);
    EXPECT_LT(during - before, -8);
    EXPECT_GT(during - before, -12.1);
}

}
}
