// Overrides, inserts, removes, moves and orders the entries of a chain.
// SPDX-License-Identifier: MIT
#include "framework/document/chain_edit.h"
#include "framework/document/merge.h"
#include "framework/node/registry.h"
#include <algorithm>
#include <map>

namespace stemwright {

namespace {

class Chain {
  public:
    Chain(const std::string& strip, const Remarks& remarks) : strip_(strip), remarks_(remarks) {}

    void start(const Datum& list) {
        place_ = list.place;
        entries_.clear();
        removed_.clear();
        types_.clear();
        for (const Datum& entry : list.list) entries_.push_back({entryName(entry), entry});
    }

    void apply(const Datum& edits) {
        editPlace_ = edits.place;
        for (const Entry& entry : entries_) {
            const Datum::Entry* type = entry.datum.isMap() ? typeIn(entry.datum) : nullptr;
            types_[type ? type->first.name : entry.datum.scalar] = entry.name;
        }
        for (const auto& [key, edit] : edits.entries)
            if (key.name != "order") change(key, edit);
        moveAll(edits); // once all are there
        if (const Datum::Entry* order = edits.entry("order")) reorder(order->second);
    }

    Datum list() const {
        Datum chain = Datum::sequence({});
        chain.place = place_.line ? place_ : editPlace_;
        for (const Entry& entry : entries_) chain.list.push_back(entry.datum);
        return chain;
    }

  private:
    struct Entry {
        std::string name;
        Datum datum; // as in a list
    };

    Entry* find(const std::string& name) {
        auto found =
            std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.name == name; });
        return found == entries_.end() ? nullptr : &*found;
    }

    std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const Entry& entry : entries_)
            if (!entry.name.empty()) all.push_back(entry.name);
        return all;
    }

    void problem(const Place& place, std::string cause, std::string cure) {
        remarks_.problems.push_back({place, std::move(cause), std::move(cure)});
    }

    // "vox.duck.ratio" where that is all that is said of the entry, else "vox.duck".
    std::string addressOf(const Datum::Key& key, const Datum& edit) const {
        const Datum::Entry* type = edit.isMap() ? typeIn(edit) : nullptr;
        const Datum& said = type ? type->second : edit;
        std::string inner = said.entries.size() == 1 ? "." + said.entries[0].first.name : "";
        return "\"" + strip_ + "." + key.name + inner + "\"";
    }

    std::string chainText() const {
        return "the chain of \"" + strip_ + "\"" + (place_.line ? " (" + place_.text() + ")" : "");
    }

    // Says where the chain stands that has no such entry, or where the entry went.
    void orphan(const Datum::Key& key, const Datum& edit, const std::string& sameType = "") {
        bool removes = edit.kind == Datum::Kind::none;
        std::string cause = addressOf(key, edit) + (removes ? " removes nothing: " : " changes nothing: ");
        if (auto gone = removed_.find(key.name); gone != removed_.end())
            return warn(key.place, cause + "\"" + key.name + "\" was removed (" + gone->second.text() + ")",
                        "take it out");
        std::string cure =
            !sameType.empty() ? "did you mean \"" + sameType + "\"?" : suggestion(key.name, names());
        if (names().empty())
            cure = removes ? "take it out" : "write its type, such as " + key.name + ": {compressor: {...}}";
        warn(key.place, cause + "there is no \"" + key.name + "\" in " + chainText(), cure);
    }

    void warn(const Place& place, std::string cause, std::string cure) {
        remarks_.warnings.push_back({place, std::move(cause), std::move(cure)});
    }

    void change(const Datum::Key& key, const Datum& edit) {
        Entry* below = find(key.name);
        if (edit.kind == Datum::Kind::none) {
            if (!below) return orphan(key, edit);
            removed_[key.name] = key.place;
            entries_.erase(entries_.begin() + (below - entries_.data()));
            return;
        }
        if (!edit.isMap() && !edit.isScalar())
            return problem(edit.place, "\"" + key.name + "\" in a chain is " + std::string(edit.kindName()),
                           "write its parameters, such as " + key.name + ": {ratio: 3}");
        if (const Datum::Entry* id = edit.entry("id"))
            return problem(id->first.place, "an entry that is edited has no \"id\"",
                           "its name is \"" + key.name + "\" already");
        if (edit.isScalar() && !Registry::instance().find(edit.scalar))
            return problem(edit.place, "there is no node \"" + edit.scalar + "\"",
                           suggestion(edit.scalar, Registry::instance().names()));
        Datum written = withoutPosition(writtenOut(Part::entry, edit));
        if (below)
            override(*below, written, key);
        else
            insert(key, written);
    }

    void override(Entry& below, const Datum& edit, const Datum::Key& key) {
        Datum over = merged(below.datum, edit, Part::entry);
        if (over.kind == Datum::Kind::steps) over = Datum(over.list.back()); // another type
        if (!over.isMap()) return;
        named(over, key);
        below.datum = std::move(over);
    }

    void insert(const Datum::Key& key, Datum edit) {
        if (!typeIn(edit)) {
            const Type* type = Registry::instance().find(key.name);
            if (mistypes(key, edit)) return;
            auto same = types_.find(key.name);
            if (!type || same != types_.end() || removed_.contains(key.name))
                return orphan(key, edit, same != types_.end() && find(same->second) ? same->second : "");
            edit = typed(key, edit);
            if (!entries_.empty())
                warn(key.place, "there is no \"" + key.name + "\" in " + chainText() + ", so one is put in",
                     "write " + key.name + ": {" + key.name + ": {...}} if that is meant");
        }
        removed_.erase(key.name);
        named(edit, key);
        entries_.push_back({key.name, std::move(edit)});
    }

    // One map under one word that is no type: `{compresor: {ratio: 3}}`.
    bool mistypes(const Datum::Key& key, const Datum& edit) {
        const Datum::Entry* only = nullptr;
        for (const Datum::Entry& e : edit.entries) {
            if (isEntryWord(e.first.name)) continue;
            if (only) return false;
            only = &e;
        }
        if (!only || !only->second.isMap() || isValue(only->second) || Registry::instance().find(key.name))
            return false;
        std::string meant = suggestion(only->first.name, Registry::instance().names());
        if (!meant.starts_with("did you mean")) return false;
        problem(only->first.place, "there is no node \"" + only->first.name + "\"", meant);
        return true;
    }

    // Bare parameters under the name of a type.
    static Datum typed(const Datum::Key& key, const Datum& bare) {
        Datum words = bare, arguments = bare;
        std::erase_if(arguments.entries, [](const auto& e) { return isEntryWord(e.first.name); });
        std::erase_if(words.entries, [](const auto& e) { return !isEntryWord(e.first.name); });
        words.entries.insert(words.entries.begin(), {key, std::move(arguments)});
        return words;
    }

    // An entry in a list has an id where its name is not its type.
    static void named(Datum& entry, const Datum::Key& key) {
        std::erase_if(entry.entries, [](const auto& e) { return e.first.name == "id"; });
        const Datum::Entry* type = typeIn(entry);
        if (type && type->first.name == key.name) return;
        Datum id(key.name);
        id.place = key.place;
        entry.entries.insert(entry.entries.begin(), {Datum::Key{"id", key.place}, std::move(id)});
    }

    static Datum withoutPosition(Datum edit) {
        std::erase_if(edit.entries,
                      [](const auto& e) { return e.first.name == "before" || e.first.name == "after"; });
        return edit;
    }

    // An entry goes to its place after the one that it shall stand by, so that both edits hold in the end.
    void moveAll(const Datum& edits) {
        std::vector<const Datum::Entry*> waiting;
        auto target = [](const Datum::Entry* e) {
            const Datum* before = e->second.find("before");
            return before ? before : e->second.find("after");
        };
        for (const Datum::Entry& e : edits.entries)
            if (e.first.name != "order" && target(&e)) waiting.push_back(&e);
        while (!waiting.empty()) {
            auto free = std::find_if(waiting.begin(), waiting.end(), [&](const Datum::Entry* e) {
                return std::none_of(waiting.begin(), waiting.end(), [&](const Datum::Entry* other) {
                    return other != e && other->first.name == target(e)->scalar;
                });
            });
            if (free == waiting.end())
                return problem(waiting.front()->first.place,
                               "\"" + waiting.front()->first.name + "\" and \"" +
                                   target(waiting.front())->scalar + "\" shall stand by each other",
                               "take one before or after out");
            move((*free)->first, (*free)->second);
            waiting.erase(free);
        }
    }

    void move(const Datum::Key& key, const Datum& edit) {
        const Datum::Entry *before = edit.entry("before"), *after = edit.entry("after");
        if (!before && !after) return;
        if (before && after)
            return problem(after->first.place, "\"" + key.name + "\" says both before and after",
                           "keep one of the two");
        const auto& [word, target] = before ? *before : *after;
        if (!target.isScalar())
            return problem(target.place, word.name + " is " + std::string(target.kindName()),
                           "write the name of an entry");
        Entry* moved = find(key.name);
        if (!moved) return;
        if (target.scalar == key.name)
            return problem(target.place, "\"" + key.name + "\" stands " + word.name + " itself",
                           "name another entry");
        if (!find(target.scalar)) {
            warn(target.place,
                 "\"" + strip_ + "." + key.name + "\" stays at its place: there is no \"" + target.scalar +
                     "\" in the chain (" + place_.text() + ")",
                 suggestion(target.scalar, names()));
            return;
        }
        Entry entry = std::move(*moved);
        entries_.erase(entries_.begin() + (moved - entries_.data()));
        auto at = entries_.begin() + (find(target.scalar) - entries_.data());
        entries_.insert(before ? at : at + 1, std::move(entry));
    }

    void reorder(const Datum& order) {
        if (!order.isList())
            return problem(order.place, "order is " + std::string(order.kindName()),
                           "write a list of names, such as [eq, compressor]");
        std::vector<size_t> places;
        std::vector<Entry> chosen;
        for (const Datum& name : order.list) {
            Entry* entry = name.isScalar() ? find(name.scalar) : nullptr;
            if (!entry) {
                if (!name.isScalar())
                    return problem(name.place, "order holds " + std::string(name.kindName()),
                                   "write the name of an entry");
                warn(name.place, "order names \"" + name.scalar + "\", which is not in " + chainText(),
                     suggestion(name.scalar, names()));
                continue;
            }
            size_t index = entry - entries_.data();
            if (std::find(places.begin(), places.end(), index) != places.end())
                return problem(name.place, "order names \"" + name.scalar + "\" twice",
                               "keep one of the two");
            places.push_back(index);
            chosen.push_back(*entry);
        }
        std::sort(places.begin(), places.end());
        for (size_t i = 0; i < places.size(); ++i) entries_[places[i]] = std::move(chosen[i]);
    }

    const std::string& strip_;
    const Remarks& remarks_;
    Place place_, editPlace_; // of the list, if there is one, and of the last map
    std::vector<Entry> entries_;
    std::map<std::string, Place> removed_;
    std::map<std::string, std::string> types_; // and an entry that is or was of it before the last edit
};

}

std::string entryName(const Datum& entry) {
    if (entry.isScalar()) return entry.scalar;
    const Datum* id = entry.find("id");
    if (id && id->isScalar()) return id->scalar;
    const Datum::Entry* type = typeIn(entry);
    return type ? type->first.name : "";
}

Datum editedChain(const Datum& edits, const std::string& strip, const Remarks& remarks) {
    Chain chain(strip, remarks);
    for (const Datum& step : edits.isMap() ? std::vector<Datum>{edits} : edits.list)
        if (step.isList())
            chain.start(step);
        else if (step.isMap())
            chain.apply(step);
        else if (step.kind != Datum::Kind::none)
            remarks.problems.push_back({step.place, "the chain is " + std::string(step.kindName()),
                                        "write a list of entries, such as - compressor: {ratio: 3}"});
    return chain.list();
}

}
