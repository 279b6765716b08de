// Layers that change one thing in a document, for tests of what else they change.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/document/layer_text.h"
#include "tests/framework/document/random_layers.h"

namespace stemwright::test {

/// What is found in a document at the keys that lead to it.
struct Target {
    Address address;
    Part part;
};

/// All that `document` says below its sections: values, and the strips, entries and the like around them.
inline void findTargets(const Datum& document, Part part, const Address& from, std::vector<Target>& found) {
    auto add = [&](const std::string& key, const Datum& value, Part under) {
        static const std::vector<std::string> places{"", "order", "before", "after", "id", "file"};
        if (std::find(places.begin(), places.end(), key) != places.end()) return;
        bool typed = part == Part::entry || part == Part::source;
        if (typed && value.kind == Datum::Kind::none) return; // may be a type, and is no value then
        Address address = from;
        address.push_back(key);
        if (address.size() > 1) found.push_back({address, under});
        findTargets(value, under, address, found);
    };
    if (part == Part::chain && document.isList())
        for (const Datum& entry : document.list) add(entryName(entry), entry, Part::entry);
    if (part == Part::atom || isValue(document)) return;
    for (const auto& [key, value] : document.entries) add(key.name, value, partUnder(part, key.name, value));
}

inline std::vector<Target> targets(const Datum& document) {
    std::vector<Target> found;
    findTargets(document, Part::document, {}, found);
    return found;
}

inline Datum layerOf(const Address& address, Datum value) {
    for (size_t i = address.size(); i-- > 0;) value = Datum::map({{address[i], std::move(value)}});
    return value;
}

inline bool startsWith(const Address& address, const Address& with) {
    return address.size() >= with.size() && std::equal(with.begin(), with.end(), address.begin());
}

/// The address that a layer of layerOf() changes, and to what.
inline std::pair<Address, Datum> editIn(const Datum& layer) {
    Address address;
    const Datum* at = &layer;
    for (; at->entries.size() == 1 && !isValue(*at); at = &at->entries[0].second)
        address.push_back(at->entries[0].first.name);
    return {address, *at};
}

/// Whether an edit of layerOf() has something to edit.
inline bool hasTarget(const Datum& document, const Datum& layer) {
    std::vector<Target> all = targets(document);
    Address address = editIn(layer).first;
    return std::any_of(all.begin(), all.end(), [&](const Target& t) { return t.address == address; });
}

/// A document, and layers that each change another address of it: a value where it has one, else nothing.
inline std::vector<Datum> documentAndEdits(unsigned seed, size_t count) {
    static const std::vector<Datum> values{"-1 dB", Datum::map({{"add", "1 dB"}}),
                                           Datum::map({{"is", "2 dB"}, {"because", "why"}}), Datum()};
    RandomLayers random(seed);
    std::vector<Datum> layers{random.layer()};
    std::vector<Target> all = targets(layers[0]);
    std::vector<Address> chosen;
    for (int tries = 0; tries < 50 && chosen.size() < count && !all.empty(); ++tries) {
        const auto& [address, part] = all[size_t(random.below(int(all.size())))];
        auto meets = [&, &to = address](const Address& a) { return startsWith(a, to) || startsWith(to, a); };
        if (std::any_of(chosen.begin(), chosen.end(), meets)) continue;
        chosen.push_back(address);
        bool value = part == Part::atom || part == Part::send;
        layers.push_back(layerOf(address, value ? values[size_t(random.below(4))] : Datum()));
    }
    layers.resize(count + 1, Datum::map({}));
    return layers;
}

}
