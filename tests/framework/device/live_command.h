// The command `live` on a sound server of its own, and what is compared with its sound.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/app/command_line.h"
#include "tests/framework/device/jack_server.h"

namespace stemwright::test {

struct LiveCommand : CommandLine {
    /// From the first frame on that is not silent, by channel.
    std::vector<std::vector<float>> rendered(const std::string& mix,
                                             const std::vector<std::string>& more = {}) const {
        std::vector<std::string> words{"render", mix, "-o", "out.wav", "--depth", "float", "-q"};
        words.insert(words.end(), more.begin(), more.end());
        Ran ran = run(words);
        EXPECT_EQ(ran.status, 0) << ran.err;
        std::vector<float> samples = samplesOf(folder / "out.wav");
        std::vector<std::vector<float>> channels(2);
        for (size_t i = 0; i + 1 < samples.size(); i += 2) {
            if (channels[0].empty() && samples[i] == 0 && samples[i + 1] == 0) continue;
            channels[0].push_back(samples[i]);
            channels[1].push_back(samples[i + 1]);
        }
        return channels;
    }

    pid_t play(const JackServer& server, std::vector<std::string> words) const {
        words.insert(words.begin(), "live");
        for (const char* word : {"--api", "jack", "--device", "recorder"}) words.push_back(word);
        return start(words, [&] { server.introduce(); });
    }

    bool hasTold(const std::string& text) const {
        return waitFor([&] { return contents(folder / ".err").find(text) != std::string::npos; }, 20);
    }

    // Where a recording first differs from what it must be; "" where it does not. Silence may follow.
    static std::string difference(const std::vector<std::vector<float>>& heard,
                                  const std::vector<std::vector<float>>& expected, size_t frames) {
        for (size_t c = 0; c < 2; ++c)
            for (size_t i = 0; i < frames; ++i) {
                if (i >= heard[c].size()) return "only " + std::to_string(i) + " frames were heard";
                if (heard[c][i] != expected[c][i])
                    return "channel " + std::to_string(c) + ", frame " + std::to_string(i) + ": " +
                           std::to_string(heard[c][i]) + " against " + std::to_string(expected[c][i]);
            }
        return "";
    }
};

#define NEEDS(server, recorder)                                                                              \
    if (!server.runs()) GTEST_SKIP() << "there is no jackd, or it does not run here";                        \
    ASSERT_TRUE(recorder.runs())

}
