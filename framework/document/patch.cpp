// Reads nodes, wires and outputs.
// SPDX-License-Identifier: MIT
#include "framework/document/patch.h"
#include "framework/document/entry.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"
#include <functional>

namespace stemwright {

namespace {

// The entries of a section that is a map; none where it is missing or something else.
const std::vector<Datum::Entry>& entries(const Datum& document, const std::string& section, const char* cure,
                                         std::vector<Problem>& problems) {
    static const std::vector<Datum::Entry> none;
    const Datum* d = document.find(section);
    return d && expectMap(*d, section, cure, problems) == Shown::map ? d->entries : none;
}

std::string trimmed(const std::string& text) {
    size_t first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
    return first == text.npos ? "" : text.substr(first, last - first + 1);
}

}

void claimNodes(Draft& draft, const Datum& document) {
    const char* cure = "write a map by name, such as {wobble: {lfo: {rate: 2 Hz}}}";
    for (const auto& [key, _] : entries(document, "nodes", cure, draft.graph.problems))
        draft.claim(key, Draft::Use::node);
}

void addNodes(Draft& draft, const Datum& document) {
    std::vector<Problem> known; // claimNodes() has said it
    for (const auto& [key, written] : entries(document, "nodes", "", known)) {
        if (draft.isStrip(key.name)) continue;
        auto entry = readNode(key, written, draft.graph.problems);
        if (!entry)
            draft.nameSource(key.name, -1);
        else if (draft.graph.find(key.name) < 0)
            draft.add(key.name, entry->type, std::move(entry->arguments), entry->place);
    }
}

void addWires(Draft& draft, const Datum& document) {
    const char* cure = "write a map, such as {a -> b: {level: -3 dB}}";
    std::vector<std::function<void()>> removals; // once every wire that they may remove is there
    for (const auto& [key, options] : entries(document, "wires", cure, draft.graph.problems)) {
        size_t arrow = key.name.find("->");
        bool single = arrow != key.name.npos && key.name.find("->", arrow + 2) == key.name.npos;
        std::string from = single ? trimmed(key.name.substr(0, arrow)) : "";
        std::string to = single ? trimmed(key.name.substr(arrow + 2)) : "";
        if (from.empty() || to.empty())
            draft.problem(key.place, "\"" + key.name + "\" is no wire", "write it as FROM -> TO");
        else if (options.kind == Datum::Kind::none)
            removals.emplace_back(
                [&draft, from, to, place = key.place] { draft.disconnect(from, to, place); });
        else if (!options.isMap())
            draft.problem(options.place, "the wire " + key.name + " is " + std::string(options.kindName()),
                          "write {}, {level: -3 dB} or {depth: 0.5}");
        else
            draft.connect(from, to, options, key.place);
    }
    if (!removals.empty()) draft.graph.connectRequests();
    for (const auto& remove : removals) remove();
}

std::vector<LoudnessTarget> addOutputs(Draft& draft, const Datum& document, Master master) {
    std::vector<LoudnessTarget> targets;
    if (!document.find("outputs") && master == Master::there) {
        draft.graph.output("mix", "master", document.place);
        return targets;
    }
    const char* cure = "write a map by name, such as {mix: {from: master}}";
    const auto& outputs = entries(document, "outputs", cure, draft.graph.problems);
    const Datum::Entry* section = document.entry("outputs");
    if (outputs.empty() && (!section || !section->second.isList()))
        draft.problem(section ? section->first.place : document.place, "the mix has no output",
                      "write outputs: {mix: {from: NAME}}");
    for (const auto& [key, written] : outputs) {
        std::string mistake = mistakeInName(key.name, Dots::forbidden);
        if (!mistake.empty()) draft.problem(key.place, mistake, "use letters, digits, _ and -");
        const Datum* from = &written;
        if (written.isMap()) {
            checkWords(written, "an output", wordsOf(Owner::output), draft.graph.problems);
            from = written.find("from");
        }
        size_t before = draft.graph.outputs.size();
        Datum usual("master"); // the output that is there where none is written
        usual.place = key.place;
        if (!from && key.name == "mix" && master == Master::there) from = &usual;
        if (from && from->isScalar())
            draft.output(key.name, from->scalar, from->place);
        else
            draft.problem(from ? from->place : key.place, "the output \"" + key.name + "\" names no source",
                          "write {from: NAME}");
        if (draft.graph.outputs.size() > before)
            if (auto target = readLoudnessTarget(draft.graph, draft.graph.outputs.back(), written))
                targets.push_back(std::move(*target));
    }
    checkOneTargetAStrip(draft.graph, targets);
    return targets;
}

}
