// Goes through the flat document, and asks explain() who rules.
// SPDX-License-Identifier: MIT
#include "framework/document/telling.h"
#include "framework/document/chain_edit.h"
#include "framework/document/flatten.h"
#include "framework/document/part.h"
#include "framework/document/reasons.h"
#include "framework/document/settings.h"
#include "framework/document/value_text.h"
#include "framework/document/vocabulary.h"
#include <algorithm>

namespace stemwright {

namespace {

std::string lastWord(const std::string& address) { return address.substr(address.rfind('.') + 1); }

std::string ownerOf(const std::string& address) {
    size_t dot = address.rfind('.');
    return dot == address.npos ? "" : address.substr(0, dot);
}

bool isAnswer(const std::string& name) {
    for (Owner owner : {Owner::track, Owner::entry, Owner::group})
        for (const Word& word : vocabulary(owner))
            if (word.name == name) return word.form.kind == Form::Kind::answer;
    return false;
}

const Range* rangeOf(const Parameter* parameter) {
    if (auto* number = dynamic_cast<const Number*>(parameter)) return &number->limits;
    if (auto* fixed = dynamic_cast<const Fixed*>(parameter)) return &fixed->limits;
    return nullptr;
}

// Reasons of assertions stand among their limits.
Datum withoutReasons(Datum value) {
    std::erase_if(value.entries, [](const Datum::Entry& e) {
        return e.first.name == "because" || e.first.name == "confidence";
    });
    if (value.isMap() && value.entries.size() == 1 && value.entries[0].first.name == "is")
        return value.entries[0].second;
    return value;
}

}

Telling::Telling(const Version& version, const std::string& folder) : version_(version) {
    for (Explanation& explanation : explain(version.document, ""))
        statements_.emplace(explanation.address, std::move(explanation.statements[0]));
    for (const Graph::Overruled& wire : version.mix.graph.overruled)
        upper_.emplace(wire.lower.text(), wire.upper);
    Datum whole = flatDocument(version.document, version.mix.graph, folder);
    std::vector<Problem> none; // a mix was made of it
    dropReasons(whole, none);
    for (const Datum::Entry& section : whole.entries) addSection(section);
    for (size_t i = 0; i < lines_.size(); ++i) positions_.emplace(lines_[i].address, i);
}

void Telling::addSection(const Datum::Entry& section) {
    static const std::map<std::string, std::string> kinds{
        {"tracks", "track"}, {"buses", "bus"}, {"groups", "group"}};
    const auto& [word, content] = section;
    // What flattening put in, because a layer took the wire to the master away, stands where that wire began.
    auto addSettings = [&](const Datum& datum, const Place& otherwise) {
        Datum part = Datum::map({});
        part.entries.emplace_back(word, datum);
        for (const Setting& setting : settingsOf(part)) {
            auto of = setting.of == Setting::Of::node ? Line::Of::node : Line::Of::value;
            const Statement* said = statement(setting.address);
            add(setting.address, setting.value, of, said ? ruling(*said) : ruled(otherwise));
        }
    };
    auto addChain = [&](const std::string& strip, const Datum& written) {
        if (const Datum* chain = written.find("chain"))
            for (const Datum& entry : chain->list) chains_[strip].push_back(entryName(entry));
    };
    if (word.name == "master") addChain("master", content);
    auto kind = kinds.find(word.name);
    if (kind == kinds.end()) return addSettings(content, word.place);
    for (const Datum::Entry& strip : content.entries) {
        add(strip.first.name, kind->second, Line::Of::strip, strip.first.place);
        Datum one = Datum::map({});
        one.entries.push_back(strip);
        addSettings(one, strip.first.place);
        addChain(strip.first.name, strip.second);
    }
}

void Telling::add(const std::string& address, const Datum& value, Line::Of of, const Place& place) {
    Line line{address, "", of, withoutReasons(value), place};
    const Range* range = rangeOf(parameterAt(version_.mix.graph, address));
    if (isAddition(line.written) && range) // on top of nothing
        line.value = meaning(line);
    else if (line.written.isMap() && line.written.entries.empty())
        line.value = plainWire(address);
    else
        line.value = flowText(line.written);
    lines_.push_back(std::move(line));
}

// What `{}` means, which only wires say: no level and no depth.
std::string Telling::plainWire(const std::string& address) const {
    auto source = version_.mix.graph.source(address.substr(0, address.find(" -> ")));
    return source && source->control >= 0 ? "1" : "0 dB";
}

const Line* Telling::find(const std::string& address) const {
    auto found = positions_.find(address);
    return found == positions_.end() ? nullptr : &lines_[found->second];
}

const Statement* Telling::statement(const std::string& address) const {
    auto found = statements_.find(address);
    return found == statements_.end() ? nullptr : &found->second;
}

Place Telling::ruled(const Place& place) const {
    auto upper = upper_.find(place.text());
    return upper == upper_.end() ? place : upper->second;
}

Place Telling::ruling(const Statement& statement) const {
    return upper_.contains(statement.place.text())      ? ruled(statement.place)
           : upper_.contains(statement.keyPlace.text()) ? ruled(statement.keyPlace)
                                                        : statement.place;
}

std::string Telling::unsaid(const std::string& address) const {
    std::string owner = ownerOf(address), word = lastWord(address);
    if (const Parameter* parameter = parameterAt(version_.mix.graph, address)) return parameter->initial();
    if (owner != "master" && !find(owner)) return "";
    if (isAnswer(word)) return "no";
    return word == "to" && find(owner)->of == Line::Of::strip ? "master" : "";
}

Place Telling::removal(const std::string& address) const {
    for (std::string at = address; !at.empty(); at = ownerOf(at))
        if (const Statement* said = statement(at)) {
            Place ruling = this->ruling(*said);
            if (said->written == "null" || ruling.text() != said->place.text()) return ruling;
        }
    return {};
}

std::string Telling::meaning(const Line& line) const {
    const Range* range =
        line.of == Line::Of::value ? rangeOf(parameterAt(version_.mix.graph, line.address)) : nullptr;
    if (!range) return line.value;
    std::vector<Problem> none;
    return formatValue(parseValue(line.written, line.address, *range, timeline(), none), range->unit);
}

Place Telling::placeOfOrder(const std::string& strip, const std::string& entry) const {
    Place place;
    auto look = [&](const std::string& address) {
        if (const Statement* said = statement(address);
            said && (!place.line || said->place.layer > place.layer))
            place = said->place;
    };
    auto lookAround = [&](const std::string& name) {
        look(strip + "." + name + ".before");
        look(strip + "." + name + ".after");
    };
    lookAround(entry);
    look(strip + ".chain.order");
    if (!place.line) // where others moved, this one did too
        for (const std::string& other : chains_.at(strip)) lookAround(other);
    const Line* line = find(strip + "." + entry);
    return place.line || !line ? place : line->place;
}

}
