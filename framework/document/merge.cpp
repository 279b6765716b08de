// Merges maps by name, atoms by replacing, and keeps in steps what cannot be told yet.
// SPDX-License-Identifier: MIT
#include "framework/document/merge.h"
#include "framework/document/addition.h"
#include <unordered_map>

namespace stemwright {

namespace {

bool isNothing(const Datum& datum) { return datum.kind == Datum::Kind::none; }

Datum inSteps(std::vector<Datum> list) {
    Datum steps;
    steps.kind = Datum::Kind::steps;
    steps.place = list.back().place;
    steps.list = std::move(list);
    return steps;
}

// What stands for "forget what lies below, and then": the upper one replaces the lower.
Datum replacing(const Datum& upper) {
    Datum nothing;
    nothing.place = upper.place;
    return inSteps({nothing, upper});
}

Datum mapsByName(const Datum& lower, const Datum& upper, Part part) {
    Datum map = lower;
    std::unordered_map<std::string_view, size_t> positions; // only where a search would take long
    if (upper.entries.size() > 16)
        for (size_t i = 0; i < lower.entries.size(); ++i) positions.emplace(lower.entries[i].first.name, i);
    auto position = [&](const std::string& name) {
        if (!positions.empty()) {
            auto found = positions.find(name);
            return found == positions.end() ? lower.entries.size() : found->second;
        }
        size_t i = 0;
        while (i < lower.entries.size() && lower.entries[i].first.name != name) ++i;
        return i;
    };
    for (const auto& [key, value] : upper.entries) {
        size_t at = position(key.name);
        if (at == lower.entries.size()) {
            map.entries.emplace_back(key, value);
            continue;
        }
        auto& [oldKey, old] = map.entries[at];
        Part under = partUnder(part, key.name, value);
        // A section without content, such as `tracks:` with all its lines commented out, removes nothing.
        bool section = part == Part::document && under != Part::atom;
        if (section && isNothing(value)) continue;
        if (section && isNothing(old)) {
            map.entries[at] = {key, value};
            continue;
        }
        if (under == Part::atom || under == Part::send || isNothing(old) || isNothing(value)) oldKey = key;
        old = merged(old, value, under);
    }
    return map;
}

// Entries, nodes and sources: the same type merges, another one replaces, and what names none belongs to
// whatever type lies below.
Datum typed(const Datum& lower, const Datum& upper, Part part) {
    const Datum::Entry *below = typeIn(lower), *above = typeIn(upper);
    auto isClip = [&](const Datum& d) { return part == Part::source && (d.find("file") || d.find("clips")); };
    if (below && above) {
        if (below->first.name != above->first.name) return replacing(upper);
        return mapsByName(lower, upper, part);
    }
    bool bareBelow = !below && !isClip(lower), bareAbove = !above && !isClip(upper);
    if (bareBelow && lower.entries.empty()) return upper;
    if (bareBelow && !bareAbove) return inSteps({lower, upper});
    if (!below && !above) return mapsByName(lower, upper, part);
    if (!bareAbove) return replacing(upper);
    // Parameters go to those of the type, words beside it.
    Datum words = upper, arguments = upper;
    std::erase_if(words.entries, [](const auto& e) { return !isEntryWord(e.first.name); });
    std::erase_if(arguments.entries, [](const auto& e) { return isEntryWord(e.first.name); });
    Datum result = mapsByName(lower, words, part);
    for (auto& [key, value] : result.entries)
        if (key.name == below->first.name && !arguments.entries.empty())
            value = merged(value, arguments, Part::parameters);
    return result;
}

Datum onSteps(const Datum& lower, const Datum& upper, Part part) {
    Datum steps = lower;
    if (part == Part::chain) {
        steps.list.push_back(upper);
    } else {
        Datum last = merged(steps.list.back(), upper, part);
        steps.list.pop_back();
        if (last.kind == Datum::Kind::steps && isNothing(last.list.front())) return last;
        if (last.kind == Datum::Kind::steps)
            steps.list.insert(steps.list.end(), last.list.begin(), last.list.end());
        else
            steps.list.push_back(std::move(last));
    }
    steps.place = upper.place;
    return steps;
}

Datum removed(const Datum& lower, Datum nothing) {
    if (isNothing(lower)) {
        if (nothing.list.empty()) nothing.list = lower.list;
    } else if (nothing.list.empty()) {
        nothing.list.emplace_back();
        nothing.list[0].place = lower.place;
    }
    return nothing;
}

}

Datum merged(const Datum& lower, const Datum& upper, Part part) {
    if (upper.kind == Datum::Kind::steps) {
        Datum result = lower;
        for (const Datum& step : upper.list) result = merged(result, step, part);
        return result;
    }
    if (isNothing(upper)) return removed(lower, upper);
    if (part == Part::atom && !isAddition(upper)) return upper;
    if (part == Part::chain && upper.isList()) return upper;
    if (upper.isMap() && upper.entries.empty() && part != Part::atom && !isNothing(lower)) return lower;
    if (part == Part::from && !upper.isMap()) return upper;
    bool inParts = part != Part::atom && part != Part::chain;
    if (inParts && !writtenOut(part, upper).isMap()) return upper;
    if (isNothing(lower)) return inSteps({lower, upper});
    if (part == Part::atom) {
        if (lower.kind == Datum::Kind::steps) return onSteps(lower, upper, part);
        if (auto sum = added(lower, upper)) return *sum;
        return inSteps({lower, upper});
    }
    if (part == Part::chain)
        return lower.kind == Datum::Kind::steps ? onSteps(lower, upper, part) : inSteps({lower, upper});
    Datum above = writtenOut(part, upper);
    if (lower.kind == Datum::Kind::steps) return onSteps(lower, above, part);
    Datum below = writtenOut(part, lower);
    if (!below.isMap() || isValue(below)) return replacing(above);
    if (part == Part::from && !lower.isMap()) return replacing(mapsByName(below, above, part));
    if (part == Part::entry || part == Part::source) return typed(below, above, part);
    return mapsByName(below, above, part);
}

}
