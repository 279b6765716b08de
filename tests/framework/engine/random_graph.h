// Random mixes of every type of node, with keys, sends, control wires and feedback.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/engine/rendering.h"
#include "tests/nodes/walk.h"

namespace stemwright {

/// A mix as a list of what to add, so that it can be added in any order.
struct RandomMix {
    struct Vertex {
        std::string name, type;
        Datum arguments;
    };
    struct Edge {
        std::string from, to;
        Datum options;
    };
    std::vector<Vertex> vertices;
    std::vector<Edge> edges;
    std::vector<std::string> outputs;

    Graph graph() const {
        Graph g;
        for (const Vertex& v : vertices) g.add(v.name, v.type, v.arguments);
        for (const Edge& e : edges) g.connect(e.from, e.to, e.options);
        for (const std::string& o : outputs) g.output(o, o);
        return g;
    }

    void shuffle(uint32_t seed) {
        std::mt19937 random(seed);
        std::shuffle(vertices.begin(), vertices.end(), random);
        std::shuffle(edges.begin(), edges.end(), random);
    }
};

/// `count` nodes whose wires lead from earlier to later ones, but for some that close a loop through a delay.
inline RandomMix randomMix(int count, uint32_t seed) {
    std::mt19937 random(seed);
    auto below = [&](size_t n) { return n ? size_t(random() % n) : 0; };
    auto level = [&] { return Datum(formatQuantity(-6. - double(below(30)), Unit::dB)); };
    RandomMix mix;
    std::vector<const Type*> types = namedTypes();
    std::vector<std::string> sounds, controls; // addresses of outputs so far
    auto add = [&](const std::string& name, const Type& type, Datum own) {
        auto node = type.describe();
        std::vector<std::string> ports;
        for (const AudioIn* in : node->inputs()) ports.push_back(name + "." + in->name);
        for (const AudioIns* in : node->inputArrays())
            for (int i = 1; i <= 3; ++i)
                ports.push_back(name + "." + in->name + "[" + std::to_string(i) + "]");
        for (const std::string& port : ports) {
            if (sounds.empty() || (below(3) == 0 && port != ports[0])) continue;
            std::vector<std::string> used;
            for (size_t wires = 1 + below(3), w = 0; w < wires; ++w) {
                // Mostly from near by, so that chains get long.
                size_t back = below(4) ? below(std::min<size_t>(sounds.size(), 6)) : below(sounds.size());
                const std::string& from = sounds[sounds.size() - 1 - back];
                if (std::find(used.begin(), used.end(), from) != used.end()) continue;
                used.push_back(from);
                mix.edges.push_back(
                    {from, port, below(2) ? arguments({{"level", level()}}) : Datum::map({})});
            }
        }
        for (const Number* n : node->numbers()) {
            if (controls.empty() || below(4) || n->name.find('.') != std::string::npos) continue;
            for (size_t wires = 1 + below(2), w = 0; w < wires; ++w) {
                const std::string& from = controls[below(controls.size())];
                if (w && mix.edges.back().from == from) continue;
                mix.edges.push_back(
                    {from, name + "." + n->name,
                     arguments({{"depth", n->limits.scale == Scale::logarithmic ? "0.2" : "0.01"}})});
            }
        }
        for (const AudioOut* out : node->outputs()) sounds.push_back(name + "." + out->name);
        for (const ControlOut* out : node->controls()) controls.push_back(name + "." + out->name);
        mix.vertices.push_back({name, type.name, std::move(own)});
    };
    const Type& echo = *Registry::instance().find("delay");
    for (int i = 0; i < count; ++i) {
        std::string name = "n" + std::to_string(i);
        // Each type once before chance decides; sources first.
        const Type& type = i == 0                   ? *Registry::instance().find("noise")
                           : i <= int(types.size()) ? *types[i - 1]
                                                    : *types[below(types.size())];
        auto chosen = sensibleArguments(type, below(2) ? byChance(uint32_t(random())) : Picker{});
        if (!chosen) continue;
        add(name, type, *chosen);
        if (below(8) == 0 && !sounds.empty()) {
            // sum -> (a filter) -> delay -> sum
            std::string sum = "sum" + std::to_string(i), tone = "tone" + std::to_string(i),
                        loop = "loop" + std::to_string(i);
            add(sum, *Registry::instance().find("gain"), Datum::map({}));
            add(tone, *Registry::instance().find("lowpass"), Datum::map({}));
            mix.edges.push_back({sum, tone + ".in", Datum::map({})});
            std::erase_if(mix.edges, [&](const RandomMix::Edge& e) {
                return e.to.starts_with(tone + ".") && e.from != sum;
            });
            mix.vertices.push_back({loop, echo.name, pureDelay(64 + double(below(2000)))});
            mix.edges.push_back({tone, loop, Datum::map({})});
            mix.edges.push_back({loop, sum, arguments({{"level", level()}})});
        }
    }
    mix.outputs = {sounds.back().substr(0, sounds.back().find('.'))};
    mix.outputs.push_back(sounds[sounds.size() / 2].substr(0, sounds[sounds.size() / 2].find('.')));
    if (mix.outputs[0] == mix.outputs[1]) mix.outputs.pop_back();
    return mix;
}

}
