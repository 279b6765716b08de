// Goes through two suggestions word by word.
// SPDX-License-Identifier: MIT
#include "framework/assist/suggested_revision.h"
#include "framework/node/registry.h"
#include <algorithm>

namespace stemwright {

namespace {

using Entries = std::vector<Datum::Entry>;

Stage stageOfWord(const std::string& strip, const std::string& word) {
    if (strip == "master") return Stage::master;
    if (word == "pan") return Stage::pan;
    if (word == "sends") return Stage::space;
    if (word == "polarity") return Stage::repair;
    return Stage::levels; // gain
}

// The one pair of an entry that names its type.
const Datum::Entry* typeOf(const Datum& entry) {
    for (const Datum::Entry& pair : entry.entries)
        if (Registry::instance().find(pair.first.name)) return &pair;
    return nullptr;
}

std::string idOf(const Datum& entry) {
    if (entry.isScalar()) return entry.scalar;
    if (const Datum* id = entry.find("id")) return id->scalar;
    const Datum::Entry* type = typeOf(entry);
    return type ? type->first.name : "";
}

Stage stageOfEntry(const std::string& strip, const Datum& entry) {
    if (strip == "master") return Stage::master;
    const Datum::Entry* pair = typeOf(entry);
    const Type* type = pair ? Registry::instance().find(pair->first.name) : nullptr;
    if (!type) return Stage::eq;
    if (type->name == "align") return Stage::repair;
    if (type->family == "dynamics") return Stage::dynamics;
    if (type->family == "level") return Stage::levels;
    if (type->family == "space" || type->family == "delay") return Stage::space;
    return Stage::eq;
}

class Renewal {
  public:
    Renewal(const Keeping& keeping) : keeping_(keeping) {}

    Datum strip(const std::string& name, const Datum& fresh, const Datum* earlier) {
        Datum result = Datum::map({});
        for (const Datum::Entry& pair : fresh.entries) {
            const std::string& word = pair.first.name;
            const Datum* old = earlier ? earlier->find(word) : nullptr;
            if (word == "chain")
                chain(name, &pair.second, old, result);
            else if (word == "source" || word == "role" || word == "to" || word == "from")
                result.entries.push_back(pair);
            else if (!stays(stageOfWord(name, word), name + "." + word))
                result.entries.push_back(pair);
            else if (old)
                result.entries.push_back({pair.first, *old});
        }
        if (!earlier) return result;
        for (const Datum::Entry& pair : earlier->entries) { // what is not suggested any more
            const std::string& word = pair.first.name;
            if (fresh.find(word) || word == "role") continue;
            if (word == "chain")
                chain(name, nullptr, &pair.second, result);
            else if (stays(stageOfWord(name, word), name + "." + word))
                result.entries.push_back(pair);
        }
        return result;
    }

  private:
    bool isKept(const std::string& address) const {
        for (std::string at = address;;) {
            if (keeping_.kept.contains(at)) return true;
            size_t dot = at.rfind('.');
            if (dot == at.npos) return false;
            at.resize(dot);
        }
    }
    // It, or something in it, must be there.
    bool isNeeded(const std::string& address) const {
        auto names = [&](const std::set<std::string>& addresses) {
            auto next = addresses.lower_bound(address);
            while (next != addresses.end() && next->starts_with(address) && *next != address &&
                   (*next)[address.size()] != '.')
                ++next; // "vox.eq-2" comes between "vox.eq" and "vox.eq.mud"
            return next != addresses.end() && next->starts_with(address);
        };
        return names(keeping_.kept) || names(keeping_.needed);
    }
    bool stays(Stage stage, const std::string& address) const {
        return !keeping_.renewed.contains(stage) || isKept(address);
    }

    void chain(const std::string& strip, const Datum* fresh, const Datum* earlier, Datum& result) const {
        struct Item {
            Stage stage;
            Datum entry;
        };
        std::vector<Item> items;
        std::set<std::string> done;
        if (fresh)
            for (const Datum& entry : fresh->list) {
                std::string id = idOf(entry), address = strip + "." + id;
                Stage stage = stageOfEntry(strip, entry);
                const Datum* old = find(earlier, id);
                done.insert(id);
                if (!stays(stage, address))
                    items.push_back(
                        {stage, old && isNeeded(address) ? withBands(address, entry, *old) : entry});
                else if (old)
                    items.push_back({stage, *old});
            }
        if (earlier)
            for (const Datum& entry : earlier->list) {
                std::string id = idOf(entry), address = strip + "." + id;
                Stage stage = stageOfEntry(strip, entry);
                if (!done.contains(id) && (stays(stage, address) || isNeeded(address)))
                    items.push_back({stage, entry});
            }
        if (items.empty()) return;
        std::stable_sort(items.begin(), items.end(),
                         [](const Item& a, const Item& b) { return a.stage < b.stage; });
        std::vector<Datum> list;
        for (Item& item : items) list.push_back(std::move(item.entry));
        result.entries.push_back({{"chain", {}}, Datum::sequence(std::move(list))});
    }

    static const Datum* find(const Datum* chain, const std::string& id) {
        if (chain)
            for (const Datum& entry : chain->list)
                if (idOf(entry) == id) return &entry;
        return nullptr;
    }

    // The fresh entry, with those bands of the old one that somebody needs.
    Datum withBands(const std::string& address, const Datum& fresh, const Datum& old) const {
        const Datum::Entry *type = typeOf(fresh), *oldType = typeOf(old);
        if (!type || !oldType || type->first.name != oldType->first.name) return old;
        const Datum* oldBands = oldType->second.find("bands");
        const Datum* newBands = type->second.find("bands");
        if (!oldBands || !newBands) return fresh;
        Datum bands = *newBands;
        for (const Datum::Entry& band : oldBands->entries) {
            std::string at = address + "." + band.first.name;
            if (!isNeeded(at) && !isKept(at)) continue;
            auto same = std::find_if(bands.entries.begin(), bands.entries.end(),
                                     [&](const auto& b) { return b.first.name == band.first.name; });
            if (same == bands.entries.end())
                bands.entries.push_back(band);
            else if (isKept(at))
                same->second = band.second;
        }
        Datum entry = fresh;
        for (Datum::Entry& pair : entry.entries)
            if (pair.first.name == type->first.name)
                for (Datum::Entry& word : pair.second.entries)
                    if (word.first.name == "bands") word.second = bands;
        return entry;
    }

    const Keeping& keeping_;
};

void note(const std::string& address, const Datum& value, std::set<std::string>& addresses) {
    for (const char* inside : {"is", "points", "add", "because"})
        if (value.isMap() && value.find(inside)) return; // a value of its own needs nothing below it
    if (!value.isMap()) return;
    for (const Datum::Entry& pair : value.entries) {
        if (pair.first.name == "bands")
            note(address, pair.second, addresses);
        else if (pair.second.isMap() && !pair.second.entries.empty()) {
            // A processor under its type, as in {soft: {compressor: {...}}}, has no level of its own.
            std::string at = Registry::instance().find(pair.first.name) && address.find('.') != address.npos
                                 ? address
                                 : address + "." + pair.first.name;
            note(at, pair.second, addresses);
        } else
            addresses.insert(address + "." + pair.first.name);
    }
}

}

void heed(const Datum& layer, Keeping& keeping) {
    if (const Datum* keep = layer.find("keep")) {
        if (keep->isScalar()) keeping.kept.insert(keep->scalar);
        for (const Datum& address : keep->list) keeping.kept.insert(address.scalar);
    }
    for (const char* section : {"tracks", "buses"})
        if (const Datum* strips = layer.find(section))
            for (const Datum::Entry& strip : strips->entries)
                if (const Datum* chain = strip.second.find("chain"); chain && chain->isMap())
                    note(strip.first.name, *chain, keeping.needed);
}

Datum revised(const Datum& fresh, const Datum& earlier, const Keeping& keeping) {
    Renewal renewal(keeping);
    Datum result = fresh;
    for (const char* section : {"tracks", "buses"}) {
        const Datum* old = earlier.find(section);
        for (Datum::Entry& pair : result.entries) {
            if (pair.first.name != section) continue;
            for (Datum::Entry& strip : pair.second.entries)
                strip.second = renewal.strip(strip.first.name, strip.second,
                                             old ? old->find(strip.first.name) : nullptr);
        }
    }
    for (Datum::Entry& pair : result.entries)
        if (pair.first.name == "master")
            pair.second = renewal.strip("master", pair.second, earlier.find("master"));
    if (!keeping.renewed.contains(Stage::master))
        if (const Datum* outputs = earlier.find("outputs"))
            for (Datum::Entry& pair : result.entries)
                if (pair.first.name == "outputs") pair.second = *outputs;
    return result;
}

}
