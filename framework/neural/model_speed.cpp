// Times the blocks of a model.
// SPDX-License-Identifier: MIT
#include "framework/neural/model_speed.h"
#include "framework/neural/model_rows.h"
#include <algorithm>
#include <chrono>

namespace stemwright {

ModelSpeed speedOf(const Model& model, double seconds) {
    using Clock = std::chrono::steady_clock;
    auto since = [](Clock::time_point start) {
        return std::chrono::duration<double>(Clock::now() - start).count();
    };
    const ModelFacts& facts = model.facts();
    auto instance = model.instance();
    ModelRows inputs(facts.inputs, facts.block), outputs(facts.outputs, facts.block);
    uint32_t state = 1;
    std::vector<double> times;
    const auto start = Clock::now();
    for (double all = 0; all < seconds || (times.size() < 100 && all < 4 * seconds); all = since(start)) {
        inputs.fillWithNoise(state);
        const auto before = Clock::now();
        instance->process(inputs.readable(), outputs.writable(), facts.block);
        times.push_back(since(before));
    }
    std::sort(times.begin(), times.end());
    auto quantile = [&](double part) {
        return times[std::min(times.size() - 1, size_t(part * double(times.size())))];
    };
    return {quantile(0.5), quantile(0.99), times.back(), int(times.size())};
}

}
