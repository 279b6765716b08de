// Takes an address apart the way the language puts one together.
// SPDX-License-Identifier: MIT
#include "framework/document/address_path.h"
#include "framework/document/part.h"
#include "framework/document/short_form.h"
#include "framework/document/strip_path.h"
#include <algorithm>
#include <set>

namespace stemwright {

namespace {

const Datum nothing = Datum::map({});

Keys from(const Keys& keys, size_t first) {
    return {keys.begin() + long(std::min(first, keys.size())), keys.end()};
}

Keys split(const std::string& address) {
    Keys words{""};
    for (char c : address) c == '.' ? words.push_back("") : words.back().push_back(c);
    return words;
}

const Datum* find(const Datum* d, const std::string& word) { return d ? d->find(word) : nullptr; }

class Finder {
  public:
    Finder(const Datum& file, const Datum& merged) : file_(file), merged_(merged) {}

    Keys path(const std::string& address) {
        if (std::string name = longest("wires", address); !name.empty())
            return joinedKeys({"wires", name}, behind(address, name));
        if (address.find(" -> ") != address.npos) return wire(address);
        if (std::string name = longest("nodes", address); !name.empty())
            return node(name, behind(address, name));
        Keys words = split(address);
        if (words[0] == "master") return inStrip({"master"}, from(words, 1), Owner::master);
        if (words[0] == "templates" && words.size() > 2)
            return inStrip({"templates", words[1]}, from(words, 2), Owner::pattern);
        for (auto [section, owner] : {std::pair{"tracks", Owner::track}, {"buses", Owner::bus}})
            if (has(section, words[0])) return inStrip({section, words[0]}, from(words, 1), owner);
        if (has("groups", words[0])) return joinedKeys({"groups"}, words);
        Part part = partUnder(Part::document, words[0], nothing);
        bool byName =
            part == Part::strips || part == Part::nodes || part == Part::groups || part == Part::wires;
        if (byName && words.size() > 1)
            throw Error("an address does not name the section",
                        "write " + address.substr(words[0].size() + 1));
        if (isWord(Owner::mix, words[0])) return words;
        throw Error("nothing is called \"" + words[0] + "\"", suggestion(words[0], names()));
    }

  private:
    bool has(const char* section, const std::string& name) const {
        return find(find(&file_, section), name) || find(find(&merged_, section), name);
    }

    Keys names() const {
        std::set<std::string> all{"master", "session", "outputs", "expect"};
        for (const Datum* document : {&file_, &merged_})
            for (const char* section : {"tracks", "buses", "groups", "nodes"})
                if (const Datum* named = document->find(section))
                    for (const auto& [key, _] : named->entries) all.insert(key.name);
        return {all.begin(), all.end()};
    }

    // Names of nodes and wires may have dots in them, so the longest that fits is meant.
    std::string longest(const char* section, const std::string& address) const {
        std::string best;
        for (const Datum* document : {&file_, &merged_})
            if (const Datum* named = document->find(section))
                for (const auto& [key, _] : named->entries)
                    if ((address == key.name || address.starts_with(key.name + ".")) &&
                        key.name.size() > best.size())
                        best = key.name;
        return best;
    }
    static Keys behind(const std::string& address, const std::string& name) {
        return address == name ? Keys{} : split(address.substr(name.size() + 1));
    }

    // One that is not there yet.
    static Keys wire(const std::string& address) {
        for (const std::string& word : wordsOf(Owner::wire))
            if (address.ends_with("." + word))
                return {"wires", address.substr(0, address.size() - word.size() - 1), word};
        return {"wires", address};
    }

    Keys node(const std::string& name, const Keys& words) const {
        Keys path{"nodes", name};
        if (words.empty()) return path;
        for (const Datum* document : {&file_, &merged_})
            if (const Datum* written = find(document->find("nodes"), name)) {
                Datum map = writtenOut(Part::entry, *written);
                if (const Datum::Entry* type = typeIn(map))
                    return joinedKeys(joinedKeys(path, {type->first.name}), pathInEntry(map, words));
            }
        return joinedKeys(path, words);
    }

    Keys inStrip(const Keys& strip, const Keys& words, Owner owner) const {
        return pathInStrip(file_, merged_, strip, words, owner);
    }

    const Datum &file_, &merged_;
};

// Whether something may lie below what this file says at `path`.
bool maybeBelow(const Datum& file, const Keys& path) {
    if (file.find("extends")) return true;
    const Datum* strip = file.find(path[0]);
    if (path[0] != "master" && path.size() > 1) strip = find(strip, path[1]);
    return strip && strip->find("like");
}

bool isElement(const Datum& file, const Keys& path) {
    const Datum* d = &file;
    for (size_t i = 0; d && i + 1 < path.size(); ++i) d = find(d, path[i]);
    return d && d->isList();
}

}

Edit editAt(const std::string& address, const std::optional<Datum>& value, const Datum& file,
            const Datum* merged) {
    Edit edit{Finder(file, merged ? *merged : nothing).path(address), value};
    bool isNothing = value && value->kind == Datum::Kind::none;
    if (isNothing && (!maybeBelow(file, edit.path) || isElement(file, edit.path))) edit.value.reset();
    return throughShortForms(std::move(edit), file);
}

}
