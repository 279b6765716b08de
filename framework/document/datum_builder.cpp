// Keeps the lists and maps that are open on a stack.
// SPDX-License-Identifier: MIT
#include "framework/document/datum_builder.h"
#include <algorithm>

namespace stemwright {

namespace {
constexpr size_t deepest = 64;            // the parser recurses for each level, so this also guards the stack
constexpr size_t mostByAliases = 1000000; // values; a few lines of aliases of aliases can stand for billions
}

void DatumBuilder::nothing(const Place& place, size_t anchor) {
    Datum none;
    // A parser places what is not there at whatever follows.
    none.place = !levels_.empty() && levels_.back().key ? levels_.back().key->place : place;
    finish(std::move(none), anchor, {});
}

void DatumBuilder::scalar(const Place& place, const std::string& text, size_t anchor) {
    Datum scalar(text);
    scalar.place = place;
    finish(std::move(scalar), anchor, {});
}

void DatumBuilder::start(Datum::Kind kind, const Place& place, size_t offset, size_t anchor) {
    if (levels_.size() == deepest) tooDeep(place);
    Level level{{}, offset, anchor};
    level.datum.kind = kind;
    level.datum.place = place;
    levels_.push_back(std::move(level));
}

void DatumBuilder::end() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    ++level.extent.depth;
    finish(std::move(level.datum), level.anchor, level.extent);
}

void DatumBuilder::alias(const Place& place, size_t anchor) {
    auto found = anchors_.find(anchor);
    if (found == anchors_.end()) fail(place, "this alias stands for what it is a part of", "write it out");
    const Extent& extent = found->second.extent;
    if (levels_.size() + extent.depth > deepest) tooDeep(place);
    byAliases_ += extent.values;
    if (byAliases_ > mostByAliases)
        fail(place, "the aliases up to here stand for more than a million values",
             "write out what is needed: this is an alias bomb");
    finish(found->second.datum, 0, extent);
}

void DatumBuilder::tooDeep(const Place& place) {
    fail(place, "lists and maps are nested more than " + std::to_string(deepest) + " deep",
         "close some of them");
}

void DatumBuilder::fail(const Place& place, std::string cause, std::string cure) {
    problems_.push_back({place, std::move(cause), std::move(cure)});
    throw Stop{};
}

std::vector<std::pair<size_t, Place>> DatumBuilder::open() const {
    std::vector<std::pair<size_t, Place>> all;
    for (const Level& level : levels_) all.emplace_back(level.offset, level.datum.place);
    return all;
}

// A value is whole: remember it for aliases, and put it where it belongs.
void DatumBuilder::finish(Datum datum, size_t anchor, Extent extent) {
    if (anchor) anchors_[anchor] = {datum, extent};
    if (levels_.empty()) {
        root_ = std::move(datum);
        return;
    }
    Level& level = levels_.back();
    level.extent.values += extent.values;
    level.extent.depth = std::max(level.extent.depth, extent.depth);
    if (level.datum.isList())
        level.datum.list.push_back(std::move(datum));
    else if (!level.key)
        takeKey(level, datum);
    else {
        if (!level.discard) level.datum.entries.emplace_back(std::move(*level.key), std::move(datum));
        level.key.reset();
    }
}

void DatumBuilder::takeKey(Level& level, const Datum& datum) {
    level.key = Datum::Key{datum.scalar, datum.place};
    level.discard = !datum.isScalar();
    if (level.discard) {
        problems_.push_back({datum.place, "a key is " + std::string(datum.kindName()),
                             "write a word or a name before the colon"});
        return;
    }
    auto [first, fresh] = level.keys.emplace(datum.scalar, datum.place);
    if (fresh) return;
    level.discard = true;
    problems_.push_back({datum.place,
                         "\"" + datum.scalar + "\" is there already (" + first->second.text() + ")",
                         "keep one of the two"});
}

}
