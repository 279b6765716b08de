// Correlates what comes out of a model with what went in.
// SPDX-License-Identifier: MIT
#include "framework/neural/measured_latency.h"
#include "framework/audio/fourier.h"
#include "framework/neural/model_layout.h"
#include "framework/neural/model_rows.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

namespace {

constexpr size_t length = 32768; // frames

size_t firstChannelOf(const std::vector<ModelSignal>& signals, size_t signal) {
    size_t channel = 0;
    for (size_t s = 0; s < signal; ++s) channel += size_t(signals[s].channels);
    return channel;
}

// Where b resembles a most, a shift of b to the right being positive.
std::optional<int> lag(std::vector<float> a, std::vector<float> b) {
    const size_t size = 2 * length; // zeros behind, so that ends do not meet
    a.resize(size);
    b.resize(size);
    std::vector<float> aImaginary(size), bImaginary(size);
    Fourier fourier(size);
    fourier.transform(a, aImaginary);
    fourier.transform(b, bImaginary);
    for (size_t k = 0; k < size; ++k) { // conj(conj(A) B): the transform of it is that of the inverse
        const double real = double(a[k]) * b[k] + double(aImaginary[k]) * bImaginary[k];
        const double imaginary = double(a[k]) * bImaginary[k] - double(aImaginary[k]) * b[k];
        const double magnitude = std::hypot(real, imaginary);
        a[k] = magnitude > 0 ? float(real / magnitude) : 0;
        aImaginary[k] = magnitude > 0 ? float(-imaginary / magnitude) : 0;
    }
    fourier.transform(a, aImaginary);
    size_t best = 0;
    double power = 0;
    for (size_t n = 0; n < length / 2; ++n) {
        power += double(a[n]) * a[n];
        if (std::abs(a[n]) > std::abs(a[best])) best = n;
    }
    // Noise alone stands out by five times its mean at the most, once in a million.
    if (std::abs(a[best]) < 8 * std::sqrt(power / (length / 2))) return {};
    return int(best);
}

}

std::optional<int> measuredLatency(const Model& model) {
    const ModelFacts& facts = model.facts();
    auto in = std::find_if(facts.inputs.begin(), facts.inputs.end(), isSound);
    auto out = std::find_if(facts.outputs.begin(), facts.outputs.end(), isSound);
    if (in == facts.inputs.end() || out == facts.outputs.end()) return {};
    const size_t from = firstChannelOf(facts.inputs, size_t(in - facts.inputs.begin()));
    const size_t to = firstChannelOf(facts.outputs, size_t(out - facts.outputs.begin()));
    auto instance = model.instance();
    ModelRows inputs(facts.inputs, facts.block), outputs(facts.outputs, facts.block);
    std::vector<float> heard, given;
    uint32_t state = 1;
    while (heard.size() < length) {
        inputs.fillWithNoise(state);
        instance->process(inputs.readable(), outputs.writable(), facts.block);
        heard.insert(heard.end(), inputs.values()[from].begin(), inputs.values()[from].end());
        given.insert(given.end(), outputs.values()[to].begin(), outputs.values()[to].end());
    }
    heard.resize(length);
    given.resize(length);
    for (float value : given)
        if (!std::isfinite(value)) return {};
    return lag(std::move(heard), std::move(given));
}

}
