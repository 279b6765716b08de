// Times the engine over a random graph of trivial nodes, beside a bare array of function pointers.
// SPDX-License-Identifier: MIT
#include "framework/audio/denormals.h"
#include "framework/engine/engine.h"
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <fmt/core.h>
#include <memory>
#include <random>

using namespace stemwright;

namespace {

constexpr int window = 64, sources = 2, quantaEach = 50, rounds = 40;

/// Every node but the sources halves the sum of two earlier ones, which are at most `window` away.
struct RandomGraph {
    std::vector<std::array<int, 2>> from;
    std::vector<int> lastUse; ///< by node: who reads it last; itself where nobody does

    explicit RandomGraph(int nodes) : from(size_t(nodes)), lastUse(size_t(nodes)) {
        std::mt19937 random(42);
        for (int i = 0; i < nodes; ++i) {
            lastUse[size_t(i)] = i;
            if (i < sources) continue;
            uint32_t reach = uint32_t(std::min(window, i)), a = random() % reach, b = random() % (reach - 1);
            from[size_t(i)] = {i - 1 - int(a), i - 1 - int(b + (b >= a))};
            for (int source : from[size_t(i)]) lastUse[size_t(source)] = i;
        }
    }
    int size() const { return int(from.size()); }
};

Graph graphOf(const RandomGraph& random) {
    Graph graph;
    auto name = [](int i) { return "n" + std::to_string(i); };
    graph.add("end", "gain");
    for (int i = 0; i < random.size(); ++i) {
        if (i < sources)
            graph.add(name(i), "sine");
        else
            graph.add(name(i), "gain", Datum::map({{"gain", "-6.0206 dB"}}));
        if (i >= sources)
            for (int source : random.from[size_t(i)]) graph.connect(name(source), name(i));
        if (random.lastUse[size_t(i)] == i) graph.connect(name(i), "end");
    }
    graph.output("mix", "end");
    return graph;
}

/// The least that a scheduler can do: calls, in an order that somebody else found. Memory is used again as
/// soon as nobody needs what it holds.
class CallArray {
  public:
    explicit CallArray(const RandomGraph& random) {
        std::vector<float*> free, of(size_t(random.size()));
        auto take = [&] {
            if (free.empty()) free.push_back(rows_.emplace_back(std::make_unique<Row>())->values);
            float* row = free.back();
            free.pop_back();
            return row;
        };
        float* sum = take();
        calls_.push_back({[](const Call& c) { std::fill_n(c.out, quantum, 0.f); }, nullptr, nullptr, sum});
        for (int i = 0; i < random.size(); ++i) {
            auto [a, b] = random.from[size_t(i)];
            float* out = of[size_t(i)] = take();
            if (i < sources)
                calls_.push_back(
                    {[](const Call& c) { std::fill_n(c.out, quantum, 0.1f); }, nullptr, nullptr, out});
            else
                calls_.push_back({[](const Call& c) {
                                      for (int k = 0; k < quantum; ++k) c.out[k] = (c.a[k] + c.b[k]) * 0.5f;
                                  },
                                  of[size_t(a)], of[size_t(b)], out});
            if (random.lastUse[size_t(i)] == i) {
                calls_.push_back({[](const Call& c) {
                                      for (int k = 0; k < quantum; ++k) c.out[k] += c.a[k];
                                  },
                                  out, nullptr, sum});
                free.push_back(out);
            }
            if (i >= sources)
                for (int source : {a, b})
                    if (random.lastUse[size_t(source)] == i) free.push_back(of[size_t(source)]);
        }
    }

    void process() const {
        for (const Call& call : calls_) call.function(call);
    }

  private:
    struct alignas(64) Row {
        float values[quantum];
    };
    struct Call {
        void (*function)(const Call&);
        const float* __restrict a;
        const float* __restrict b;
        float* __restrict out;
    };
    std::vector<std::unique_ptr<Row>> rows_;
    std::vector<Call> calls_;
};

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Nanoseconds per node and quantum, of one round.
template <class Process> double round(int nodes, Process process) {
    double start = now();
    for (int q = 0; q < quantaEach; ++q) process();
    return (now() - start) / quantaEach / nodes * 1e9;
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + long(values.size() / 2), values.end());
    return values[values.size() / 2];
}

}

int main(int argc, char** argv) {
    int nodes = argc > 1 ? std::max(8, std::atoi(argv[1])) : 10000;
    RandomGraph random(nodes);
    CallArray array(random);
    Graph graph = graphOf(random);
    double start = now();
    std::shared_ptr<const Plan> plan = compile(std::move(graph));
    Engine engine(plan);
    double compiled = now() - start;

    FlushDenormals flush;
    std::vector<double> engines, arrays, ratios;
    for (int r = 0; r <= rounds; ++r) {
        double a = round(nodes, [&] { engine.process(); }), b = round(nodes, [&] { array.process(); });
        if (r == 0) continue; // to have everything in the caches
        engines.push_back(a);
        arrays.push_back(b);
        ratios.push_back(a / b);
    }
    fmt::print("{:6} nodes: engine {:.1f} ns per node and quantum of {}, array of function pointers {:.1f}, "
               "ratio {:.2f}; compiled in {:.2f} s\n",
               nodes, median(engines), quantum, median(arrays), median(ratios), compiled);
}
