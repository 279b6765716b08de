// Hears the mixes in graphs/ through the API, with a layer of the test's own on top.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/mix.h"
#include "framework/engine/render.h"
#include "tests/graphs/documents.h"
#include <map>

namespace stemwright::test {

using Sound = std::vector<std::vector<float>>; ///< by channel

/// A mix of graphs/ with the words of `over` in a layer above it.
inline Mix mixUnder(const std::string& over, const std::string& mix, const Selection& selection = {}) {
    return readMix("stemwright: 1\nextends: " + pathOf(mix) + "\n" + over, "over.yaml", selection);
}

/// The first `seconds` of every output, by name; loudness targets are left aside.
inline std::map<std::string, Sound> heard(const Mix& mix, double seconds) {
    auto plan = compile(mix.graph);
    Engine engine(plan);
    std::vector<Sound> sounds;
    for (const PlannedOutput& output : plan->outputs) sounds.emplace_back(output.channels);
    renderOffline(engine, {0, int64_t(seconds * 48000)},
                  [&](int output, const float* const* channels, int frames) {
                      Sound& sound = sounds[size_t(output)];
                      for (size_t c = 0; c < sound.size(); ++c)
                          sound[c].insert(sound[c].end(), channels[c], channels[c] + frames);
                  });
    std::map<std::string, Sound> named;
    for (size_t i = 0; i < sounds.size(); ++i) named[mix.graph.outputs[i].name] = std::move(sounds[i]);
    return named;
}

/// Mean power in dB from `from` to `to` seconds, over all channels; -200 for silence.
inline double levelOf(const Sound& sound, double from = 0, double to = 1e9) {
    double sum = 1e-30, frames = 0;
    for (const auto& channel : sound) {
        size_t end = size_t(std::min(to * 48000, double(channel.size())));
        for (size_t i = size_t(from * 48000); i < end; ++i, ++frames) sum += double(channel[i]) * channel[i];
    }
    return std::max(-200., 10 * std::log10(sum / std::max(1., frames)));
}

/// dB by which `a` is louder than `b` from `from` to `to` seconds.
inline double louder(const Sound& a, const Sound& b, double from = 0, double to = 1e9) {
    return levelOf(a, from, to) - levelOf(b, from, to);
}

/// Largest magnitude.
inline double peakOf(const std::vector<float>& channel) {
    double peak = 0;
    for (float sample : channel) peak = std::max(peak, double(std::abs(sample)));
    return peak;
}

}
