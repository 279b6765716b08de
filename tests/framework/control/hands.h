// A graph whose numbers are moved by hand while it plays, and the same moves as automation.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/capture.h"
#include "framework/control/faders.h"
#include "tests/framework/engine/playing.h"
#include <random>

namespace stemwright {

/// Plays graphs with hands on all of their faders.
struct Hands {
    FaderNumbers numbers;
    std::shared_ptr<Queue<FaderReport>> reports = std::make_shared<Queue<FaderReport>>(1 << 16);
    std::shared_ptr<const std::vector<Fader>> faders; // of the graph that was made last
    Helped helped;

    std::unique_ptr<LiveMix> make(Graph graph, const Datum& document = Datum::map({}),
                                  const LiveMix* before = nullptr) {
        faders = std::make_shared<const std::vector<Fader>>(addFaders(graph, document));
        auto plan = compile(std::move(graph), helped.arrangement());
        return std::make_unique<LiveMix>(plan, allOutputs(*plan), Cut{0, 1 << 30}, before, nullptr,
                                         Rides::Settings{faders, &numbers, reports}, helped.crew.get());
    }
    std::unique_ptr<LiveMix> started(Graph graph, const Datum& document = Datum::map({})) {
        auto mix = make(std::move(graph), document);
        mix->start();
        return mix;
    }
    std::unique_ptr<LiveMix> following(Graph graph, const Playout& playout) {
        auto mix = make(std::move(graph), Datum::map({}), &playout.current());
        mix->follow(playout.position());
        return mix;
    }

    FaderMove to(const std::string& address, double value) {
        return {FaderMove::Kind::move, numbers.of(address), value};
    }
    FaderMove free(const std::string& address) { return {FaderMove::Kind::release, numbers.of(address), 0}; }

    /// A move of any fader that the document leaves alone, now and then to silence. (Where automation moved
    /// before a hand came, it ends in the middle of a segment, and memory of delays is as long as the text
    /// says.)
    FaderMove random(std::mt19937& random) {
        auto suits = [](const Fader& f) { return !f.written.curve && !f.address.ends_with(".time"); };
        size_t chosen = random() % faders->size();
        while (!suits((*faders)[chosen])) chosen = (chosen + 1) % faders->size();
        const Fader& fader = (*faders)[chosen];
        if (random() % 5 == 0) return free(fader.address);
        const Range& range = fader.range;
        if (range.unit == Unit::dB && std::isinf(range.min) && random() % 8 == 0)
            return to(fader.address, range.min);
        double low = std::isinf(range.min) ? range.init - 30 : range.min,
               high = std::isinf(range.max) ? range.init + 30 : range.max;
        return to(fader.address, low + (high - low) * double(random() % 1000) / 999);
    }

    Capture captured() {
        Capture capture;
        for (; const FaderReport* report = reports->front(); reports->drop())
            for (const Fader& fader : *faders)
                if (numbers.find(fader.address) == report->number) capture.add(fader, *report);
        return capture;
    }
};

/// Puts values where their faders are.
inline Graph withAutomation(Graph graph, const std::map<std::string, Value>& values) {
    for (const Fader& fader : addFaders(graph, Datum::map({})))
        for (const Graph::Vertex& vertex : graph.vertices)
            for (Number* number : vertex.node->numbers())
                if (number->value.curve == fader.curve) {
                    auto found = values.find(fader.address);
                    number->value = found == values.end() ? fader.written : found->second;
                }
    return graph;
}

}
