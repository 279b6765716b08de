// The file of a model that is played is replaced, and then what is said beside it.
// SPDX-License-Identifier: MIT
#include "tests/framework/device/live_command.h"
#include <cmath>

namespace stemwright::test {
namespace {

struct ModelFile : LiveCommand {
    // Not half written, as it would be copied.
    void put(const std::string& module) const {
        fs::copy_file(SOURCE_DIR "/tests/framework/torch/modules/" + module, folder / "new.ts");
        fs::rename(folder / "new.ts", folder / "model.ts");
    }
};

float loudest(const JackRecorder& recorder, size_t frames) {
    auto heard = recorder.heard();
    float most = 0;
    for (size_t i = heard[0].size() - frames; i < heard[0].size(); ++i)
        most = std::max(most, std::abs(heard[0][i]));
    return most;
}

TEST_F(ModelFile, isLoadedAgainWhenItChanges) {
    if (!fs::exists(BUILD_DIR "/lib/libstemwright-torch.so")) GTEST_SKIP() << "built without LibTorch";
    put("TrainingMode.ts"); // gives what it hears
    write("mix.yaml",
          "stemwright: 1\nsession: {length: 10 min}\ntracks:\n  a: {source: {sine: {freq: 500 Hz, "
          "level: -6 dB}}, chain: [{torch: {model: model.ts, late: silence, allowance: 2 s}}]}\n");
    JackServer server(48000, 256);
    JackRecorder recorder(server, "recorder", 60 * 48000);
    NEEDS(server, recorder);
    pid_t player = play(server, {"mix.yaml"});
    ASSERT_TRUE(waitFor([&] { return recorder.frames() > 48000; }, 40));
    const float level = loudest(recorder, 4800);
    auto becomes = [&](float share) {
        for (int look = 0; look < 200; ++look) {
            if (std::abs(loudest(recorder, 4800) - share * level) < 0.01f * level) return true;
            std::this_thread::sleep_for(std::chrono::milliseconds(200));
        }
        return false;
    };
    put("TwoDeclared.ts"); // gives half of it at 48 kHz
    EXPECT_TRUE(becomes(0.5f));
    write("model.audio_node.json", R"({"rate": 24000})");
    EXPECT_TRUE(becomes(0.25f));
    kill(player, SIGTERM);
    Ran ran = finish(player);
    EXPECT_NE(ran.out.find(" 2 edits taken over, 0 refused"), std::string::npos) << ran.out << ran.err;
}

}
}
