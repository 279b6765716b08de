// Spreads what can be varied over a few ways, and compares those.
// SPDX-License-Identifier: MIT
#include "framework/engine/way.h"
#include <algorithm>

namespace stemwright {

namespace {
// Chooses again what was chosen before.
struct ChosenSet {
    std::string before = Registry::instance().instructionSet();
    ~ChosenSet() { Registry::choose(before); }
};
}

Way plainWay() {
    return {Registry::instructionSets().front(), {.lanes = 1, .threads = 1, .quanta = 1}, quantum};
}

std::vector<Way> everyWay() {
    ChosenSet atFirst;
    std::vector<Way> widths;
    for (const std::string& set : Registry::instructionSets()) {
        Registry::choose(set);
        for (int lanes : Registry::instance().widths()) widths.push_back({set, {.lanes = lanes}, 0});
    }
    std::vector<Arrangement> arrangements;
    for (int threads : {1, 2, 3, 8})
        for (int quanta : {1, 4, 16}) arrangements.push_back({.threads = threads, .quanta = quanta});
    const std::vector<int> blocks{1, 64, 65, 128, 480, 0};

    size_t count = std::max({widths.size(), arrangements.size(), blocks.size()});
    std::vector<Way> ways;
    for (size_t w = 0; w < widths.size(); ++w) // those of a set stay together
        for (size_t i = w; i < count; i += widths.size()) {
            Way way = widths[w];
            way.arrangement.threads = arrangements[i % arrangements.size()].threads;
            way.arrangement.quanta = arrangements[i % arrangements.size()].quanta;
            way.block = blocks[i % blocks.size()];
            ways.push_back(std::move(way));
        }
    return ways;
}

std::optional<std::vector<std::optional<Divergence>>> prove(const std::function<Graph()>& graph,
                                                            const std::vector<Way>& ways, Cut cut,
                                                            const ProgressReport& report) {
    ChosenSet atFirst;
    auto planned = [&](const Way& way) {
        Registry::choose(way.instructionSet);
        return compile(graph(), way.arrangement);
    };
    Comparison comparison(planned(plainWay()));
    for (const Way& way : ways) comparison.add(planned(way), way.block);
    if (comparison.run(cut, report) == Progress::cancel) return {};
    return comparison.divergences();
}

}
