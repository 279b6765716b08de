// The wires between strips: to, from and sends.
// SPDX-License-Identifier: MIT
#include "framework/document/part.h"
#include "framework/document/strip.h"
#include "framework/document/template.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"

namespace stemwright {

namespace {

std::vector<std::string> buses(const Graph& graph, const std::set<std::string, std::less<>>& strips) {
    std::vector<std::string> names;
    for (const std::string& strip : strips)
        if (graph.find(strip + ".in") >= 0)
            names.push_back(strip); // only buses and the master have this node
    return names;
}

std::vector<std::string> tapsOf(const Graph& graph, const std::string& strip) {
    std::vector<std::string> taps;
    for (const std::string& address : graph.addresses())
        if (address.starts_with(strip + ".")) taps.push_back(address.substr(strip.size() + 1));
    return taps;
}

}

void Strip::addWires() {
    addFrom();
    addTo();
    addSends();
}

// One wire of `from` or `sends`: a level, or {level, tap}. `strip` is where it starts.
void Strip::route(const Datum& written, const std::string& word, const std::string& strip,
                  const std::string& to, const Place& place) {
    Datum options = Datum::map({});
    std::string tap;
    if (written.kind == Datum::Kind::none) {
        nothingToRemove(word, place, "write a level, such as 0 dB", draft_.graph.problems);
        return;
    }
    if (written.isMap() && !isValue(written)) {
        checkWords(written, "a send", wordsOf(Owner::send), draft_.graph.problems);
        if (const Datum::Entry* level = written.entry("level"))
            options.entries.push_back({{"level", level->first.place}, level->second});
        if (const Datum* d = written.find("tap")) {
            if (!d->isScalar())
                return draft_.problem(d->place, "tap is " + std::string(d->kindName()),
                                      "write pre, post or the name of an entry");
            if (d->scalar != "post") tap = "." + d->scalar;
            if (!draft_.graph.source(strip + tap) && draft_.isStrip(strip))
                return draft_.problem(d->place, "\"" + strip + "\" has no tap \"" + d->scalar + "\"",
                                      suggestion(d->scalar, tapsOf(draft_.graph, strip)));
        }
    } else
        options.entries.push_back({{"level", place}, written});
    draft_.connect(strip + tap, to, options, place);
}

std::vector<Datum> Strip::targets() const {
    const Datum* to = written_.find("to");
    if (!to) return {};
    if (to->isList()) return to->list;
    return to->isScalar() && to->scalar != "none" ? std::vector{*to} : std::vector<Datum>{};
}

std::vector<Datum::Key> Strip::sendTargets() const {
    std::vector<Datum::Key> names;
    if (const Datum* sends = written_.find("sends"))
        for (const auto& [name, _] : sends->entries) names.push_back(name);
    return names;
}

void Strip::addFrom() {
    const Datum::Entry* from = written_.entry("from");
    if (!from) return;
    const Datum& written = from->second;
    auto add = [&](const std::string& source, const Datum& options, const Place& place) {
        if (!draft_.graph.source(source))
            return draft_.connect(source, name(), Datum::map({}), place); // which says what is wrong
        route(options, source, source, name(), place);
    };
    if (written.isMap())
        for (const auto& [key, options] : written.entries) add(key.name, options, key.place);
    else if (written.isList() || written.isScalar())
        for (const Datum& d : written.isList() ? written.list : std::vector<Datum>{written}) {
            if (d.isScalar())
                add(d.scalar, Datum::map({}), d.place);
            else
                draft_.problem(d.place, "from holds " + std::string(d.kindName()),
                               "write a name, or a map of names and levels");
        }
    else
        draft_.problem(from->first.place, "from is nothing",
                       "write a name, a list of names, or a map of names and levels");
}

void Strip::addTo() {
    if (kind_ == Kind::master) return;
    const Datum::Entry* to = written_.entry("to");
    auto add = [&](const std::string& target, const Place& place) {
        auto from = draft_.graph.source(name());
        if (from && !draft_.isGroup(target) && !draft_.graph.sink(target, *from))
            return draft_.problem(place, "\"" + target + "\" is no bus",
                                  suggestion(target, buses(draft_.graph, draft_.strips())));
        draft_.connect(name(), target, Datum::map({}), place);
    };
    if (!to) {
        Place implied = name_.place;
        implied.layer = 2 * belowAllLayers; // such a wire gives way to any that is written
        return add("master", implied);
    }
    const Datum& written = to->second;
    if (!written.isScalar() && !written.isList())
        return draft_.problem(to->first.place, "to is " + std::string(written.kindName()),
                              "write the name of a bus, a list of names, or none");
    for (const Datum& target : targets())
        if (target.isScalar())
            add(target.scalar, target.place);
        else
            draft_.problem(target.place, "to holds " + std::string(target.kindName()),
                           "write the name of a bus");
}

void Strip::addSends() {
    const Datum::Entry* sends = written_.entry("sends");
    if (!sends) return;
    const Datum& written = sends->second;
    auto add = [&](const std::string& target, const Datum& options, const Place& place) {
        auto from = draft_.graph.source(name());
        if (from && !draft_.isGroup(target) && !draft_.graph.sink(target, *from))
            return draft_.problem(place, "\"" + target + "\" is no bus",
                                  suggestion(target, buses(draft_.graph, draft_.strips())));
        route(options, "the send to \"" + target + "\"", name(), target, place);
    };
    if (written.isMap())
        for (const auto& [key, options] : written.entries) add(key.name, options, key.place);
    else
        draft_.problem(written.kind == Datum::Kind::none ? sends->first.place : written.place,
                       "sends is " + std::string(written.kindName()), "write a map, such as {plate: -14 dB}");
}

}
