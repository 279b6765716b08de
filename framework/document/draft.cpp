// Names, nodes and wires on their way from a document into a graph.
// SPDX-License-Identifier: MIT
#include "framework/document/draft.h"
#include "framework/document/words.h"
#include <algorithm>

namespace stemwright {

Draft::Claim Draft::claim(const Datum::Key& name, Use use) {
    std::string mistake = mistakeInName(name.name, use == Use::strip ? Dots::forbidden : Dots::allowed);
    if (!mistake.empty()) problem(name.place, mistake, "use letters, digits, _ and -");
    static const std::set<std::string, std::less<>> reserved{"none", "outputs", "is", "add", "points"};
    if (reserved.contains(std::string_view(name.name).substr(0, name.name.find('.'))))
        problem(name.place, "\"" + name.name + "\" means something else", "use another name");
    auto [first, fresh] = names_.emplace(name.name, name.place);
    if (!fresh)
        problem(name.place,
                "\"" + name.name + "\" is there already" +
                    (first->second.line ? " (" + first->second.text() + ")" : ""),
                "strips and nodes need different names");
    std::string_view front = std::string_view(name.name).substr(0, name.name.find('.'));
    if (use == Use::node && front != name.name && strips_.contains(front))
        problem(name.place,
                "\"" + name.name + "\" reads as a part of the strip \"" + std::string(front) + "\"",
                "use a name without a dot, or put it into the chain");
    if (use == Use::strip) strips_.insert(name.name);
    return fresh ? Claim::granted : Claim::taken;
}

bool Draft::isFurtherInput(const std::string& type, const std::string& word) {
    auto [known, fresh] = furtherInputs_.try_emplace(type);
    if (const Type* t = fresh ? Registry::instance().find(type) : nullptr) {
        std::unique_ptr<Node> node = t->describe();
        for (const AudioIn* port : node->inputs())
            if (port->index > 0) known->second.insert(port->name);
    }
    return known->second.contains(word);
}

int Draft::add(const std::string& name, const std::string& type, Datum arguments, const Place& place) {
    for (auto& [key, value] : arguments.entries)
        if (std::string tap = beforeFader(value.scalar); value.isScalar() && tap != value.scalar)
            if (isFurtherInput(type, key.name)) value.scalar = tap;
    int vertex = graph.add(name, type, arguments, place);
    if (vertex < 0) failed_.insert(name);
    return vertex;
}

void Draft::nameSource(const std::string& name, int vertex) {
    if (vertex >= 0)
        graph.nameSource(name, vertex);
    else
        failed_.insert(name);
}

bool Draft::failed(const std::string& address) const {
    if (failed_.empty()) return false;
    std::string_view rest = std::string_view(address).substr(0, address.find('['));
    for (;;) {
        if (failed_.contains(rest)) return true;
        size_t dot = rest.rfind('.');
        if (dot == rest.npos) return false;
        rest = rest.substr(0, dot);
    }
}

// "kick[2]" becomes "kick.pre[2]"; what is no bare name of a strip stays.
std::string Draft::beforeFader(const std::string& address) const {
    size_t end = std::min(address.find('['), address.size());
    if (!isStrip(std::string_view(address).substr(0, end))) return address;
    return address.substr(0, end) + ".pre" + address.substr(end);
}

// Whether sound ends at a further input, such as a sidechain, and not in the signal's own way.
bool Draft::isKey(const std::string& from, const std::string& to) const {
    auto start = graph.source(from);
    auto end = start ? graph.sink(to, *start) : std::optional<Sink>{};
    return end && end->input > 0 && graph.vertices[end->vertex].node->inputArrays().empty();
}

bool Draft::isHeard(const std::string& from, const std::string& to) const {
    auto strip = [](const std::string& address) { return address.substr(0, address.find_first_of(".[")); };
    return !silent_.contains(strip(from)) || strip(from) == strip(to) || isKey(from, to);
}

void Draft::connect(const std::string& from, const std::string& to, const Datum& options,
                    const Place& place) {
    // Each message searches all names for the one that was meant: enough is enough.
    constexpr size_t most = 200;
    if (graph.problems.size() >= most || failed(from) || failed(to) || !isHeard(from, to)) return;
    graph.connect(isKey(from, to) ? beforeFader(from) : from, to, options, place);
}

}
