// Tells the type of a node from its other words.
// SPDX-License-Identifier: MIT
#include "framework/document/entry.h"
#include "framework/document/part.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"
#include "framework/node/registry.h"
#include <algorithm>

namespace stemwright {

namespace {

bool isType(const std::string& word) { return Registry::instance().find(word) != nullptr; }

// The key that names the type: the only one besides the words, or the first that is a type.
const Datum::Entry* typeIn(const Datum& map, const std::vector<std::string>& words) {
    const Datum::Entry* only = nullptr;
    size_t count = 0;
    for (const Datum::Entry& e : map.entries) {
        if (std::find(words.begin(), words.end(), e.first.name) != words.end()) continue;
        if (isType(e.first.name)) return &e;
        only = &e;
        ++count;
    }
    return count == 1 ? only : nullptr;
}

// `file` takes both one clip and several, so that a track has one source in any case.
Entry clips(const Datum& list) {
    Datum several = Datum::map({});
    several.place = list.place;
    int number = 0;
    for (const Datum& clip : list.list) {
        Datum one = clip;
        if (clip.isScalar()) {
            one = Datum::map({{"file", clip}});
            one.entries[0].first.place = one.place = clip.place;
        }
        several.entries.push_back({{std::to_string(++number), clip.place}, std::move(one)});
    }
    Datum arguments = Datum::map({{"clips", std::move(several)}});
    arguments.place = arguments.entries[0].first.place = list.place;
    return {"source", "file", std::move(arguments), list.place};
}

}

std::optional<Entry> readEntry(const Datum& written, std::vector<Problem>& problems) {
    if (written.isScalar()) return Entry{written.scalar, written.scalar, {}, written.place};
    if (!written.isMap()) {
        problems.push_back({written.place, "an entry of a chain is " + std::string(written.kindName()),
                            "write one such as - compressor: {ratio: 3}"});
        return {};
    }
    std::vector<std::string> known = wordsOf(Owner::entry);
    std::vector<std::string> words = known, placed = wordsOf(Owner::edit); // of a chain that edits another
    std::erase_if(placed, [](const std::string& word) { return isWord(Owner::entry, word); });
    words.insert(words.end(), placed.begin(), placed.end());
    const Datum::Entry* type = typeIn(written, words);
    size_t problemsBefore = problems.size();
    if (type)
        known.push_back(type->first.name);
    else
        for (const std::string& name : Registry::instance().names()) known.push_back(name);
    Datum others = written;
    std::erase_if(others.entries, [&](const Datum::Entry& word) {
        if (std::find(placed.begin(), placed.end(), word.first.name) == placed.end()) return false;
        problems.push_back({word.first.place, "an entry of a chain has no \"" + word.first.name + "\"",
                            "put it into its place in the list"});
        return true;
    });
    checkWords(others, "an entry of a chain", known, problems);
    if (!type) {
        if (problems.size() == problemsBefore)
            problems.push_back({written.place, "an entry of a chain names no type of node",
                                "write one such as - compressor: {ratio: 3}"});
        return {};
    }
    Entry entry{type->first.name, type->first.name, type->second, type->first.place};
    if (const Datum* id = written.find("id")) {
        if (!id->isScalar()) {
            problems.push_back({id->place, "id is " + std::string(id->kindName()), "write a name"});
            return {};
        }
        std::string mistake = mistakeInName(id->scalar, Dots::forbidden);
        if (!mistake.empty()) problems.push_back({id->place, mistake, "use letters, digits, _ and -"});
        entry.name = id->scalar;
    }
    if (const Datum* mix = written.find("mix")) entry.mix = *mix;
    if (const Datum* on = written.find("on")) entry.on = *on;
    if (const Datum* bypass = written.find("bypass"))
        entry.bypassed = readAnswer(*bypass, "bypass", problems).value_or(0) == 1;
    return entry;
}

std::optional<Entry> readSource(const Datum& written, std::vector<Problem>& problems) {
    auto fail = [&](const Place& place, std::string cause, std::string cure) {
        problems.push_back({place, std::move(cause), std::move(cure)});
        return std::optional<Entry>{};
    };
    if (written.isScalar()) {
        Datum file = Datum::map({{"file", written}});
        file.place = file.entries[0].first.place = written.place;
        return Entry{"source", "file", std::move(file), written.place};
    }
    if (written.isList() && !written.list.empty()) return clips(written);
    if (!written.isMap() || written.entries.empty())
        return fail(written.place,
                    "the source is " + std::string(written.isMap() ? "empty" : written.kindName()),
                    "write source: FILE");
    if (written.find("file") || written.find("clips")) return Entry{"source", "file", written, written.place};
    Datum whole = writtenOut(Part::source, written);
    const auto& [key, arguments] = whole.entries.front();
    if (written.entries.size() > 1 || (arguments.isScalar() && !isType(key.name)))
        return fail(written.place, "the source names no file", "write source: {file: FILE, ...}");
    return Entry{"source", key.name, arguments, key.place};
}

std::optional<Entry> readNode(const Datum::Key& name, const Datum& written, std::vector<Problem>& problems) {
    if (written.isScalar()) return Entry{name.name, written.scalar, {}, written.place};
    if (written.kind == Datum::Kind::none)
        nothingToRemove("the node \"" + name.name + "\"", name.place,
                        "write its type, such as " + name.name + ": lfo", problems);
    else if (!written.isMap() || written.entries.empty())
        problems.push_back({written.place,
                            "the node \"" + name.name + "\" is " +
                                (written.isMap() ? "empty" : std::string(written.kindName())),
                            "write its type and parameters, such as " + name.name + ": {lfo: {rate: 2 Hz}}"});
    else {
        const Datum::Entry* type = typeIn(written, {});
        std::vector<std::string> known = type ? std::vector{type->first.name} : Registry::instance().names();
        checkWords(written, "the node \"" + name.name + "\"", known, problems);
        if (type) return Entry{name.name, type->first.name, type->second, type->first.place};
    }
    return {};
}

}
