// Takes every way that a document can go, and compares where two ways must meet.
// SPDX-License-Identifier: MIT
#include "tests/fuzz/promises.h"
#include "framework/document/expand.h"
#include "framework/document/flatten.h"
#include "framework/document/text.h"
#include "framework/graph/plan.h"
#include "tests/fuzz/files.h"
#include <algorithm>
#include <numeric>
#include <sstream>
#include <stdexcept>
#include <typeinfo>

namespace stemwright::fuzz {

namespace {

// Plans of larger graphs take long and show nothing that small ones do not.
constexpr size_t mostVertices = 100;

struct Broken : std::runtime_error {
    using std::runtime_error::runtime_error;
};

void hold(bool kept, const std::string& promise) {
    if (!kept) throw Broken(promise);
}

void check(const std::vector<Problem>& problems, const Files& files) {
    for (const Problem& problem : problems) {
        hold(!problem.cause.empty(), "a problem has a cause");
        std::string text = problem.text();
        hold(text.find('\n') == text.npos && !unreadable(text, ""), "a message is one line of text: " + text);
        const Place& place = problem.place;
        if (place.line == 0) continue;
        const std::string* file = files.find(place.file);
        hold(file, "a problem lies in a file: " + text);
        hold(place.line > 0 && place.line <= std::count(file->begin(), file->end(), '\n') + 2 &&
                 place.column > 0 && place.column <= int(file->size()) + 1,
             "a problem lies within its file: " + text);
    }
}

Document read(const Files& files) {
    return readDocument(files.top(), Files::topDocument,
                        [&](const std::string& path, std::vector<Problem>& problems) {
                            const std::string* text = files.find(path);
                            if (!text) problems.push_back({{path}, "there is no such file", ""});
                            return text ? std::optional(*text) : std::nullopt;
                        });
}

// What `act` makes; where it throws an Error, that must be a good one, and there is nothing.
template <class Act> auto unlessRefused(const Files& files, std::string& message, Act act) {
    std::optional<decltype(act())> made;
    try {
        made = act();
    } catch (const Error& error) {
        hold(!error.problems().empty(), "an Error has a problem");
        check(error.problems(), files);
        message = error.what();
    }
    return made;
}

// A text that was written from a document, read again.
Mix readBack(const std::string& text, const std::string& writer, Document& document) {
    Files files(text);
    std::string message;
    document = read(files);
    auto mix = unlessRefused(files, message, [&] { return makeMix(document); });
    hold(mix.has_value(), "what " + writer + " writes is accepted: " + message + "\n" + text);
    return *mix;
}

void holdSame(const std::string& one, const std::string& other, const std::string& promise) {
    hold(one == other, promise + ":\n" + one + "\nand then\n" + other);
}

// Sums depend on no order, so wires may come in any.
std::string inOrder(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);) lines.push_back(line + "\n");
    std::sort(lines.begin(), lines.end());
    return std::accumulate(lines.begin(), lines.end(), std::string());
}

void comparePlans(const Mix& mix, const Mix& expanded, const Files& files, const std::string& text) {
    if (mix.graph.vertices.size() > mostVertices) return;
    std::string message, otherMessage;
    auto one = unlessRefused(files, message, [&] { return compile(mix.graph); }),
         other = unlessRefused(Files(text), otherMessage, [&] { return compile(expanded.graph); });
    // The other may compile where the first does not: that `on` asks for a stereo sound is said of strips
    // only.
    hold(!one || other,
         "an expanded document compiles where the first one does: " + otherMessage + "\n" + text);
    if (!one) return;
    auto same = [&](bool equal, const char* what) {
        hold(equal, std::string("an expanded document makes the same plan: ") + what + "\n" + text);
    };
    const Plan &a = **one, &b = **other;
    same(a.tasks.size() == b.tasks.size(), "tasks");
    same(a.rowCount() == b.rowCount(), "rows");
    same(a.length == b.length, "length");
    same(a.outputs.size() == b.outputs.size(), "outputs");
    for (size_t i = 0; i < std::min(a.outputs.size(), b.outputs.size()); ++i)
        same(a.outputs[i].latency == b.outputs[i].latency, "latency");
}

void follow(const Document& document, const Mix& mix, const Files& files) {
    check(mix.warnings, files);
    Document other;
    std::string expanded = expand(mix);
    Mix again = readBack(expanded, "expand()", other);
    holdSame(expanded, expand(again), "an expanded document expands to itself");
    std::string flat = flattened(document);
    Mix flatMix = readBack(flat, "flattened()", other);
    holdSame(inOrder(expanded), inOrder(expand(flatMix)),
             "a flattened document, " + flat + "\nexpands as the first one does");
    holdSame(flat, flattened(other), "a flattened document is flat already");
    comparePlans(mix, again, files, expanded);
}

}

Outcome outcome(std::string_view input) {
    Files files(input);
    Outcome outcome;
    try {
        Document document = read(files);
        check(document.problems, files);
        check(document.warnings, files);
        std::string message;
        auto mix = unlessRefused(files, message, [&] { return makeMix(document); });
        outcome.accepted = mix.has_value();
        if (mix) follow(document, *mix, files);
    } catch (const Broken& broken) {
        outcome.broken = broken.what();
    } catch (const std::exception& other) {
        outcome.broken =
            std::string("nothing but Error is thrown: ") + typeid(other).name() + ", " + other.what();
    }
    return outcome;
}

}
