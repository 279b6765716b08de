// Follows an address through a document, and asks nodes and vocabulary about what is at its end.
// SPDX-License-Identifier: MIT
#include "framework/document/meaning.h"
#include "framework/document/address_path.h"
#include "framework/document/chain_edit.h"
#include "framework/document/part.h"
#include "framework/document/vocabulary.h"
#include "framework/node/registry.h"
#include <algorithm>
#include <map>
#include <mutex>

namespace stemwright {

namespace {

using Keys = std::vector<std::string>;

// Described once: scripts ask again and again. Never changed afterwards.
const Node& described(const Type& type) {
    static std::mutex mutex;
    static std::map<const Type*, std::unique_ptr<Node>> nodes;
    std::lock_guard lock(mutex);
    auto& node = nodes[&type];
    if (!node) node = type.describe();
    return *node;
}

std::string joined(const Keys& keys, size_t first) {
    std::string text;
    for (size_t i = first; i < keys.size(); ++i) text += (i > first ? "." : "") + keys[i];
    return text;
}

// `bands.mud.freq` is described as bands.NAME.freq.
const Parameter* parameterIn(const Node& node, const Keys& words) {
    Keys sample = words;
    if (words.size() == 3) sample[1] = "NAME";
    for (const Parameter* p : node.parameters())
        if (p->name == joined(sample, 0)) return p;
    return nullptr;
}

// The names of parameters that may stand where the last of `words` does.
Keys namesIn(const Node& node, const Keys& words) {
    Keys names;
    for (const Parameter* p : node.parameters()) {
        size_t dot = p->name.rfind('.');
        if ((dot == std::string::npos) == (words.size() == 1)) names.push_back(p->name.substr(dot + 1));
    }
    return names;
}

Owner ownerOf(const Keys& path) {
    static const std::map<std::string, Owner> sections{
        {"tracks", Owner::track},    {"buses", Owner::bus},        {"master", Owner::master},
        {"groups", Owner::group},    {"wires", Owner::wire},       {"outputs", Owner::output},
        {"session", Owner::session}, {"templates", Owner::pattern}};
    auto found = sections.find(path[0]);
    return found == sections.end() ? Owner::mix : found->second;
}

void setForm(Meaning& meaning, const Parameter& parameter) {
    meaning.initial = parameter.initial();
    auto number = [&](const Range& limits) {
        meaning.form = Meaning::Form::number;
        meaning.unit = limits.unit;
    };
    if (auto* moving = dynamic_cast<const Number*>(&parameter)) number(moving->limits);
    if (auto* fixed = dynamic_cast<const Fixed*>(&parameter)) number(fixed->limits);
}

void setForm(Meaning& meaning, const Form& form) {
    using Kind = Form::Kind;
    meaning.unit = form.unit;
    if (form.kind == Kind::map || form.kind == Kind::maps || form.kind == Kind::nodes)
        meaning.kind = Meaning::Kind::section;
    if (form.kind == Kind::moving || form.kind == Kind::fixed) meaning.form = Meaning::Form::number;
    if (form.kind == Kind::answer) {
        meaning.form = Meaning::Form::answer;
        meaning.initial = "no";
    }
    if (form.kind == Kind::choice) meaning.initial = form.choices[0];
    if (form.kind == Kind::parameter) {
        size_t dot = form.same.find('.');
        const Type* type = Registry::instance().find(form.same.substr(0, dot));
        if (const Parameter* p = parameterIn(described(*type), {std::string(form.same.substr(dot + 1))}))
            setForm(meaning, *p);
    }
}

const Word* wordIn(Owner owner, const std::string& name) {
    for (const Word& word : vocabulary(owner))
        if (word.name == name) return &word;
    return nullptr;
}

void setParameter(Meaning& meaning) {
    const Keys& words = meaning.parameter;
    const Type* type = Registry::instance().find(meaning.type);
    if (!type) return;
    const Node& node = described(*type);
    if (const Parameter* p = parameterIn(node, words)) return setForm(meaning, *p);
    if (words.size() == 1)
        if (const Word* word = wordIn(Owner::entry, words[0])) return setForm(meaning, word->form);
    for (const AudioIn* port : node.inputs())
        if (port->name == words[0]) return;
    for (const RecordsBase* records : node.records())
        if (records->name == words[0] && words.size() < 3) {
            meaning.kind = Meaning::Kind::section;
            return;
        }
    bool hasFile = std::any_of(node.parameters().begin(), node.parameters().end(), [](const Parameter* p) {
        return dynamic_cast<const File*>(p) != nullptr; // which may declare more
    });
    if (!meaning.said && !hasFile)
        throw Error(meaning.type + " has no parameter \"" + words.back() + "\"",
                    suggestion(words.back(), namesIn(node, words)));
}

// How many keys lead to an entry of a chain, a node or a source; 0 where none does.
size_t keysToEntry(const Keys& path, size_t strip) {
    if (path[0] == "nodes") return path.size() > 1 ? 2 : 0;
    if (path.size() > strip && path[strip] == "source") return strip + 1;
    return path.size() > strip + 1 && path[strip] == "chain" && path[strip + 1] != "order" ? strip + 2 : 0;
}

size_t keysToStrip(const Keys& path) { return path[0] == "master" ? 1 : 2; }

// Entries of a list go by their names; short forms are written out on the way.
std::optional<Datum> walk(const Datum& from, const Keys& path, size_t keys, Part part = Part::document) {
    const Datum* d = &from;
    std::vector<Datum> forms; // what is written out, while it is walked through
    forms.reserve(keys);
    for (size_t i = 0; d && i < keys; ++i) {
        if (part == Part::chain && d->isList()) {
            auto found = std::find_if(d->list.begin(), d->list.end(),
                                      [&](const Datum& entry) { return entryName(entry) == path[i]; });
            d = found == d->list.end() ? nullptr : &*found;
            part = Part::entry;
            continue;
        }
        if (!d->isMap() && part != Part::entry) d = &forms.emplace_back(writtenOut(part, *d));
        const Datum* below = d->find(path[i]);
        if (below) part = partUnder(part, path[i], *below);
        d = below;
    }
    return d ? std::optional(*d) : std::nullopt;
}

void setEntry(Meaning& meaning, const Datum& whole, size_t depth) {
    std::optional<Datum> entry = walk(whole, meaning.path, depth);
    if (!entry) return;
    meaning.parameter.assign(meaning.path.begin() + long(depth), meaning.path.end());
    Part part = meaning.path[depth - 1] == "source" ? Part::source : Part::entry;
    Datum map = writtenOut(part, *entry);
    const Datum::Entry* type = map.isMap() ? typeIn(map) : nullptr;
    const Datum* arguments = type ? &type->second : nullptr;
    if (type) meaning.type = type->first.name;
    if (!type && part == Part::source && map.isMap()) { // {file: x.wav, from: 2 s}
        meaning.type = "file";
        arguments = &map;
    }
    Keys& words = meaning.parameter;
    if (type && !words.empty() && words[0] == meaning.type) words.erase(words.begin());
    meaning.said = *entry;
    if (words.empty()) {
        meaning.kind = part == Part::source && !entry->isMap() ? Meaning::Kind::value : Meaning::Kind::entry;
        return;
    }
    const Datum* beside = isEntryWord(words[0]) ? map.find(words[0]) : nullptr;
    meaning.said = beside      ? std::optional(*beside)
                   : arguments ? walk(*arguments, words, words.size(), Part::parameters)
                               : std::nullopt;
    setParameter(meaning);
}

void setWord(Meaning& meaning, Owner owner, const std::string& name) {
    if (const Word* word = wordIn(owner, name)) setForm(meaning, word->form);
}

}

Meaning meaningOf(const std::string& address, const Datum& whole) {
    Meaning meaning;
    meaning.path = editAt(address, {}, whole).path;
    const Keys& path = meaning.path;
    Owner owner = ownerOf(path);
    size_t strip = keysToStrip(path);
    if (size_t depth = keysToEntry(path, strip)) {
        setEntry(meaning, whole, depth);
        return meaning;
    }
    meaning.said = walk(whole, path, path.size());
    bool isStrip = owner != Owner::mix && owner != Owner::session;
    if (isStrip && path.size() == strip)
        meaning.kind =
            owner == Owner::wire || owner == Owner::output ? Meaning::Kind::section : Meaning::Kind::strip;
    else if (path.size() == 1)
        setWord(meaning, Owner::mix, path[0]);
    else if (isStrip && path[strip] == "sends" && path.size() > strip + 1)
        setWord(meaning, Owner::send, path.size() > strip + 2 ? path.back() : "level");
    else
        setWord(meaning, owner, path[std::min(strip, path.size() - 1)]);
    return meaning;
}

void checkValue(const Meaning& meaning, const Datum& value) {
    std::string typeName = meaning.type;
    Keys words = meaning.parameter;
    if (typeName.empty() && meaning.path.size() == keysToStrip(meaning.path) + 1)
        if (const Word* word = wordIn(ownerOf(meaning.path), meaning.path.back());
            word && word->form.kind == Form::Kind::parameter) {
            size_t dot = word->form.same.find('.');
            typeName = word->form.same.substr(0, dot);
            words = {std::string(word->form.same.substr(dot + 1))};
        }
    const Type* type = Registry::instance().find(typeName);
    if (!type || words.empty() || !parameterIn(described(*type), words)) return;
    const Datum* own = value.find("is");
    Datum arguments = own ? *own : value;
    // {add: ...} depends on what lies below
    if (arguments.kind == Datum::Kind::none || (arguments.isMap() && !arguments.find("points"))) return;
    for (size_t i = words.size(); i-- > 0;) arguments = Datum::map({{words[i], std::move(arguments)}});
    std::vector<Problem> problems;
    type->make({arguments, Timeline{}, "", 1, problems});
    if (!problems.empty()) throw Error(std::move(problems));
}

}
