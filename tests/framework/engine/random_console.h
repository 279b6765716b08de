// Random mixes as engineers build them: many strips of a few kinds, sends, keys and automation.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/engine/random_graph.h"

namespace stemwright {

/// Strips of three kinds of chain, from every type of node that runs in lanes; equal but for their numbers,
/// some of which move.
inline RandomMix randomConsole(int strips, uint32_t seed) {
    std::mt19937 random(seed);
    auto below = [&](size_t n) { return n ? size_t(random() % n) : 0; };
    std::vector<const Type*> types;
    for (const Type* type : namedTypes()) {
        auto node = type->describe();
        if (type->mostLanes > 1 && !node->inputs().empty() && node->controls().empty()) types.push_back(type);
    }
    struct Link {
        const Type* type;
        uint32_t words;
    };
    std::vector<std::vector<Link>> kinds(3);
    for (auto& kind : kinds)
        for (size_t links = 2 + below(4), l = 0; l < links; ++l)
            kind.push_back({types[below(types.size())], uint32_t(random())});
    RandomMix mix;
    mix.vertices.push_back({"room", "reverb", Datum::map({})});
    mix.vertices.push_back({"mix", "gain", Datum::map({})});
    mix.edges.push_back({"room", "mix", Datum::map({})});
    auto moving = [&](const std::string& low, const std::string& high) {
        double at = double(below(700));
        const char* shapes[] = {"linear", "smooth", "hold"};
        return automation({{at, low, shapes[below(3)]},
                           {at + 1 + double(below(900)), high, shapes[below(3)]},
                           {2200, low}});
    };
    for (int s = 0; s < strips; ++s) {
        std::string name = "s" + std::to_string(s), from = name + "noise";
        mix.vertices.push_back({from, "noise", arguments({{"seed", std::to_string(s)}})});
        for (const Link& link : kinds[below(below(3) + 1)]) {
            Picker words = byChance(link.words), numbers = byChance(uint32_t(random()));
            words.number = numbers.number;
            auto chosen = sensibleArguments(*link.type, words);
            if (!chosen) continue;
            auto node = link.type->describe();
            for (auto& [key, value] : chosen->entries)
                for (const Number* n : node->numbers())
                    if (n->name == key.name && below(6) == 0 && link.type->name != "delay")
                        value = moving(formatQuantity(within(n->limits, 0.3), n->limits.unit),
                                       formatQuantity(within(n->limits, 0.6), n->limits.unit));
            std::string own = name + link.type->name + std::to_string(mix.vertices.size());
            mix.vertices.push_back({own, link.type->name, *chosen});
            mix.edges.push_back({from, own + "." + node->inputs()[0]->name, Datum::map({})});
            for (const AudioIn* in : node->inputs())
                if (in->index > 0 && s > 0 && below(20) == 0)
                    mix.edges.push_back(
                        {"s" + std::to_string(below(s)) + "noise", own + "." + in->name, Datum::map({})});
            from = own;
        }
        Datum level = below(3) ? Datum("-20 dB") : moving("-30 dB", "-12 dB");
        mix.edges.push_back({from, "mix", arguments({{"level", "-12 dB"}})});
        mix.edges.push_back({from, "room", arguments({{"level", level}})});
    }
    mix.outputs = {"mix"};
    return mix;
}

}
