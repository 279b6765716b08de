// Takes a document apart in the order in which its parts depend on each other.
// SPDX-License-Identifier: MIT
#include "framework/document/mix.h"
#include "framework/document/patch.h"
#include "framework/document/reasons.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"
#include "framework/document/yaml.h"
#include <algorithm>
#include <filesystem>
#include <tuple>

namespace stemwright {

namespace {

[[noreturn]] void throwSorted(std::vector<Problem> problems) {
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::tie(a.place.line, a.place.column) < std::tie(b.place.line, b.place.column);
    });
    throw Error(std::move(problems));
}

// Whether the rest can be understood at all.
bool checkVersion(const Datum& document, std::vector<Problem>& problems) {
    const Datum* version = document.find("stemwright");
    std::string cure = "write stemwright: 1, the version of the format";
    if (!version)
        problems.push_back({document.place, "the document does not say stemwright: 1", cure});
    else if (!version->isScalar() || version->scalar != "1")
        problems.push_back(
            {version->place,
             "this version reads format 1, not " +
                 (version->isScalar() ? "\"" + version->scalar + "\"" : std::string(version->kindName())),
             cure});
    else
        return true;
    return !version;
}

std::string freeText(const Datum& document, const char* word, std::vector<Problem>& problems) {
    const Datum* d = document.find(word);
    if (!d || d->kind == Datum::Kind::none) return "";
    if (!d->isScalar())
        problems.push_back(
            {d->place, std::string(word) + " is " + std::string(d->kindName()), "write a text"});
    return d->scalar;
}

Mix makeMix(Datum document, std::vector<Problem> problems, const std::string& path,
            const Selection& selection, const std::string& length) {
    if (document.kind == Datum::Kind::none) throwSorted(std::move(problems));
    if (!document.isMap()) {
        problems.push_back({document.place, "the document is " + std::string(document.kindName()),
                            "write a map that starts with stemwright: 1"});
        throwSorted(std::move(problems));
    }
    if (!checkVersion(document, problems)) throwSorted(std::move(problems));
    checkWords(document, "a mix", wordsOf(Owner::mix), problems);
    dropReasons(document, problems);
    Mix mix;
    mix.path = path;
    mix.title = freeText(document, document.find("title") ? "title" : "name", problems);
    mix.about = freeText(document, "about", problems);
    mix.session = readSession(document.find("session"), problems);
    if (!length.empty()) mix.session.length = readLength(length, mix.session.timeline, problems);
    std::string folder = std::filesystem::path(path).parent_path().string();
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
    addOutputs(draft, document, console.hasMaster() ? Master::there : Master::missing);
    mix.warnings = console.warnings();
    std::vector<std::string> outputs;
    for (const Output& output : mix.graph.outputs) outputs.push_back(output.name);
    if (const Datum* expect = document.find("expect"))
        mix.expectations = readExpectations(*expect, outputs, mix.session.timeline, mix.graph.problems);
    if (!mix.graph.problems.empty()) throwSorted(std::move(mix.graph.problems));
    return mix;
}

}

Mix loadMix(const std::string& path, const Selection& selection, const std::string& length) {
    std::vector<Problem> problems;
    Datum document = readYamlFile(path, problems);
    return makeMix(std::move(document), std::move(problems), path, selection, length);
}

Mix readMix(const std::string& text, const std::string& path, const Selection& selection,
            const std::string& length) {
    std::vector<Problem> problems;
    Datum document = readYaml(text, path, problems);
    return makeMix(std::move(document), std::move(problems), path, selection, length);
}

}
