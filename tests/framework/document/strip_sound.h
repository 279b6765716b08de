// Short ways to hear what a document says.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/expand.h"
#include "tests/framework/document/graph_text.h"
#include "tests/framework/engine/rendering.h"

namespace stemwright {

/// Every output of a document, by name, aligned with the song.
inline std::map<std::string, Channels> hear(const Mix& mix, int frames = 4800) {
    std::vector<Channels> sounds = renderOutputs(compile(mix.graph), {0, frames});
    std::map<std::string, Channels> named;
    for (size_t i = 0; i < sounds.size(); ++i) named[mix.graph.outputs[i].name] = std::move(sounds[i]);
    return named;
}

inline Mix mixOf(const std::string& text) { return readMix("stemwright: 1\n" + text, "mix.yaml"); }

inline std::map<std::string, Channels> hear(const std::string& text, int frames = 4800) {
    return hear(mixOf(text), frames);
}

/// Expects `sound` to be `x` times `factor`, channel by channel.
inline void expectScaled(const Channels& sound, const Channels& x, std::vector<double> factors,
                         double error = 3e-7) {
    ASSERT_EQ(sound.size(), factors.size());
    for (size_t c = 0; c < sound.size(); ++c)
        for (size_t i = 0; i < sound[c].size(); ++i)
            ASSERT_NEAR(sound[c][i], factors[c] * x[x.size() > 1 ? c : 0][i], error)
                << "channel " << c << ", frame " << i;
}

}
