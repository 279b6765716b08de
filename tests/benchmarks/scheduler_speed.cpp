// Times the engine over a random graph of trivial nodes, beside a bare array of function pointers.
// SPDX-License-Identifier: MIT
#include "framework/audio/denormals.h"
#include "framework/engine/engine.h"
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fmt/core.h>
#include <functional>
#include <memory>
#include <random>

using namespace stemwright;

namespace {

constexpr int window = 64, sources = 2, quantaEach = 16, rounds = 30;

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

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + long(values.size() / 2), values.end());
    return values[values.size() / 2];
}

/// One way to run the graph, called for one turn of `quanta`.
struct Contestant {
    const char* name;
    std::function<void()> process;
    int quanta = 1;
    std::vector<double> rounds{}; ///< nanoseconds per node and quantum

    void round(int nodes) {
        double start = now();
        for (int q = 0; q < quantaEach; q += quanta) process();
        rounds.push_back((now() - start) / quantaEach / nodes * 1e9);
    }
};

}

int main(int argc, char** argv) {
    int nodes = argc > 1 ? std::max(8, std::atoi(argv[1])) : 10000;
    RandomGraph random(nodes);
    CallArray array(random);
    auto secondsToCompile = [](const RandomGraph& graph) {
        std::clock_t start = std::clock(); // processor time, which others on the machine do not count towards
        Engine(compile(graphOf(graph)));
        return double(std::clock() - start) / CLOCKS_PER_SEC;
    };
    double half = secondsToCompile(RandomGraph(nodes / 2)), compiled = secondsToCompile(random);
    Engine live(compile(graphOf(random)));
    constexpr int offlineQuanta = 16;
    Engine offline(compile(graphOf(random), {.quanta = offlineQuanta}));
    Contestant contestants[] = {{"array of function pointers", [&] { array.process(); }},
                                {"engine, one quantum at a time", [&] { live.process(); }},
                                {"engine, sixteen", [&] { offline.process(); }, offlineQuanta}};
    FlushDenormals flush;
    for (int r = 0; r <= rounds; ++r)
        for (Contestant& one : contestants) {
            one.round(nodes);
            if (r == 0) one.rounds.clear(); // it was for the caches
        }

    fmt::print(
        "\n{} nodes, made and compiled in {:.2f} s of processor time, half as many in {:.2f} s; ns per node "
        "and quantum, and in array calls\n",
        nodes, compiled, half);
    for (const Contestant& one : contestants) {
        std::vector<double> ratios;
        for (size_t r = 0; r < one.rounds.size(); ++r)
            ratios.push_back(one.rounds[r] / contestants[0].rounds[r]);
        fmt::print("{:32}{:8.1f}{:8.2f}\n", one.name, median(one.rounds), median(ratios));
    }
}
