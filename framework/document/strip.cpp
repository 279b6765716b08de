// The nodes of a strip, in the order of its signal.
// SPDX-License-Identifier: MIT
#include "framework/document/strip.h"
#include "framework/document/entry.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"
#include <algorithm>

namespace stemwright {

namespace {

Owner ownerOf(Strip::Kind kind) {
    return kind == Strip::Kind::track ? Owner::track : kind == Strip::Kind::bus ? Owner::bus : Owner::master;
}

// What stands behind the dot of a strip's address is a word, a tap or an entry.
bool isWordOfStrip(const std::string& name) {
    return isWord(Owner::pattern, name) || name == "in" || name == "pre" || name == "post";
}

// Strip words become parameters of nodes; messages should say the word.
void renameProblems(std::vector<Problem>& problems, size_t first, const std::string& parameter,
                    const std::string& word) {
    for (size_t i = first; i < problems.size(); ++i)
        if (problems[i].cause.starts_with(parameter + ":") || problems[i].cause.starts_with(parameter + " "))
            problems[i].cause.replace(0, parameter.size(), word);
}

}

Strip::Strip(Draft& draft, const Session& session, Kind kind, const Datum::Key& name, const Datum& written)
    : draft_(draft), session_(session), kind_(kind), name_(name), written_(written) {
    static const std::string articles[] = {"a track", "a bus", "master"};
    std::vector<Problem>& problems = draft_.graph.problems;
    std::string shown = kind == Kind::master ? "master" : name_.name;
    std::string cure =
        kind == Kind::track ? "write a map, such as {source: FILE}" : "write a map, such as {chain: []}";
    if (expectMap(written_, shown, cure, problems) == Shown::other) {
        written_ = Datum::map({});
        mistaken_ = true;
    }
    checkWords(written_, articles[int(kind)], wordsOf(ownerOf(kind)), problems);
    if (const Datum* solo = written_.find("solo"); solo && kind == Kind::track)
        solo_ = readAnswer(*solo, "solo", problems).value_or(0) == 1;
}

void Strip::addNodes() {
    addBeginning();
    draft_.nameSource(name() + ".in", last_);
    if (const Datum::Entry* trim = written_.entry("trim")) {
        size_t before = draft_.graph.problems.size();
        append("trim", "gain", Datum::map({{"gain", trim->second}}), trim->first.place);
        renameProblems(draft_.graph.problems, before, "gain", "trim");
    }
    addPolarity();
    addChain();
    int pre = last_;
    addFader();
    draft_.nameSource(name() + ".pre", pre >= 0 ? pre : last_);
    addPan();
    draft_.nameSource(name(), last_);
    draft_.nameSource(name() + ".post", last_);
}

int Strip::append(const std::string& word, const std::string& type, Datum arguments, const Place& place) {
    std::string whole = name() + "." + word;
    int vertex = draft_.add(whole, type, std::move(arguments), place);
    if (vertex < 0) {
        // Taps of what could not be made hear what comes before it, so that one mistake stays one.
        if (last_ >= 0 && draft_.graph.find(whole) < 0) draft_.nameSource(whole, last_);
        return vertex;
    }
    const Node& node = *draft_.graph.vertices[vertex].node;
    bool hears = !node.inputs().empty() || !node.inputArrays().empty();
    if (word == "source" && (hears || node.outputs().empty())) {
        draft_.problem(place, type + " makes no sound of its own", "name a file, or put it into the chain");
        return -1;
    }
    if (word != "source" && (!hears || node.outputs().empty())) {
        draft_.problem(place, type + " cannot stand in a chain: it does not pass sound on",
                       "write it under nodes");
        return -1;
    }
    if (last_ >= 0) draft_.connect(draft_.graph.vertices[last_].name, whole, Datum::map({}), place);
    return last_ = vertex;
}

void Strip::addBeginning() {
    if (kind_ != Kind::track) {
        const Datum* layout = written_.find("layout");
        Layout own = layout ? readLayout(*layout, session_.layout, draft_.graph.problems) : session_.layout;
        append("in", "mixer", Datum::map({{"channels", own == Layout::mono ? "1" : "2"}}), name_.place);
        draft_.graph.nameSink(name(), last_);
        return;
    }
    const Datum::Entry* source = written_.entry("source");
    if (!source) {
        if (!mistaken_)
            draft_.problem(name_.place, "the track \"" + name() + "\" has no source", "write source: FILE");
        return;
    }
    Datum written = source->second;
    if (written.kind == Datum::Kind::none) written.place = source->first.place;
    auto entry = readSource(written, draft_.graph.problems);
    if (entry) append("source", entry->type, entry->arguments, entry->place);
}

void Strip::addPolarity() {
    const Datum::Entry* polarity = written_.entry("polarity");
    if (!polarity) return;
    Datum which = polarity->second;
    if (which.isScalar() && which.scalar == "invert") which.scalar = "all";
    if (which.isScalar() && which.scalar == "normal") return;
    size_t before = draft_.graph.problems.size();
    append("polarity", "polarity", Datum::map({{"invert", which}}), polarity->first.place);
    renameProblems(draft_.graph.problems, before, "invert", "polarity");
}

void Strip::addChain() {
    const Datum::Entry* chain = written_.entry("chain");
    if (!chain) return;
    const Datum& list = chain->second;
    if (!list.isList()) {
        bool edits = list.isMap();
        draft_.problem(edits ? list.place : chain->first.place,
                       edits ? "the chain is a map, which would edit a chain below, but there is none"
                             : "the chain is " + std::string(list.kindName()),
                       "write a list of entries, such as - compressor: {ratio: 3}");
        return;
    }
    for (const Datum& written : list.list) {
        auto entry = readEntry(written, draft_.graph.problems);
        if (!entry) continue;
        if (isWordOfStrip(entry->name)) {
            draft_.problem(entry->place,
                           "an entry cannot be called \"" + entry->name + "\", which is a word of the strip",
                           "give it an id, such as {id: my_" + entry->name + ", " + entry->type + ": ...}");
            continue;
        }
        append(entry->name, entry->type, entry->arguments, entry->place);
    }
}

void Strip::addFader() {
    const Datum::Entry* gain = written_.entry("gain");
    Datum arguments = gain ? Datum::map({{"gain", gain->second}}) : Datum::map({});
    if (gain) arguments.entries[0].first.place = gain->first.place;
    if (append("gain", "gain", std::move(arguments), gain ? gain->first.place : name_.place) < 0) return;
    const Datum* mute = written_.find("mute");
    if (!mute || readAnswer(*mute, "mute", draft_.graph.problems).value_or(0) == 0) return;
    // What the fader says is checked all the same, and it is there again when the mute is taken out.
    for (Number* number : draft_.graph.vertices[last_].node->numbers())
        number->value = {-unbounded, nullptr, mute->place};
}

void Strip::addPan() {
    const Datum::Entry* pan = written_.entry("pan");
    if (pan && session_.layout == Layout::mono) {
        draft_.problem(pan->first.place, "a mono mix has nothing to pan between",
                       "take it out, or write layout: stereo");
        return;
    }
    if (!pan && (kind_ != Kind::track || session_.layout == Layout::mono)) return;
    append("pan", "pan", pan ? Datum::map({{"pan", pan->second}}) : Datum::map({}),
           pan ? pan->first.place : name_.place);
}

}
