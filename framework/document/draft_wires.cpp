// Wires on their way from a document into a graph.
// SPDX-License-Identifier: MIT
#include "framework/document/draft.h"
#include "framework/document/words.h"
#include <algorithm>

namespace stemwright {

namespace {

std::string frontOf(const std::string& address) { return address.substr(0, address.find_first_of(".[")); }

// Whether `holds` says yes to the address, or to one that it is a part of.
template <class Holds> bool anyPart(const std::string& address, Holds holds) {
    std::string_view rest = std::string_view(address).substr(0, address.find('['));
    for (;;) {
        if (holds(rest)) return true;
        size_t dot = rest.rfind('.');
        if (dot == rest.npos) return false;
        rest = rest.substr(0, dot);
    }
}

}

bool Draft::failed(const std::string& address) const {
    return !failed_.empty() &&
           anyPart(address, [&](std::string_view part) { return failed_.contains(part); });
}

bool Draft::isBypassed(const std::string& address) const {
    return !aside_.vertices.empty() &&
           anyPart(address, [&](std::string_view part) { return aside_.find(part) >= 0; });
}

bool Draft::isLeftOut(const std::string& from, const std::string& to) {
    if (failed(from) || failed(to) || isBypassed(to)) return true;
    if (isBypassed(from) && !graph.source(from)) return true;
    if (isHeard(from, to)) return false;
    bereft_.insert(frontOf(to));
    return true;
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
    return !silent_.contains(frontOf(from)) || frontOf(from) == frontOf(to) || isKey(from, to);
}

bool Draft::isGroup(std::string_view address) const {
    return groups_.contains(address.substr(0, address.find_first_of(".[")));
}

// A group has nothing but its gain, which control signals move.
bool Draft::refusesGroupIn(const std::string& from, const std::string& to, const Place& place) {
    if (isGroup(from)) return refuseGroup(from, place, "name one of its members, or a bus");
    auto start = isGroup(to) ? graph.source(from) : std::optional<Source>{};
    if (!start) return false; // which is another mistake, if any
    if (start->control < 0) return refuseGroup(to, place, "name a bus");
    std::string number = frontOf(to) + ".gain";
    if (to == number) return false;
    problem(place, "\"" + to + "\" is no number that a control signal can move", suggestion(to, {number}));
    return true;
}

std::vector<std::string> Draft::endsOf(const std::string& to) const {
    auto group = groups_.find(frontOf(to));
    return group == groups_.end() ? std::vector{to} : group->second;
}

void Draft::connect(const std::string& from, const std::string& to, const Datum& options,
                    const Place& place) {
    // Each message searches all names for the one that was meant: enough is enough.
    constexpr size_t most = 200;
    if (graph.problems.size() >= most || isLeftOut(from, to) || refusesGroupIn(from, to, place)) return;
    for (const std::string& end : endsOf(to)) {
        size_t before = graph.problems.size();
        graph.connect(isKey(from, end) ? beforeFader(from) : from, end, options, place);
        if (graph.problems.size() > before) return;
    }
}

void Draft::disconnect(const std::string& from, const std::string& to, const Place& place) {
    if (isLeftOut(from, to)) return;
    bool removed = false;
    for (const std::string& end : endsOf(to)) {
        std::string start = isKey(from, end) ? beforeFader(from) : from;
        removed |= graph.disconnect(start, end, place) == Graph::Removal::done;
    }
    if (removed) return;
    std::string text = from + " -> " + to;
    if (place.layer <= 0)
        return nothingToRemove("the wire " + text, place, "write " + text + ": {}", graph.problems);
    warnings.push_back(
        {place, "\"" + text + "\" removes nothing: there is no such wire below", "take it out"});
}

}
