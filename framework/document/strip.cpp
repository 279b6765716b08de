// The nodes of a strip, in the order of its signal.
// SPDX-License-Identifier: MIT
#include "framework/document/strip.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"
#include <algorithm>

namespace stemwright {

namespace {

Owner ownerOf(Strip::Kind kind) {
    return kind == Strip::Kind::track ? Owner::track : kind == Strip::Kind::bus ? Owner::bus : Owner::master;
}

}

Strip::Strip(Draft& draft, const Session& session, Kind kind, const Datum::Key& name, const Datum& written)
    : draft_(draft), session_(session), kind_(kind), name_(name), written_(written), layout_(session.layout) {
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
    if (const Datum* layout = written_.find("layout"); layout && kind != Kind::track)
        layout_ = readLayout(*layout, layout_, problems);
}

void Strip::addNodes(const Groups& groups) {
    addBeginning();
    draft_.nameSource(name() + ".in", last_);
    if (const Datum::Entry* trim = written_.entry("trim")) {
        size_t before = draft_.graph.problems.size();
        append("trim", "gain", Datum::map({{"gain", trim->second}}), trim->first.place);
        draft_.rename(before, "gain", "trim");
    }
    addPolarity();
    addChain();
    int pre = last_;
    addFader(groups);
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
    if (word != "source") {
        if (!passesSound(node, type, place)) return -1;
    } else if (!node.inputs().empty() || !node.inputArrays().empty() || node.outputs().empty()) {
        draft_.problem(place, type + " makes no sound of its own", "name a file, or put it into the chain");
        return -1;
    }
    if (last_ >= 0) draft_.connect(draft_.graph.vertices[last_].name, whole, Datum::map({}), place);
    return last_ = vertex;
}

void Strip::addBeginning() {
    if (kind_ != Kind::track) {
        append("in", "mixer", Datum::map({{"channels", std::to_string(channelsOf(layout_))}}), name_.place);
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
    draft_.rename(before, "invert", "polarity");
}

void Strip::addFader(const Groups& groups) {
    const Datum::Entry* gain = written_.entry("gain");
    Datum arguments = gain ? Datum::map({{"gain", gain->second}}) : Datum::map({});
    if (gain) arguments.entries[0].first.place = gain->first.place;
    if (append("gain", "gain", std::move(arguments), gain ? gain->first.place : name_.place) < 0) return;
    // What the fader says is checked all the same, and it is there again when the mute is taken out.
    if (const Datum* mute = written_.find("mute"))
        if (readAnswer(*mute, "mute", draft_.graph.problems).value_or(0) == 1)
            setLevel({-unbounded, nullptr, mute->place});
    // Behind the fader's own name, where no entry of the chain can have it.
    for (const Groups::Group* group : groups.of(name())) {
        if (append("gain." + group->name, "gain", Datum::map({}), group->place) < 0) continue;
        setLevel(group->gain);
        draft_.join(group->name, draft_.graph.vertices[size_t(last_)].name);
    }
}

void Strip::setLevel(const Value& level) {
    for (Number* number : draft_.graph.vertices[size_t(last_)].node->numbers()) number->value = level;
}

void Strip::addPan() {
    const Datum::Entry* pan = written_.entry("pan");
    if (pan && session_.layout == Layout::mono && layout_ == Layout::mono) {
        draft_.problem(pan->first.place, "a mono mix has nothing to pan between",
                       "take it out, or write layout: stereo");
        return;
    }
    if (!pan && (kind_ != Kind::track || session_.layout == Layout::mono)) return;
    append("pan", "pan", pan ? Datum::map({{"pan", pan->second}}) : Datum::map({}),
           pan ? pan->first.place : name_.place);
}

}
