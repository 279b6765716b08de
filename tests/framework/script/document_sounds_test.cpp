// Whoever reads a document can learn which sounds its script read.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_writer.h"
#include "framework/script/document_scripts.h"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <unistd.h>

namespace stemwright {
namespace {

TEST(SoundsOfScripts, areNamedOnceTheyAreRead) {
    namespace fs = std::filesystem;
    fs::path folder = testing::TempDir() + "stemwright-sounds-" + std::to_string(getpid());
    fs::create_directories(folder);
    SoundFormat format;
    SoundWriter writer((folder / "tone.wav").string(), format);
    std::vector<float> samples(size_t(100 * format.channels), 0.5f);
    writer.write(samples.data(), 100);
    writer.finish();
    std::ofstream(folder / "mix.yaml") << "stemwright: 1\nscript: s.lua\ntracks: {vox: {source: tone.wav}}\n";
    std::ofstream(folder / "s.lua") << "stemwright.sound('tone.wav')\npcall(stemwright.sound, 'none.wav')\n";
    runScriptsWith(runDocumentScript);
    std::vector<std::string> files;
    {
        SoundsOfScripts sounds(files);
        EXPECT_TRUE(loadDocument((folder / "mix.yaml").string()).problems.empty());
    }
    loadDocument((folder / "mix.yaml").string()); // nobody listens any more
    EXPECT_EQ(files, (std::vector<std::string>{folder / "tone.wav", folder / "none.wav"}));
    fs::remove_all(folder);
}

}
}
