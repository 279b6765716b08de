// Times every node of the registry, alone and in every width of lanes.
// SPDX-License-Identifier: MIT
#include "framework/audio/denormals.h"
#include "framework/node/registry.h"
#include <benchmark/benchmark.h>
#include <random>

using namespace stemwright;

// One stereo quantum of noise through all lanes, with default parameters and one sample of each record.
static void run(benchmark::State& state, const Type* type, int lanes) {
    std::unique_ptr<Node> node = type->describe();
    node->arrange(std::vector<int>(node->inputs().size(), 2));
    node->prepare();
    std::unique_ptr<Batch> batch = type->batch(*node, lanes);
    std::mt19937 random(1);
    std::uniform_real_distribution<float> sample(-0.5f, 0.5f);
    struct alignas(64) Rows {
        float values[quantum * 16];
    };
    std::vector<Rows> in(node->inputChannels()), out(node->outputChannels()), from(node->controls().size()),
        to(from.size());
    for (Rows& row : in)
        for (float& v : row.values) v = sample(random);
    std::vector<const float*> inputs;
    std::vector<float*> outputs, controlFrom, controlTo;
    for (Rows& row : in) inputs.push_back(row.values);
    for (Rows& row : out) outputs.push_back(row.values);
    for (Rows& row : from) controlFrom.push_back(row.values);
    for (Rows& row : to) controlTo.push_back(row.values);
    FlushDenormals flush;
    Work work{0, quantum, inputs.data(), outputs.data(), controlFrom.data(), controlTo.data()};
    for (auto _ : state) {
        batch->process(work);
        work.frame += quantum;
    }
    state.counters["per instance and frame"] =
        benchmark::Counter(double(state.iterations()) * quantum * lanes,
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

int main(int argc, char** argv) {
    for (const Type* type : Registry::instance().types())
        for (int lanes : Registry::instance().widths())
            if ((lanes == 1 || type->mostLanes > 1) && type->name != "file" &&
                type->family != "script") // which take files of their own
                benchmark::RegisterBenchmark((type->name + "/" + std::to_string(lanes)).c_str(), run, type,
                                             lanes);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
