// Walks through a document and tells addresses.
// SPDX-License-Identifier: MIT
#include "framework/document/settings.h"
#include "framework/document/chain_edit.h"
#include "framework/document/part.h"
#include "framework/node/registry.h"

namespace stemwright {

namespace {

bool isReason(const std::string& word) { return word == "because" || word == "confidence"; }

class Walk {
  public:
    std::vector<Setting> settings;

    void document(const Datum& datum) {
        for (const auto& [key, value] : datum.entries) {
            Part under = partUnder(Part::document, key.name, value);
            bool byName = under == Part::strips || under == Part::nodes || under == Part::groups ||
                          under == Part::wires;
            if (key.name == "stemwright" || key.name == "extends" || key.name == "templates") continue;
            if (under == Part::atom)
                add(key.name, key, value);
            else
                map(value, under, byName ? "" : key.name);
        }
    }

    void strip(const Datum& datum, const std::string& name) { map(datum, Part::strip, name); }

  private:
    void add(const std::string& address, const Datum::Key& key, const Datum& value,
             Setting::Of of = Setting::Of::value) {
        settings.push_back({address, key, value, of});
    }

    void map(const Datum& datum, Part part, const std::string& address) {
        if (datum.kind == Datum::Kind::steps) {
            for (const Datum& step : datum.list) map(step, part, address);
            return;
        }
        for (const auto& [key, value] : datum.entries)
            under(key, value, partUnder(part, key.name, value),
                  (address.empty() ? "" : address + ".") + key.name, address);
    }

    void under(const Datum::Key& key, const Datum& value, Part part, const std::string& address,
               const std::string& owner) {
        if (value.kind == Datum::Kind::none) return add(address, key, value);
        switch (part) {
        case Part::chain:
            return chain(value, owner);
        case Part::entry:
        case Part::source:
            return entry(key, writtenOut(part, value), address);
        case Part::send:
            return send(key, writtenOut(part, value), address);
        case Part::from:
            if (Datum edges = writtenOut(part, value); edges.isMap()) return map(edges, part, address);
            return add(address, key, value);
        case Part::output:
            return map(writtenOut(part, value), part, address);
        case Part::atom:
            return add(address, key, value);
        default:
            if (!value.isMap()) return add(address, key, value);
            map(value, part, address);
        }
    }

    void chain(const Datum& value, const std::string& strip) {
        if (value.kind == Datum::Kind::steps)
            for (const Datum& step : value.list) chain(step, strip);
        for (const auto& [key, edit] : value.entries)
            if (key.name == "order")
                add(strip + ".chain.order", key, edit);
            else
                under(key, edit, Part::entry, strip + "." + key.name, strip);
        if (!value.isList()) return;
        for (const Datum& element : value.list)
            if (std::string name = entryName(element); !name.empty())
                under({name, element.place}, element, Part::entry, strip + "." + name, strip);
    }

    // A type with its parameters and the words beside it.
    void entry(const Datum::Key& key, const Datum& written, const std::string& address) {
        if (!written.isMap()) return add(address, key, written);
        const Datum::Entry* type = typeIn(written);
        if (type) {
            Datum name = Datum::map({{"is", type->first.name}});
            name.place = type->first.place;
            for (const Datum::Entry& word : written.entries)
                if (isReason(word.first.name)) name.entries.push_back(word);
            add(address, type->first, name, Setting::Of::node);
            parameters(type->second, address);
        }
        for (const Datum::Entry& word : written.entries)
            if (&word != type && word.first.name != "id" && !isReason(word.first.name))
                parameter(word, address);
    }

    void parameters(const Datum& arguments, const std::string& address) {
        for (const Datum::Entry& entry : arguments.entries) parameter(entry, address);
    }

    // Records sit right under their entry: the word that holds them is no part of addresses.
    void parameter(const Datum::Entry& entry, const std::string& address) {
        const auto& [key, value] = entry;
        if (!value.isMap() || isValue(value)) return add(address + "." + key.name, key, value);
        for (const auto& [name, record] : value.entries)
            if (record.isMap() && !isValue(record))
                parameters(record, address + "." + name.name);
            else
                add(address + "." + name.name, name, record);
    }

    void send(const Datum::Key& key, const Datum& written, const std::string& address) {
        if (!written.isMap() || written.entries.empty()) return add(address, key, written);
        for (const auto& [word, value] : written.entries)
            if (word.name == "level" || word.name == "depth") // the edge itself, which its name stands for
                add(address, key, value);
            else
                add(address + "." + word.name, word, value);
    }
};

}

std::vector<Setting> settingsOf(const Datum& document) {
    Walk walk;
    walk.document(document);
    return std::move(walk.settings);
}

std::vector<Setting> settingsOfStrip(const Datum& strip, const std::string& name) {
    Walk walk;
    walk.strip(strip, name);
    return std::move(walk.settings);
}

}
