// Knows what a strip, a chain and an entry may look like in one layer of a mix.
// SPDX-License-Identifier: MIT
#include "framework/document/strip_path.h"
#include "framework/document/chain_edit.h"
#include "framework/document/part.h"
#include "framework/node/registry.h"
#include <algorithm>

namespace stemwright {

namespace {

const Datum* find(const Datum* d, const std::string& word) { return d ? d->find(word) : nullptr; }

Keys from(const Keys& keys, size_t first) {
    return {keys.begin() + long(std::min(first, keys.size())), keys.end()};
}

// Tells also what else is there.
const Datum* entryIn(const Datum* chain, const std::string& name, Keys& known) {
    const Datum* found = nullptr;
    if (!chain) return found;
    for (const Datum& element : chain->list) {
        std::string called = entryName(element);
        if (!called.empty()) known.push_back(called);
        if (!found && called == name) found = &element;
    }
    for (const auto& [key, edit] : chain->entries) {
        if (key.name != "order") known.push_back(key.name);
        if (key.name == name && edit.kind != Datum::Kind::none) found = &edit;
    }
    return found;
}

// Where there is no merged document, the templates of this file are all that is known of what is below.
const Datum* inTemplates(const Datum& file, const Datum* strip, const std::string& name, Keys& known,
                         int depth) {
    const Datum* like = find(strip, "like");
    if (!like || depth > 16) return nullptr;
    const Datum* edit = nullptr; // without a type, which a template further down says
    for (const Datum& one : like->isList() ? like->list : std::vector<Datum>{*like}) {
        const Datum* lower = valueAt(file, {"templates", one.scalar});
        for (const Datum* found :
             {entryIn(find(lower, "chain"), name, known), inTemplates(file, lower, name, known, depth + 1)}) {
            if (found && typeIn(writtenOut(Part::entry, *found))) return found;
            if (found) edit = found;
        }
    }
    return edit;
}

Keys pathInSource(const Datum& file, const Datum& merged, const Keys& path, const Keys& words) {
    for (const Datum* document : {&file, &merged})
        if (const Datum* source = find(valueAt(*document, path), "source")) {
            if (source->isList())
                throw Error(source->place, "the source is a list of clips, which have no names",
                            "set all of \"" + path.back() + ".source\"");
            Datum map = writtenOut(Part::source, *source);
            const Datum::Entry* type = typeIn(map);
            if (!type) break;
            Keys below = joinedKeys(path, {"source", type->first.name});
            return joinedKeys(below, pathInEntry(map, from(words, 1)));
        }
    return joinedKeys(path, words);
}

}

Keys joinedKeys(Keys first, const Keys& more) {
    first.insert(first.end(), more.begin(), more.end());
    return first;
}

const Datum* valueAt(const Datum& document, const Keys& path) {
    const Datum* d = &document;
    for (const std::string& key : path) d = find(d, key);
    return d;
}

// Records sit right under their entry: the word that holds them is no part of addresses.
Keys pathInEntry(const Datum& entry, const Keys& words) {
    const Datum::Entry* said = typeIn(entry);
    const Type* type = said ? Registry::instance().find(said->first.name) : nullptr;
    if (words.empty() || isEntryWord(words[0]) || !type || said->second.find(words[0])) return words;
    auto node = type->describe();
    for (const Parameter* known : node->parameters())
        if (known->name == words[0]) return words;
    for (const RecordsBase* records : node->records())
        if (records->name == words[0]) return words;
    for (const AudioIn* port : node->inputs())
        if (port->name == words[0]) return words;
    for (const RecordsBase* records : node->records())
        if (find(find(&said->second, records->name), words[0]) || records == node->records().back())
            return joinedKeys({records->name}, words);
    return words;
}

Keys pathInStrip(const Datum& file, const Datum& merged, const Keys& path, Keys words, Owner owner) {
    if (words.size() > 1 && words[0] == "chain" && words[1] != "order") words.erase(words.begin());
    if (words.empty()) return path;
    if (words[0] == "source" && words.size() > 1) return pathInSource(file, merged, path, words);
    if (isWord(owner, words[0])) return joinedKeys(path, words);
    const Datum *chain = find(valueAt(file, path), "chain"), *whole = find(valueAt(merged, path), "chain");
    Keys known = wordsOf(owner);
    const Datum* below = entryIn(whole, words[0], known);
    if (!below) below = inTemplates(file, valueAt(file, path), words[0], known, 0);
    const Datum* here = entryIn(chain, words[0], known);
    Keys place = joinedKeys(path, {"chain", words[0]});
    if (!here && chain && chain->isList() && below)
        throw Error(chain->place,
                    "this chain is a list without \"" + words[0] + "\", which comes from elsewhere",
                    "write it into the list, or change it where it is written");
    std::sort(known.begin(), known.end());
    known.erase(std::unique(known.begin(), known.end()), known.end());
    if (!here && !below)
        throw Error("there is no \"" + words[0] + "\" in \"" + path.back() + "\"",
                    suggestion(words[0], known));
    Datum written = writtenOut(Part::entry, here ? *here : *below);
    Datum lower = below ? writtenOut(Part::entry, *below) : written;
    const Datum::Entry* type = typeIn(written);
    Keys rest = from(words, 1);
    if (rest.empty()) return place;
    // In a list the type is passed over; in an edit it stands where somebody has written it.
    bool isEdit = !here || !chain->isList();
    bool beside = type && isEntryWord(rest[0]) && (written.find(rest[0]) || !type->second.find(rest[0]));
    if (here && isEdit && type && !beside) place.push_back(type->first.name);
    return joinedKeys(place, pathInEntry(type ? written : lower, rest));
}

}
