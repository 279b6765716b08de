// The chain of a strip: each entry's node, and what its words put around it.
// SPDX-License-Identifier: MIT
#include "framework/document/strip.h"
#include "framework/document/vocabulary.h"

namespace stemwright {

namespace {

// What stands behind the dot of a strip's address is a word, a tap or an entry.
bool isWordOfStrip(const std::string& name) {
    return isWord(Owner::pattern, name) || name == "in" || name == "pre" || name == "post";
}

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
        if (entry->bypassed)
            bypass(*entry);
        else
            addEntry(*entry);
    }
}

bool Strip::passesSound(const Node& node, const std::string& type, const Place& place) {
    bool hears = !node.inputs().empty() || !node.inputArrays().empty();
    if (hears && !node.outputs().empty()) return true;
    draft_.problem(place, type + " cannot stand in a chain: it does not pass sound on",
                   "write it under nodes");
    return false;
}

// One part of the sound goes through the node (`on`), and what comes out is blended with what went in
// (`mix`), or takes that part's place. The tap of the entry is the end of all this, its parameters those of
// the node.
void Strip::addEntry(const Entry& entry) {
    if (!entry.mix && !entry.on) {
        append(entry.name, entry.type, entry.arguments, entry.place);
        return;
    }
    Graph& graph = draft_.graph;
    int before = last_;
    Datum blend = Datum::map({});
    if (entry.on) {
        size_t problems = graph.problems.size();
        append(entry.name + ".on", "component", Datum::map({{"part", *entry.on}}), entry.on->place);
        draft_.rename(problems, "part", "on");
        if (graph.problems.size() == problems) {
            blend.entries.push_back({{"part", {}}, *entry.on});
            std::string part =
                (entry.on->scalar == "mid" || entry.on->scalar == "side" ? "the " : "") + entry.on->scalar;
            graph.demands.push_back({last_, 2, entry.on->place,
                                     "\"" + name() + "." + entry.name + "\" works on " + part,
                                     "take \"on\" out, or make the sound stereo before it"});
        }
    }
    if (entry.mix) blend.entries.push_back({{"share", entry.mix->place}, *entry.mix});
    if (append(entry.name, entry.type, entry.arguments, entry.place) < 0) {
        last_ = before;
        return;
    }
    size_t problems = graph.problems.size();
    append(entry.name + ".mix", "blend", blend, entry.mix ? entry.mix->place : entry.on->place);
    draft_.rename(problems, "share", "mix");
    std::string whole = name() + "." + entry.name;
    if (before >= 0)
        draft_.connect(graph.vertices[size_t(before)].name, whole + ".mix.dry", Datum::map({}), entry.place);
    draft_.nameSource(whole, last_);
}

void Strip::bypass(const Entry& entry) {
    std::string whole = name() + "." + entry.name;
    auto leaveOut = [&](const std::string& node, const std::string& type, const Datum& arguments) {
        return draft_.bypass(node, type, arguments, entry.place, last_);
    };
    size_t problems = draft_.graph.problems.size();
    if (entry.on) leaveOut(whole + ".on", "component", Datum::map({{"part", *entry.on}}));
    draft_.rename(problems, "part", "on");
    problems = draft_.graph.problems.size();
    if (entry.mix) leaveOut(whole + ".mix", "blend", Datum::map({{"share", *entry.mix}}));
    draft_.rename(problems, "share", "mix");
    if (const Node* node = leaveOut(whole, entry.type, entry.arguments))
        passesSound(*node, entry.type, entry.place);
}

}
