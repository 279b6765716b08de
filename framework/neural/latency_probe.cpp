// Compares what comes out with the click and without.
// SPDX-License-Identifier: MIT
#include "framework/neural/latency_probe.h"
#include "framework/neural/model_layout.h"
#include <cmath>

namespace stemwright {

static constexpr double seconds = 1;
static constexpr float click = 0.5f;

// The first output of sound after a first frame of this height in the first input.
static std::vector<float> response(const ModelFacts& facts, ModelInstance& instance, float first) {
    std::vector<std::vector<float>> inputs, outputs;
    for (auto [signals, rows] : {std::pair(&facts.inputs, &inputs), std::pair(&facts.outputs, &outputs)})
        for (const ModelSignal& signal : *signals)
            for (int c = 0; c < signal.channels; ++c)
                rows->emplace_back(size_t(facts.block / signal.framesPerValue));
    std::vector<const float*> from;
    std::vector<float*> to;
    for (auto& row : inputs) from.push_back(row.data());
    for (auto& row : outputs) to.push_back(row.data());
    size_t heard = 0;
    for (size_t s = 0; !isSound(facts.outputs[s]); ++s) heard += size_t(facts.outputs[s].channels);
    instance.reset();
    std::vector<float> all;
    double rate = facts.rate > 0 ? facts.rate : 48000;
    for (inputs[0][0] = first; double(all.size()) < seconds * rate; inputs[0][0] = 0) {
        instance.process(from, to, facts.block);
        all.insert(all.end(), outputs[heard].begin(), outputs[heard].end());
    }
    return all;
}

std::optional<int> measuredLatency(const Model& model) {
    const ModelFacts& facts = model.facts();
    if (facts.inputs.empty() || !isSound(facts.inputs[0]) ||
        std::none_of(facts.outputs.begin(), facts.outputs.end(), isSound))
        return {};
    auto instance = model.instance();
    std::vector<float> with = response(facts, *instance, click), without = response(facts, *instance, 0);
    double energy = 0, largest = 0;
    int at = 0;
    for (size_t i = 0; i < with.size(); ++i) {
        double square = double(with[i] - without[i]) * double(with[i] - without[i]);
        energy += square;
        if (square > largest) largest = square, at = int(i);
    }
    if (!(largest > 0 && largest >= energy / 2)) return {};
    return at;
}

}
