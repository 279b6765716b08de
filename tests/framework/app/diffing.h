// A mix of two tracks, and layers over it, for the tests of `stemwright diff`.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/app/command_line.h"
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace stemwright::test {

struct Diff : CommandLine {
    Diff() {
        write("mix.yaml", "stemwright: 1\n"
                          "session: {length: 5 s}\n"
                          "tracks:\n"
                          "  hiss: {source: {noise: {color: pink, level: -30 dB}}, sends: {room: -6 dB}}\n"
                          "  tone:\n"
                          "    source: {sine: {freq: 440 Hz, level: -20 dB}}\n"
                          "    chain: [{highpass: {cutoff: 90 Hz}}, {compressor: {ratio: 3}}]\n"
                          "buses: {room: {}}\n");
    }

    Ran diff(std::vector<std::string> words) const {
        words.insert(words.begin(), "diff");
        return run(words);
    }
    /// mix.yaml against itself with a layer over it, which begins in line 3.
    Ran with(const std::string& layer, std::vector<std::string> options = {}) const {
        write("over.yaml", "stemwright: 1\nextends: mix.yaml\n" + layer);
        options.insert(options.begin(), {"mix.yaml", "over.yaml"});
        return diff(options);
    }
    nlohmann::json jsonWith(const std::string& layer, std::vector<std::string> options = {}) const {
        options.insert(options.end(), {"--json", "-"});
        Ran ran = with(layer, options);
        EXPECT_EQ(ran.status, 5) << ran.err;
        return nlohmann::json::parse(ran.out);
    }
};

inline nlohmann::json endIn(const nlohmann::json& diff, const std::string& name) {
    for (const auto& end : diff["sound"]["ends"])
        if (end["name"] == name) return end;
    ADD_FAILURE() << "there is no " << name;
    return {};
}

}
