// Reads groups, and finds whose faders they move.
// SPDX-License-Identifier: MIT
#include "framework/document/groups.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"
#include <algorithm>

namespace stemwright {

Groups::Groups(Draft& draft, const Datum& document, const std::vector<std::string>& tracksAndBuses) {
    const Datum* groups = document.find("groups");
    std::string cure = "write a map by name, such as {band: {members: [kick, bass]}}";
    if (!groups || expectMap(*groups, "groups", cure, draft.graph.problems) == Shown::other) return;
    std::vector<std::string> order, known = tracksAndBuses;
    for (const auto& [name, written] : groups->entries)
        if (name.name == "master")
            draft.problem(name.place, "a group is called \"master\", which is the mix itself",
                          "use another name");
        else if (draft.claim(name, Draft::Use::group) == Draft::Claim::granted) {
            read(draft, name, written);
            order.push_back(name.name);
        }
    known.insert(known.end(), order.begin(), order.end());
    for (const std::string& name : order) checkMembers(draft, groups_[name], known);
    for (const std::string& name : order) {
        std::vector<std::string> above;
        settle(draft, groups_[name], above);
    }
    for (auto& [name, group] : groups_) {
        std::map<std::string, std::string> reached; // strips, by the member that leads to them
        for (const Way& way : ways_[name]) {
            auto [first, fresh] = reached.emplace(way.strip, way.first);
            if (fresh) {
                groupsOf_[way.strip].push_back(name);
                continue;
            }
            auto how = [&](const std::string& member) {
                return member == way.strip ? std::string("by name") : "through \"" + member + "\"";
            };
            draft.problem(way.place,
                          "\"" + way.strip + "\" is in the group \"" + name +
                              "\" twice: " + how(first->second) + " and " + how(way.first),
                          "take one of them out");
        }
    }
}

void Groups::read(Draft& draft, const Datum::Key& name, const Datum& written) {
    std::vector<Problem>& problems = draft.graph.problems;
    Group& group = groups_[name.name];
    group.name = name.name;
    group.place = name.place;
    std::string called = "the group \"" + name.name + "\"",
                cure = "write a list of names, such as [kick, bass]";
    if (written.kind == Datum::Kind::none)
        return nothingToRemove(called, name.place, "write its members", problems);
    if (!written.isMap())
        return draft.problem(written.place, called + " is " + std::string(written.kindName()),
                             "write a map, such as {members: [kick, bass]}");
    checkWords(written, "a group", wordsOf(Owner::group), problems);
    if (const Datum::Entry* gain = written.entry("gain")) {
        // The node that will have it knows its range.
        Graph node(draft.graph.timeline);
        node.add("group", "gain", Datum::map({{"gain", gain->second}}), gain->first.place);
        group.gain = node.vertices[0].node->numbers()[0]->value;
        problems.insert(problems.end(), node.problems.begin(), node.problems.end());
    }
    if (const Datum* mute = written.find("mute"))
        if (readAnswer(*mute, "mute", problems).value_or(0) == 1)
            group.gain = {-unbounded, nullptr, mute->place};
    const Datum::Entry* members = written.entry("members");
    if (!members || (members->second.isList() && members->second.list.empty()))
        return draft.problem(name.place, called + " has no members", "write members: [NAME, ...]");
    const Datum& list = members->second;
    if (!list.isList())
        return draft.problem(list.kind == Datum::Kind::none ? members->first.place : list.place,
                             "members is " + std::string(list.kindName()), cure);
    for (const Datum& member : list.list)
        if (member.isScalar())
            group.members.push_back(member);
        else
            draft.problem(member.place, "members holds " + std::string(member.kindName()),
                          "write the name of a track, bus or group");
}

void Groups::checkMembers(Draft& draft, Group& group, const std::vector<std::string>& known) const {
    std::map<std::string, Place> seen;
    std::erase_if(group.members, [&](const Datum& member) {
        const std::string& name = member.scalar;
        auto [first, fresh] = seen.emplace(name, member.place);
        if (name == "master")
            draft.problem(member.place, "\"master\" cannot be a member: it is the mix itself",
                          "write its own gain");
        else if (!groups_.contains(name) && !draft.isStrip(name)) {
            std::vector<std::string> others = known;
            std::erase(others, group.name);
            draft.problem(member.place, "\"" + name + "\" is no track, bus or group",
                          suggestion(name, others));
        } else if (!fresh)
            draft.problem(member.place, "\"" + name + "\" is there already (" + first->second.text() + ")",
                          "keep one of the two");
        else
            return false;
        return true;
    });
}

// Takes out what closes a circle, after saying so, so that the rest has an end; then finds the strips.
void Groups::settle(Draft& draft, Group& group, std::vector<std::string>& above) {
    if (ways_.contains(group.name)) return;
    above.push_back(group.name);
    std::erase_if(group.members, [&](const Datum& member) {
        auto inner = groups_.find(member.scalar);
        if (inner == groups_.end()) return false;
        if (std::find(above.begin(), above.end(), member.scalar) != above.end())
            draft.problem(member.place, "this makes the group \"" + member.scalar + "\" a member of itself",
                          "take it out");
        else if (above.size() == deepest)
            draft.problem(member.place,
                          "groups lie within each other more than " + std::to_string(deepest) + " deep",
                          "take it out");
        else {
            settle(draft, inner->second, above);
            return false;
        }
        return true;
    });
    above.pop_back();
    std::vector<Way> ways;
    for (const Datum& member : group.members) {
        if (!groups_.contains(member.scalar)) {
            ways.push_back({member.scalar, member.scalar, member.place});
            continue;
        }
        std::set<std::string> once; // what is twice in there is said there
        for (const Way& way : ways_[member.scalar])
            if (once.insert(way.strip).second) ways.push_back({way.strip, member.scalar, member.place});
    }
    ways_[group.name] = std::move(ways);
}

std::vector<const Groups::Group*> Groups::of(const std::string& strip) const {
    std::vector<const Group*> found;
    if (auto names = groupsOf_.find(strip); names != groupsOf_.end())
        for (const std::string& name : names->second) found.push_back(&groups_.at(name));
    return found;
}

}
