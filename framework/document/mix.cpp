// Takes a document apart in the order in which its parts depend on each other.
// SPDX-License-Identifier: MIT
#include "framework/document/mix.h"
#include "framework/document/advice.h"
#include "framework/document/patch.h"
#include "framework/document/reasons.h"
#include "framework/document/template.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"
#include "framework/node/file_defined_node.h"
#include <algorithm>
#include <filesystem>
#include <tuple>

namespace stemwright {

namespace {

// File by file, the lowest layer first, in the order of the text.
std::vector<Problem> sorted(std::vector<Problem> problems) {
    auto order = [](const Place& place) {
        int layer = place.layer < 0 ? place.layer - belowAllLayers : place.layer;
        return std::tuple(layer, std::string_view(place.file), place.line, place.column);
    };
    std::stable_sort(problems.begin(), problems.end(),
                     [&](const Problem& a, const Problem& b) { return order(a.place) < order(b.place); });
    // What a template, a fragment or an alias says wrong is wrong wherever it is used; told once it is
    // enough.
    auto same = [](const Problem& a, const Problem& b) { return a.place.line && a.text() == b.text(); };
    problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
    return problems;
}

std::string freeText(const Datum& document, const char* word, std::vector<Problem>& problems) {
    const Datum* d = document.find(word);
    if (!d || d->kind == Datum::Kind::none) return "";
    if (!d->isScalar())
        problems.push_back(
            {d->place, std::string(word) + " is " + std::string(d->kindName()), "write a text"});
    return d->scalar;
}

}

Mix makeMix(Document layered, const Selection& selection, const std::string& length) {
    std::vector<Problem> problems = std::move(layered.problems);
    Datum document = std::move(layered.whole);
    if (document.kind == Datum::Kind::none) throw Error(sorted(std::move(problems)));
    checkWords(document, "a mix", wordsOf(Owner::mix), problems);
    dropReasons(document, problems);
    Mix mix;
    mix.path = layered.path;
    mix.title = freeText(document, document.find("title") ? "title" : "name", problems);
    mix.about = freeText(document, "about", problems);
    mix.session = readSession(document.find("session"), problems);
    if (!length.empty()) mix.session.length = readLength(length, mix.session.timeline, problems);
    std::string folder = std::filesystem::path(mix.path).parent_path().string();
    mix.graph = Graph(mix.session.timeline, folder, mix.session.seed);
    mix.graph.length = mix.session.length;
    mix.graph.problems = std::move(problems);

    Draft draft(mix.graph);
    Console console(draft, mix.session, document, selection);
    claimNodes(draft, document);
    console.addNodes();
    addNodes(draft, document);
    console.addWires();
    addWires(draft, document);
    mix.graph.connectRequests();
    mix.targets = addOutputs(draft, document, console.hasMaster() ? Master::there : Master::missing);
    mix.warnings = std::move(layered.warnings);
    for (const Problem& warning : console.warnings()) mix.warnings.push_back(warning);
    for (const Problem& warning : advice(draft, console)) mix.warnings.push_back(warning);
    for (const Graph::Vertex& vertex : mix.graph.vertices)
        if (auto* node = dynamic_cast<const FileDefinedNode*>(vertex.node.get()))
            for (Problem& warning : node->warnings()) mix.warnings.push_back(std::move(warning));
    mix.warnings = sorted(std::move(mix.warnings));
    std::vector<std::string> outputs;
    for (const Output& output : mix.graph.outputs) outputs.push_back(output.name);
    if (const Datum* expect = document.find("expect"))
        mix.expectations = readExpectations(*expect, outputs, mix.session.timeline, mix.graph.problems);
    mix.midi = readMidiMap(draft, document);
    if (!mix.graph.problems.empty()) throw Error(sorted(std::move(mix.graph.problems)));
    return mix;
}

Mix loadMix(const std::string& path, const Selection& selection, const std::string& length) {
    return makeMix(loadDocument(path), selection, length);
}

Mix readMix(const std::string& text, const std::string& path, const Selection& selection,
            const std::string& length) {
    return makeMix(readDocument(text, path), selection, length);
}

}
