// Finds the way from the root to what an edit is about, and what there is to do at its end.
// SPDX-License-Identifier: MIT
#include "framework/document/change.h"
#include "framework/document/part.h"
#include "framework/document/vocabulary.h"
#include <algorithm>

namespace stemwright {

namespace {

// The key of an entry of a chain that names its type.
size_t typeAt(const Datum& entry) {
    const Datum::Entry* known = typeIn(entry);
    size_t i = known ? size_t(known - entry.entries.data()) : 0;
    while (!known && i < entry.entries.size() && isEntryWord(entry.entries[i].first.name)) ++i;
    return i;
}

std::string nameOf(const Datum& entry) {
    if (!entry.isMap()) return entry.scalar;
    const Datum* id = entry.find("id");
    if (id && id->isScalar()) return id->scalar;
    size_t type = typeAt(entry);
    return type < entry.entries.size() ? entry.entries[type].first.name : "";
}

// Reasons may stand beside the type of an entry or among its parameters.
bool standsBeside(const Datum& entry, size_t type, const std::string& word) {
    bool inside = type < entry.entries.size() && entry.entries[type].second.find(word);
    return isEntryWord(word) && (entry.find(word) || !inside);
}

class EditWay {
  public:
    EditWay(const Datum& root, const Edit& edit)
        : root_(root), path_(edit.path), value_(edit.value), position_(edit.position) {
        change_.keys = path_;
    }

    Change toChange() {
        if (path_.empty()) throw Error("the document itself cannot be changed as one value", "name a word");
        const Datum* d = &root_;
        Part part = Part::document;
        for (size_t i = 0; i < path_.size(); ++i) {
            std::string key = path_[i];
            if (d->isMap()) {
                const Datum::Entry* found = d->entry(key);
                if (!found) return missing(*d, i);
                down(size_t(found - d->entries.data()), mayBeEmpty(part, i));
                part = partUnder(part, key, found->second);
                d = &found->second;
            } else if (d->isList()) {
                auto named = [&](const Datum& element) { return nameOf(element) == key; };
                auto found = std::find_if(d->list.begin(), d->list.end(), named);
                if (found == d->list.end()) return missingElement(*d, i);
                down(size_t(found - d->list.begin()), false);
                d = &*found;
                part = Part::entry;
                if (i + 1 == path_.size()) break;
                if (!d->isMap()) return replaced(aroundType(*d, i + 1), i + 1);
                size_t type = typeAt(*d);
                if (standsBeside(*d, type, path_[i + 1])) continue;
                if (type == d->entries.size())
                    throw Error(d->place, "the entry " + shown(i) + " names no type",
                                "write one such as compressor: {ratio: 3}");
                down(type, false);
                d = &d->entries[type].second;
            } else if (d->kind == Datum::Kind::none && value_)
                return replaced(around(i), i);
            else if (d->kind == Datum::Kind::none)
                nothingThere(*d, i);
            else
                throw Error(d->place, shown(i - 1) + " is a single value and holds no \"" + key + "\"",
                            "set " + shown(i - 1) + " itself");
        }
        return value_ ? replaced(*value_, path_.size()) : removed();
    }

  private:
    std::string shown(size_t last) const {
        std::string text;
        for (size_t i = 0; i <= last; ++i) text += (i ? "." : "") + path_[i];
        return "\"" + text + "\"";
    }

    [[noreturn]] void nothingThere(const Datum& where, size_t i) const {
        std::vector<std::string> known;
        for (const auto& [key, _] : where.entries) known.push_back(key.name);
        for (const Datum& element : where.list)
            if (std::string name = nameOf(element); !name.empty()) known.push_back(name);
        throw Error(where.place, "there is no " + shown(i) + " here", suggestion(path_[i], known));
    }

    // The value with the keys from number `i` on around it.
    Datum around(size_t i) const {
        Datum whole = *value_;
        for (size_t k = path_.size(); k > i; --k) whole = Datum::map({{path_[k - 1], std::move(whole)}});
        return whole;
    }

    // `saturator` or `{id: sat}` becomes `saturator: {drive: 3 dB}`.
    Datum aroundType(const Datum& entry, size_t i) const {
        if (!value_) nothingThere(entry, i);
        if (!isEntryWord(path_[i])) return Datum::map({{entry.scalar, around(i)}});
        return Datum::map({{entry.scalar, Datum::map({})}, {path_[i], around(i + 1)}});
    }

    Change missing(const Datum& map, size_t i) {
        if (!value_) nothingThere(map, i);
        change_.kind = Change::Kind::add;
        change_.key = path_[i];
        change_.value = around(i + 1);
        change_.keys.resize(i + 1);
        change_.position = i == 0 ? placeOfSection(map) : map.entries.size();
        return std::move(change_);
    }

    Change missingElement(const Datum& list, size_t i) {
        if (!value_ || i + 1 < path_.size() || nameOf(*value_) != path_[i]) nothingThere(list, i);
        change_.kind = Change::Kind::add;
        change_.value = *value_;
        change_.position = std::min(position_.value_or(list.list.size()), list.list.size());
        return std::move(change_);
    }

    // Behind the last section that comes before it in the vocabulary, else in front.
    size_t placeOfSection(const Datum& map) const {
        std::vector<std::string> order = wordsOf(Owner::mix);
        auto rank = [&](const std::string& word) {
            return std::find(order.begin(), order.end(), word) - order.begin();
        };
        size_t i = map.entries.size();
        while (i > 0 && rank(map.entries[i - 1].first.name) > rank(path_[0])) --i;
        return i;
    }

    Change replaced(Datum value, size_t depth) {
        change_.keys.resize(depth);
        change_.value = std::move(value);
        return std::move(change_);
    }

    // Parts of which an empty one says as much as none.
    static bool mayBeEmpty(Part part, size_t depth) {
        for (Part p :
             {Part::strips, Part::groups, Part::nodes, Part::wires, Part::sends, Part::chain, Part::bindings})
            if (part == p) return true;
        bool isSection = part == Part::words || part == Part::expect || part == Part::midi;
        return depth == 1 && isSection;
    }

    void down(size_t child, bool holderMayGo) {
        change_.at.push_back(child);
        mayGo_.push_back(holderMayGo);
    }

    // Whoever holds only what goes becomes empty, or goes too.
    Change removed() {
        change_.kind = Change::Kind::remove;
        auto holder = [&] {
            const Datum* d = &root_;
            for (size_t i = 0; i + 1 < change_.at.size(); ++i)
                d = d->isMap() ? &d->entries[change_.at[i]].second : &d->list[change_.at[i]];
            return d;
        };
        auto isLast = [&] { return holder()->entries.size() + holder()->list.size() == 1; };
        for (; change_.at.size() > 1 && isLast() && mayGo_.back(); mayGo_.pop_back()) change_.at.pop_back();
        if (!isLast()) return std::move(change_);
        change_.kind = Change::Kind::replace;
        change_.value = holder()->isMap() ? Datum::map({}) : Datum::sequence({});
        change_.at.pop_back();
        return std::move(change_);
    }

    const Datum& root_;
    const std::vector<std::string>& path_;
    const std::optional<Datum>& value_;
    std::optional<size_t> position_;
    std::vector<bool> mayGo_; // for each step down, whether what it leads out of goes when it is empty
    Change change_;
};

}

Change changeFor(const Datum& document, const Edit& edit) { return EditWay(document, edit).toChange(); }

}
