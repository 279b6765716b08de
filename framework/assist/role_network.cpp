// Plain loops, the outputs of a layer side by side.
// SPDX-License-Identifier: MIT
#include "framework/assist/role_network.h"
#include "framework/assist/role.h"
#include <algorithm>
#include <fmt/format.h>

namespace stemwright {

namespace {

constexpr size_t convolutionCount = 3, stride = 2;

void rectify(std::vector<float>& values) {
    for (float& value : values) value = std::max(0.f, value);
}

// The sum so far of all outputs, and one input times its weights.
void addTo(float* sums, float input, const float* weights, size_t count) {
    for (size_t i = 0; i < count; ++i) sums[i] += input * weights[i];
}

}

RoleNetwork::RoleNetwork(const WeightFile& weights) {
    auto copied = [](std::span<const float> from) { return std::vector<float>(from.begin(), from.end()); };
    size_t inputs = melCount;
    for (size_t c = 0; c < convolutionCount; ++c) {
        const std::string name = fmt::format("convolution{}", c);
        const auto bias = weights.values(name + ".bias", {0});
        convolutions_.push_back(
            {copied(weights.values(name + ".weight", {0, inputs, bias.size()})), copied(bias)});
        inputs = bias.size();
    }
    auto dense = [&](const std::string& name, size_t outputs) {
        const auto bias = weights.values(name + ".bias", {outputs}),
                   rows = weights.values(name + ".weight", {bias.size(), inputs});
        Layer layer{std::vector<float>(rows.size()), copied(bias)};
        for (size_t o = 0; o < bias.size(); ++o)
            for (size_t i = 0; i < inputs; ++i) layer.weight[i * bias.size() + o] = rows[o * inputs + i];
        inputs = bias.size();
        return layer;
    };
    inputs *= 2;
    embed_ = dense("embed", 0);
    score_ = dense("score", roleCount);
}

const RoleNetwork& RoleNetwork::shipped() {
    static const RoleNetwork network(WeightFile::shipped("roles"));
    return network;
}

std::vector<float> RoleNetwork::convolve(const Layer& layer, size_t inputs, const std::vector<float>& input) {
    const size_t outputs = layer.bias.size(), steps = layer.weight.size() / (inputs * outputs);
    const size_t frames = input.size() / inputs;
    std::vector<float> output;
    for (size_t middle = 0; middle < frames; middle += stride) {
        output.insert(output.end(), layer.bias.begin(), layer.bias.end());
        float* sums = output.data() + output.size() - outputs;
        for (size_t step = 0; step < steps; ++step) {
            const size_t frame = middle + step - steps / 2; // before the first one: beyond the last
            if (frame >= frames) continue;
            for (size_t i = 0; i < inputs; ++i)
                addTo(sums, input[frame * inputs + i], &layer.weight[(step * inputs + i) * outputs], outputs);
        }
    }
    return output;
}

RoleNetwork::Heard RoleNetwork::operator()(std::span<const float> levels) const {
    std::vector<float> signal(levels.begin(), levels.end());
    size_t channels = melCount;
    for (const Layer& layer : convolutions_) {
        signal = convolve(layer, channels, signal);
        rectify(signal);
        channels = layer.bias.size();
    }
    std::vector<float> found(2 * channels); // means, then maxima
    for (size_t c = 0; c < channels; ++c) {
        for (size_t i = c; i < signal.size(); i += channels) {
            found[c] += signal[i];
            found[channels + c] = std::max(found[channels + c], signal[i]); // none is negative
        }
        found[c] /= float(signal.size() / channels);
    }
    Heard heard;
    heard.embedding = convolve(embed_, found.size(), found);
    rectify(heard.embedding);
    heard.scores = convolve(score_, heard.embedding.size(), heard.embedding);
    return heard;
}

}
