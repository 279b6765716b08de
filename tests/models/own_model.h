// The models that are shipped: what their cards say, and what they make of a sound.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/app/command_line.h"
#include <regex>

namespace stemwright::test {

struct OwnModel : CommandLine {
    static std::string file(const std::string& name) {
        const std::string stem = SOURCE_DIR "/models/" + name + "/" + name;
        return stem + (fs::exists(stem + ".ts") ? ".ts" : ".safetensors");
    }

    /// What stands on the card where the pattern has its first group.
    static std::string said(const std::string& name, const std::string& pattern) {
        std::string card = contents(SOURCE_DIR "/models/" + name + "/README.md");
        std::smatch m;
        EXPECT_TRUE(std::regex_search(card, m, std::regex(pattern))) << pattern << " on the card of " << name;
        return m.empty() ? "" : std::string(m[1]);
    }

    /// Writes mono sound at 48 kHz.
    void writeSound(const std::string& name, const std::vector<float>& samples) const {
        SoundFormat format;
        format.depth = SoundFormat::Depth::float32;
        format.channels = 1;
        SoundWriter writer((folder / name).string(), format);
        writer.write(samples.data(), int64_t(samples.size()));
        writer.finish();
    }

    /// The sound after a chain of nodes, in YAML.
    std::vector<float> through(const std::string& chain, const std::vector<float>& sound) const {
        writeSound("in.wav", sound);
        write("mix.yaml", "stemwright: 1\nsession: {layout: mono, length: " + std::to_string(sound.size()) +
                              " samples}\ntracks: {sound: {source: in.wav, chain: [" + chain + "]}}\n");
        Ran ran = run({"render", "mix.yaml", "-q", "--no-cache", "--depth", "float", "-o", "out.wav"});
        EXPECT_EQ(ran.status, 0) << ran.err;
        return samplesOf(folder / "out.wav");
    }

    /// The sound after a model; where there is no node that plays it yet, Python does. Nothing where neither
    /// is there.
    std::vector<float> throughModel(const std::string& name, const std::vector<float>& sound) const {
        if (run({"nodes", "torch"}).status == 0)
            return through("{torch: {model: " + file(name) + "}}", sound);
        writeSound("in.wav", sound);
        std::string command = "cd '" + folder.string() +
                              "' && PYTHONPATH='" SOURCE_DIR
                              "/models' /usr/bin/python3 -B -m training.play '" +
                              file(name) + "' in.wav out.wav 2>.err";
        return std::system(command.c_str()) == 0 ? samplesOf(folder / "out.wav") : std::vector<float>();
    }

    static constexpr const char* unplayable =
        "neither the node that plays models is here, nor python3-torch with ffmpeg";
};

}
