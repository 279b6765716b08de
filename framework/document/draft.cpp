// Names and nodes on their way from a document into a graph.
// SPDX-License-Identifier: MIT
#include "framework/document/draft.h"
#include "framework/document/words.h"
#include <algorithm>

namespace stemwright {

Draft::Claim Draft::claim(const Datum::Key& name, Use use) {
    std::string mistake = mistakeInName(name.name, use == Use::node ? Dots::allowed : Dots::forbidden);
    if (!mistake.empty()) problem(name.place, mistake, "use letters, digits, _ and -");
    static const std::set<std::string, std::less<>> reserved{"none", "outputs", "is", "add", "points"};
    std::string_view front = std::string_view(name.name).substr(0, name.name.find('.'));
    if (reserved.contains(front))
        problem(name.place, "\"" + name.name + "\" means something else", "use another name");
    auto [first, fresh] = names_.emplace(name.name, name.place);
    if (!fresh)
        problem(name.place,
                "\"" + name.name + "\" is there already" +
                    (first->second.line ? " (" + first->second.text() + ")" : ""),
                "strips, groups and nodes need different names");
    if (use == Use::node && front != name.name && (strips_.contains(front) || groups_.contains(front)))
        problem(name.place,
                "\"" + name.name + "\" reads as a part of the " + (isStrip(front) ? "strip" : "group") +
                    " \"" + std::string(front) + "\"",
                isStrip(front) ? "use a name without a dot, or put it into the chain"
                               : "use a name without a dot");
    if (use == Use::strip) strips_.insert(name.name);
    if (use == Use::group && fresh) groups_[name.name];
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

void Draft::readTaps(Datum& arguments, const std::string& type) {
    std::erase_if(arguments.entries, [&](Datum::Entry& argument) {
        auto& [key, value] = argument;
        std::string tap = beforeFader(value.scalar);
        bool names = value.isScalar() && (tap != value.scalar || isGroup(value.scalar));
        if (!names || !isFurtherInput(type, key.name)) return false;
        value.scalar = tap;
        return isGroup(tap) && refuseGroup(tap, value.place, "name one of its members, or a bus");
    });
}

void Draft::rename(size_t first, const std::string& parameter, const std::string& word) {
    for (size_t i = first; i < graph.problems.size(); ++i)
        if (std::string& cause = graph.problems[i].cause;
            cause.starts_with(parameter + ":") || cause.starts_with(parameter + " "))
            cause.replace(0, parameter.size(), word);
}

bool Draft::refuseGroup(const std::string& address, const Place& place, const char* cure) {
    std::string group = address.substr(0, address.find_first_of(".["));
    problem(place, "\"" + group + "\" is a group, which carries no sound", cure);
    return true;
}

void Draft::output(const std::string& name, const std::string& from, const Place& place) {
    if (isGroup(from))
        refuseGroup(from, place, "name one of its members, or a bus");
    else
        graph.output(name, from, place);
}

bool Draft::isThere(const Graph& among, const std::string& name, const Place& place) {
    int vertex = among.find(name);
    if (vertex < 0) return false;
    problem(place, "\"" + name + "\" is there already (" + among.vertices[size_t(vertex)].place.text() + ")",
            "give one of them another name or an id");
    return true;
}

int Draft::add(const std::string& name, const std::string& type, Datum arguments, const Place& place) {
    readTaps(arguments, type);
    if (isThere(aside_, name, place)) return -1;
    int vertex = graph.add(name, type, arguments, place);
    if (vertex < 0) failed_.insert(name);
    return vertex;
}

const Node* Draft::bypass(const std::string& name, const std::string& type, Datum arguments,
                          const Place& place, int before) {
    if (isThere(graph, name, place)) return nullptr;
    readTaps(arguments, type);
    int vertex = aside_.add(name, type, arguments, place);
    for (Problem& p : aside_.problems) graph.problems.push_back(std::move(p));
    aside_.problems.clear();
    nameSource(name, before);
    return vertex < 0 ? nullptr : aside_.vertices[size_t(vertex)].node.get();
}

void Draft::checkBypassed() {
    for (const Graph::Vertex& v : aside_.vertices)
        for (const Node::Request& request : v.node->requests())
            if (auto tap = graph.tap(request, v.place);
                tap && !failed(tap->scalar) && !isBypassed(tap->scalar))
                if (!graph.source(tap->scalar))
                    graph.connect(tap->scalar, v.name, {}, tap->place); // which says what is wrong
}

void Draft::nameSource(const std::string& name, int vertex) {
    if (vertex >= 0)
        graph.nameSource(name, vertex);
    else
        failed_.insert(name);
}

}
