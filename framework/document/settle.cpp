// Walks through the parts of a document, and finds orphans.
// SPDX-License-Identifier: MIT
#include "framework/document/settle.h"
#include "framework/document/addition.h"
#include "framework/document/midi_binding.h"
#include "framework/document/part.h"
#include "framework/node/registry.h"
#include <algorithm>
#include <map>

namespace stemwright {

namespace {

bool isNothing(const Datum& datum) { return datum.kind == Datum::Kind::none; }

// The words that a new record of a type must have, by the name of its map: "freq" for the bands of an eq.
const std::map<std::string, std::string>& essentials(const Type& type) {
    static std::map<std::string, std::map<std::string, std::string>> known;
    auto [words, fresh] = known.try_emplace(type.name);
    if (fresh) {
        auto node = type.describe();
        for (const RecordsBase* records : node->records())
            if (!records->essential.empty()) words->second.emplace(records->name, records->essential);
    }
    return words->second;
}

class Settling {
  public:
    explicit Settling(const Remarks& remarks) : remarks_(remarks) {}

    void map(Datum& datum, Part part, const std::string& address) {
        std::vector<const Datum::Entry*> gone;
        const Datum::Entry* type = part == Part::entry || part == Part::source ? typeIn(datum) : nullptr;
        for (Datum::Entry& entry : datum.entries) {
            auto& [key, value] = entry;
            Part under = partUnder(part, key.name, value);
            std::string inner = address + (address.empty() ? "" : ".") + key.name;
            if (part == Part::document) {
                section_ = key.name;
                sectionPlace_ = key.place;
                inner = under == Part::strip || under == Part::midi ? key.name : "";
            }
            if (under == Part::chain && (value.isMap() || value.kind == Datum::Kind::steps))
                value = editedChain(value, address, remarks_);
            removedAt_.reset();
            if (value.kind == Datum::Kind::steps) settleSteps(value, key.name, inner);
            std::optional<Place> removedAt = removedAt_;
            bool isType = type && &entry == type;
            if (isNothing(value) && !isType && isRemoved(key, value, part, datum, inner)) {
                gone.push_back(&entry);
                continue;
            }
            if (isType)
                parameters(value, Registry::instance().find(key.name), key.place, address);
            else if (value.isMap() && !isValue(value))
                map(value, under, inner);
            else if (value.isList() && under == Part::chain)
                chain(value, address);
            removedAt_ = removedAt;
            if (isOrphan(key, value, part, datum, inner)) gone.push_back(&entry);
        }
        if (gone.empty()) return;
        std::vector<Datum::Entry> kept;
        for (Datum::Entry& entry : datum.entries)
            if (std::find(gone.begin(), gone.end(), &entry) == gone.end()) kept.push_back(std::move(entry));
        datum.entries = std::move(kept);
    }

  private:
    void warn(const Place& place, std::string cause, std::string cure) {
        remarks_.warnings.push_back({place, std::move(cause), std::move(cure)});
    }

    static std::string shown(const Place& place) { return place.line ? " (" + place.text() + ")" : ""; }

    // "vox.gain" where that is all that is said of vox, else "vox".
    static std::string addressOf(const std::string& address, const Datum& said) {
        bool one = said.isMap() && !isValue(said) && said.entries.size() == 1;
        return "\"" + address + (one ? "." + said.entries[0].first.name : "") + "\"";
    }

    // Nothing lies below any more. Whether it still has a meaning is for isOrphan() to tell.
    void settleSteps(Datum& value, const std::string& word, const std::string& address) {
        const Datum &below = value.list.front(), &last = value.list.back();
        if (isAddition(last) && !isNothing(below)) notAdded(below, last, word);
        if (isNothing(below) && !below.list.empty()) removedAt_ = below.place;
        bool failed = isAddition(last) && !isNothing(below);
        Datum settled = failed ? below : last;
        for (size_t i = value.list.size() - 1; i-- > 0 && last.isMap() && !isAddition(last);)
            settleBare(value.list[i], settled, address);
        value = std::move(settled);
    }

    // Parameters of a source or a node that no lower layer names a type for.
    void settleBare(const Datum& bare, Datum& above, const std::string& address) {
        if (isNothing(bare)) return;
        if (typeIn(above))
            return warn(bare.place, addressOf(address, bare) + " changes nothing: no type of node lies below",
                        "take it out");
        for (const Datum::Entry& word : bare.entries) // of a clip, whose file is named further up
            if (!above.find(word.first.name)) above.entries.push_back(word);
    }

    void notAdded(const Datum& below, const Datum& addition, const std::string& word) {
        const Datum::Entry& step = *addition.entry("add");
        auto problem = [&](std::string cause, std::string cure) {
            const Place& place = step.second.kind == Datum::Kind::none ? step.first.place : step.second.place;
            remarks_.problems.push_back({place, std::move(cause), std::move(cure)});
        };
        if (!step.second.isScalar())
            return problem("add is " + std::string(step.second.kindName()), "write one value, such as -1 dB");
        const Datum* number = &below; // the first of them, where they are several
        if (const Datum* points = below.find("points");
            points && !points->list.empty() && points->list[0].list.size() > 1)
            number = &points->list[0].list[1];
        if (const Datum* is = below.find("is")) number = is;
        if (number->isScalar() && sumOf(number->scalar, number->scalar))
            return problem(word + ": \"" + step.second.scalar + "\" cannot be added to \"" + number->scalar +
                               "\"" + shown(number->place),
                           "write both in one unit");
        std::string what =
            below.isScalar() ? "\"" + below.scalar + "\"" : "the " + std::string(below.kindName().substr(2));
        problem("\"add\" changes a number, but " + what + shown(below.place) + " is none",
                "write the value itself");
    }

    bool isRemoved(const Datum::Key& key, const Datum& value, Part part, const Datum& map,
                   const std::string& address) {
        if (!value.list.empty()) return true;
        // An edge may be written elsewhere, and in a single file its reader knows what to say.
        if (key.place.layer == 0 || part == Part::document || part == Part::wires) return false;
        bool byName = part == Part::strips || part == Part::nodes || part == Part::groups ||
                      part == Part::sends || part == Part::outputs || part == Part::from ||
                      part == Part::bindings;
        std::string cure = "take it out";
        if (byName && map.entries.size() > 1) cure = suggestion(key.name, others(map, key));
        warn(key.place,
             "\"" + address + "\" removes nothing: there is no \"" + key.name + "\"" + shown(map.place),
             cure);
        return true;
    }

    static std::vector<std::string> others(const Datum& map, const Datum::Key& key) {
        std::vector<std::string> names;
        for (const Datum::Entry& e : map.entries)
            if (e.first.place.layer < key.place.layer && e.first.name != key.name)
                names.push_back(e.first.name);
        return names;
    }

    void chain(Datum& list, const std::string& strip) {
        for (Datum& entry : list.list)
            if (entry.isMap()) map(entry, Part::entry, strip + "." + entryName(entry));
    }

    void parameters(Datum& arguments, const Type* type, const Place& defined, const std::string& address) {
        if (!arguments.isMap()) return;
        map(arguments, Part::parameters, address);
        for (const auto& [name, essential] : essentials(*type)) {
            auto records = std::find_if(arguments.entries.begin(), arguments.entries.end(),
                                        [&, &n = name](const auto& e) { return e.first.name == n; });
            if (records == arguments.entries.end()) continue;
            const Datum below = records->second;
            std::erase_if(records->second.entries, [&, &word = essential](const Datum::Entry& record) {
                const auto& [key, value] = record;
                if (!value.isMap() || value.find(word) || key.place.layer <= defined.layer) return false;
                warn(key.place,
                     addressOf(address + "." + key.name, value) + " changes nothing: there is no \"" +
                         key.name + "\" in the " + records->first.name + " of \"" + address + "\"" +
                         shown(records->first.place),
                     suggestion(key.name, others(below, key)));
                return true;
            });
        }
    }

    // Words for something that only they speak of. `section` is the map that it stands in.
    bool isOrphan(const Datum::Key& key, const Datum& value, Part part, const Datum& section,
                  const std::string& address) {
        if (key.place.layer <= 1 || !value.isMap() || isDefinition(key, value, part)) return false;
        static const std::map<Part, std::string> kinds{{Part::groups, "group"},
                                                       {Part::outputs, "output"},
                                                       {Part::strips, "track"},
                                                       {Part::nodes, "node"},
                                                       {Part::bindings, "binding"}};
        std::string cause = addressOf(address, value) + " changes nothing: ";
        if (removedAt_)
            warn(key.place, cause + "\"" + key.name + "\" was removed (" + removedAt_->text() + ")",
                 "take it out");
        else {
            std::vector<std::string> known = others(section, key);
            warn(key.place,
                 cause + "there is no " + kinds.at(part) + " \"" + key.name + "\"" + shown(sectionPlace_),
                 known.empty() ? "take it out" : suggestion(key.name, known));
        }
        return true;
    }

    // Whether it stands by itself, and changes nothing that should lie below.
    bool isDefinition(const Datum::Key& key, const Datum& value, Part part) const {
        switch (part) {
        case Part::groups:
            return value.find("members");
        case Part::outputs:
            return value.find("from") || key.name == "mix"; // which is from the master of itself
        case Part::bindings:
            return std::ranges::any_of(midiSources, [&](const char* word) { return value.find(word); });
        case Part::nodes:
            return typeIn(value) || !bare(value);
        case Part::strips:
            if (section_ == "tracks") return value.find("source");
            return !removedAt_ || value.find("from") || value.find("layout") || value.find("chain");
        default:
            return true;
        }
    }

    static bool bare(const Datum& node) {
        // A map under a word that is no type is more likely a type that is not known.
        return std::none_of(node.entries.begin(), node.entries.end(),
                            [](const Datum::Entry& e) { return e.second.isMap() && !isValue(e.second); });
    }

    const Remarks& remarks_;
    std::string section_; // that the walk is in
    Place sectionPlace_;
    std::optional<Place> removedAt_; // where a lower layer took out what is being looked at
};

}

void settle(Datum& document, const Remarks& remarks) { Settling(remarks).map(document, Part::document, ""); }

}
