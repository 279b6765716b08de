// Layers as text, for tests that compare what they come to or show which of them is to blame.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/chain_edit.h"
#include "framework/document/part.h"
#include <algorithm>

namespace stemwright::test {

/// What a tree says, on one line: without places, maps in the order of their keys, short forms written out. A
/// `null` that has removed something differs from one that has not; as a step that makes no difference.
inline std::string meaning(const Datum& written, Part part = Part::document) {
    bool steps = written.kind == Datum::Kind::steps;
    Datum datum = steps ? written : writtenOut(part, written);
    if (datum.isScalar()) return datum.scalar;
    if (datum.kind == Datum::Kind::none) return datum.list.empty() ? "null" : "null!";
    std::vector<std::string> parts;
    for (const Datum& element : datum.list)
        parts.push_back(!steps ? meaning(element, part == Part::chain ? Part::entry : Part::atom)
                        : element.kind == Datum::Kind::none ? "null"
                                                            : meaning(element, part));
    for (const auto& [key, value] : datum.entries)
        parts.push_back(key.name + ": " + meaning(value, partUnder(part, key.name, value)));
    if (datum.isMap()) std::sort(parts.begin(), parts.end());
    std::string text;
    for (const std::string& one : parts) text += (text.empty() ? "" : steps ? " then " : ", ") + one;
    return (steps ? "<" : datum.isList() ? "[" : "{") + text + (steps ? ">" : datum.isList() ? "]" : "}");
}

using Address = std::vector<std::string>;

/// What a settled document says at an address; nullptr where it says nothing.
inline const Datum* said(const Datum& document, const Address& address) {
    const Datum* at = &document;
    for (size_t i = 0; i < address.size() && at; ++i) {
        if (at->isList()) {
            auto named = [&](const Datum& entry) { return entryName(entry) == address[i]; };
            auto entry = std::find_if(at->list.begin(), at->list.end(), named);
            at = entry == at->list.end() ? nullptr : &*entry;
            continue;
        }
        // A bare parameter belongs to the type of its entry.
        const Datum::Entry *type = i > 1 ? typeIn(*at) : nullptr, *written = at->entry(address[i]);
        at = written ? &written->second : type ? type->second.find(address[i]) : nullptr;
    }
    return at;
}

/// Every tree that lacks one pair or element of this one, or has a simpler value in its place.
inline std::vector<Datum> simpler(const Datum& datum) {
    std::vector<Datum> trees;
    auto within = [&](size_t i, const Datum& child, auto put) {
        for (Datum& inner : simpler(child)) {
            trees.push_back(datum);
            put(trees.back(), i, std::move(inner));
        }
    };
    for (size_t i = 0; i < datum.entries.size(); ++i) {
        trees.push_back(datum);
        trees.back().entries.erase(trees.back().entries.begin() + long(i));
        within(i, datum.entries[i].second,
               [](Datum& tree, size_t at, Datum child) { tree.entries[at].second = std::move(child); });
    }
    for (size_t i = 0; i < datum.list.size(); ++i) {
        trees.push_back(datum);
        trees.back().list.erase(trees.back().list.begin() + long(i));
        within(i, datum.list[i],
               [](Datum& tree, size_t at, Datum child) { tree.list[at] = std::move(child); });
    }
    return trees;
}

/// As few words in `layers` as still make `fails` say something.
template <class Fails> std::vector<Datum> smallest(std::vector<Datum> layers, const Fails& fails) {
    for (bool again = true; again;) {
        again = false;
        for (size_t i = 0; i < layers.size() && !again; ++i)
            for (Datum& tree : simpler(layers[i])) {
                std::vector<Datum> fewer = layers;
                fewer[i] = std::move(tree);
                if (fails(fewer).empty()) continue;
                layers = std::move(fewer);
                again = true;
                break;
            }
    }
    return layers;
}

}
