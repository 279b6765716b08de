// Partial documents from a seed, with all that a layer can say and few names, so that layers often meet.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"
#include <functional>
#include <random>

namespace stemwright::test {

class RandomLayers {
  public:
    enum class Additions { some, none };
    explicit RandomLayers(unsigned seed, Additions additions = Additions::some)
        : random_(seed), additions_(additions) {}

    Datum layer() {
        Datum document = Datum::map({});
        some(document, "session", [&] {
            return map({{"rate",
                         [&] {
                             return pick({"48 kHz", "44.1 kHz"});
                         }},
                        {"seed", [&] {
                             return number({"1", "2"});
                         }}});
        });
        for (const char* section : {"templates", "tracks", "buses"})
            some(document, section, [&] { return named(strips, [&] { return strip(); }); });
        some(document, "master", [&] { return strip(); });
        some(document, "groups", [&] { return named(strips, [&] { return group(); }); });
        some(document, "nodes", [&] { return named(entries, [&] { return node(); }); });
        some(document, "wires", [&] {
            return named({"vox -> kick", "wobble -> vox.pan", "kick -> master"}, [&] { return send(); });
        });
        some(document, "outputs", [&] { return named(strips, [&] { return output(); }); });
        some(document, "expect", [&] { return expectations(); });
        some(document, "midi", [&] { return midi(); });
        return document;
    }

    /// An edit of a chain that lies below, or the chain itself.
    Datum chain() {
        if (below(3) == 0) return listedChain();
        if (below(5)) return named(entries, [&] { return placed(node()); });
        // Not beside places, which an order may contradict.
        Datum edits = named(entries, [&] { return node(); }), order = Datum::sequence({});
        for (const std::string& name : entries)
            if (below(2)) order.list.insert(order.list.begin() + below(int(order.list.size()) + 1), name);
        edits.entries.push_back({{"order", {}}, std::move(order)});
        return edits;
    }

    Datum listedChain() {
        Datum list = Datum::sequence({});
        for (const std::string& name : entries)
            if (below(2)) list.list.push_back(listed(name));
        return list;
    }

    int below(int n) { return int(random_() % unsigned(n)); }
    std::string pick(const std::vector<std::string>& words) {
        return words[size_t(below(int(words.size())))];
    }

  private:
    using Make = std::function<Datum()>;
    inline static const std::vector<std::string> strips{"vox", "kick", "drums"};
    inline static const std::vector<std::string> entries{"duck", "compressor", "wide", "eq"};

    void some(Datum& map, const std::string& key, const Make& make) {
        if (below(2)) map.entries.push_back({{key, {}}, below(10) ? make() : Datum()});
    }
    Datum map(const std::vector<std::pair<std::string, Make>>& words) {
        Datum made = Datum::map({});
        for (const auto& [key, make] : words) some(made, key, make);
        return made;
    }
    Datum named(const std::vector<std::string>& names, const Make& make) {
        std::vector<std::pair<std::string, Make>> words;
        for (const std::string& name : names) words.emplace_back(name, make);
        return map(words);
    }

    Datum number(const std::vector<std::string>& values) {
        int kind = below(7);
        Datum value = pick(values), made = value;
        if (kind == 0 && additions_ == Additions::some) made = Datum::map({{"add", value}});
        if (kind == 1) made = Datum::map({{"is", value}});
        if (kind == 2)
            made = Datum::map({{"points", Datum::sequence({Datum::sequence({"0 s", value}),
                                                           Datum::sequence({"1|3", "0 dB", "hold"})})}});
        if (made.isMap() && below(2)) made.entries.push_back({{"because", {}}, pick({"so", "no"})});
        return made;
    }
    Datum level() { return number({"-3.1 dB", "0.2 dB", "-inf dB", "1"}); }
    Datum hertz() { return number({"80 Hz", "1 kHz", "12.5"}); }

    Datum strip() {
        return map({{"like",
                     [&] {
                         return below(2) ? Datum("vox") : Datum::sequence({"vox", "kick"});
                     }},
                    {"source", [&] { return source(); }},
                    {"gain", [&] { return level(); }},
                    {"to",
                     [&] {
                         return below(2) ? Datum("drums") : Datum::sequence({"drums", "master"});
                     }},
                    {"chain", [&] { return chain(); }},
                    {"sends", [&] { return named(strips, [&] { return send(); }); }},
                    {"from", [&] { return from(); }}});
    }
    Datum source() {
        switch (below(4)) {
        case 0:
            return pick({"a.wav", "b.wav"});
        case 1:
            return Datum::sequence({"a.wav", Datum::map({{"file", "b.wav"}, {"start", "1 s"}})});
        case 2: {
            Datum clip = map({{"start", [&] { return number({"1 s", "20 ms", "1|3"}); }}});
            if (below(2)) clip.entries.push_back({{"file", {}}, pick({"a.wav", "b.wav"})});
            return clip;
        }
        default:
            return map({{pick({"sine", "noise"}), [&] { return map({{"freq", [&] { return hertz(); }}}); }}});
        }
    }
    Datum send() {
        return below(3) ? map({{"level", [&] { return level(); }},
                               {"tap",
                                [&] {
                                    return pick({"pre", "in"});
                                }}})
                        : level();
    }
    Datum from() {
        if (below(3) == 0) return pick(strips);
        if (below(3) == 0) return Datum::sequence({"vox", "drums"});
        return named(strips, [&] { return send(); });
    }
    Datum group() {
        return map({{"members", [&] { return Datum::sequence({pick(strips)}); }},
                    {"gain", [&] { return level(); }}});
    }
    Datum output() {
        if (below(3) == 0) return pick(strips);
        return map({{"from", [&] { return pick(strips); }}, {"loudness", [&] {
                                                                 return number({"-14 LUFS", "1 LU"});
                                                             }}});
    }
    Datum midi() {
        Make binding = [&] {
            return map({{"controller",
                         [&] {
                             return pick({"7", "8"});
                         }},
                        {"moves",
                         [&] {
                             return pick({"vox.gain", "kick.gain"});
                         }},
                        {"to", [&] { return level(); }}});
        };
        return map({{"device",
                     [&] {
                         return pick({"one", "two"});
                     }},
                    {"bindings", [&] { return named(strips, binding); }}});
    }
    Datum expectations() {
        Make limits = [&] {
            return below(2) ? Datum::map({{"is", pick({"-14 LUFS", "-16 LUFS"})}, {"within", "1 LU"}})
                            : Datum::map({{"max", pick({"-14 LUFS", "-1 LU"})}});
        };
        Make both = [&] { return map({{"loudness", limits}, {"range", limits}}); };
        Datum made = both();
        some(made, "vox", both);
        return made;
    }

    Datum parameters(const std::string& type) {
        if (type == "compressor")
            return map({{"ratio",
                         [&] {
                             return number({"3", "4.5"});
                         }},
                        {"threshold", [&] { return level(); }},
                        {"sidechain", [&] { return pick(strips); }}});
        Make band = [&] {
            return map({{"freq", [&] { return hertz(); }}, {"gain", [&] { return level(); }}});
        };
        return map({{"bands", [&] { return named({"low", "high"}, band); }}});
    }
    Datum words(Datum entry) {
        if (below(4) == 0) entry.entries.push_back({{"mix", {}}, number({"40 %", "10 %"})});
        if (below(4) == 0) entry.entries.push_back({{"bypass", {}}, pick({"yes", "no"})});
        return entry;
    }
    Datum node() {
        std::string type = pick({"compressor", "eq"});
        if (below(5) == 0) return type;
        if (below(3) == 0) return words(parameters(type));
        return words(Datum::map({{type, below(8) ? parameters(type) : Datum()}}));
    }
    Datum placed(Datum entry) {
        if (entry.isMap() && below(4) == 0)
            entry.entries.push_back({{pick({"before", "after"}), {}}, pick(entries)});
        return entry;
    }
    Datum listed(const std::string& name) {
        std::string type = name == "duck" ? "compressor" : name == "wide" ? "eq" : name;
        if (type == name && below(2)) return type;
        Datum made = Datum::map({{type, parameters(type)}});
        if (type != name) made.entries.push_back({{"id", {}}, name});
        return words(made);
    }

    std::mt19937 random_;
    Additions additions_;
};

}
