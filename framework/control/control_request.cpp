// Reads all of a request before anything of it is done.
// SPDX-License-Identifier: MIT
#include "framework/control/control_request.h"
#include "framework/audio/quantity.h"
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

namespace stemwright {

namespace {

using Outcome = LiveControl::Outcome;
using Extent = ControlMove::Extent;

std::string quoted(const std::string& word) { return "\"" + word.substr(0, 60) + "\""; }

// A number, or a quantity with its unit.
double quantity(const ReadJson& written, const std::string& where, Unit unit, const Timeline& timeline) {
    if (written.is_number()) return written.get<double>();
    if (!written.is_string())
        throw Error({where}, "this is no number",
                    "write a number, or a text such as \"" + formatQuantity(0, unit) + "\"");
    return parseQuantity(written.get_ref<const std::string&>(), unit, timeline, {where});
}

const std::string& word(const ReadJson& written, const std::string& where,
                        const std::vector<std::string>& words) {
    static const std::string none;
    const std::string& said = written.is_string() ? written.get_ref<const std::string&>() : none;
    if (std::find(words.begin(), words.end(), said) != words.end()) return said;
    throw Error({where}, said.empty() ? "this is none of its words" : quoted(said) + " is none of its words",
                suggestion(said, words));
}

void expectDone(Outcome outcome, const std::string& where) {
    if (outcome == Outcome::unknown) // an edit has just removed it
        throw ControlRefusal(ControlRefusal::Reason::unknown, where, "this is not there any more",
                             "ask for the parameters again");
    if (outcome == Outcome::refused)
        throw ControlRefusal(ControlRefusal::Reason::refused, where, "the mix does not do this now",
                             "see its events for what happened");
}

}

const LiveControl::Parameter& parameterAt(const LiveControl::Parameters& parameters,
                                          const std::string& address) {
    auto at =
        std::lower_bound(parameters.begin(), parameters.end(), address,
                         [](const LiveControl::Parameter& p, const std::string& a) { return p.address < a; });
    if (at != parameters.end() && at->address == address) return *at;
    std::vector<std::string> known;
    for (const LiveControl::Parameter& parameter : parameters) known.push_back(parameter.address);
    throw ControlRefusal(ControlRefusal::Reason::unknown, address.substr(0, 200),
                         "there is no number of this address that can be moved", suggestion(address, known));
}

std::vector<ControlMove> moveNumbers(LiveControl& control, const ReadJson& wanted) {
    if (!wanted.is_object())
        throw Error({"move"}, "this is no map of numbers", "write such as {\"vox.gain\": -3}");
    auto parameters = control.parameters();
    Timeline timeline = control.timeline();
    std::vector<ControlMove> moves;
    for (const auto& [address, written] : wanted.items()) {
        const Range& range = parameterAt(*parameters, address).range;
        double value = quantity(written, address, range.unit, timeline),
               limited = std::clamp(value, range.min, range.max);
        moves.push_back({address, limited, limited == value ? Extent::whole : Extent::limited});
    }
    for (ControlMove& move : moves) {
        Outcome outcome = control.move(move.address, move.value);
        expectDone(outcome, move.address);
        if (outcome == Outcome::limited) move.extent = Extent::limited;
    }
    return moves;
}

void releaseNumbers(LiveControl& control, const ReadJson& addresses) {
    auto isText = [](const ReadJson& json) { return json.is_string(); };
    if (!addresses.is_array() || !std::all_of(addresses.begin(), addresses.end(), isText))
        throw Error({"release"}, "this is no list of addresses", "write such as [\"vox.gain\"]");
    auto parameters = control.parameters();
    for (const ReadJson& address : addresses) parameterAt(*parameters, address.get_ref<const std::string&>());
    for (const ReadJson& address : addresses)
        expectDone(control.release(address.get<std::string>()), address.get<std::string>());
}

ControlMove::Extent changeTransport(LiveControl& control, const ReadJson& wanted) {
    expectWords(wanted, "transport", {"state", "position", "atEnd"});
    std::string state, atEnd;
    std::optional<double> position;
    if (wanted.contains("state")) state = word(wanted["state"], "transport.state", {"playing", "stopped"});
    if (wanted.contains("atEnd")) atEnd = word(wanted["atEnd"], "transport.atEnd", {"stop", "repeat"});
    if (wanted.contains("position"))
        position = quantity(wanted["position"], "transport.position", Unit::s, control.timeline());

    Extent extent = Extent::whole;
    if (position) {
        Outcome outcome = control.locate(*position);
        expectDone(outcome, "transport.position");
        if (outcome == Outcome::limited) extent = Extent::limited;
    }
    if (!atEnd.empty())
        control.repeat(atEnd == "stop" ? LiveControl::Transport::AtEnd::stop
                                       : LiveControl::Transport::AtEnd::repeat);
    if (state == "playing") control.play();
    if (state == "stopped") control.stop();
    return extent;
}

void expectWords(const ReadJson& object, const std::string& where, const std::vector<std::string>& words) {
    if (!object.is_object()) throw Error({where}, "this is no map", suggestion("", words));
    for (const auto& [key, value] : object.items())
        if (std::find(words.begin(), words.end(), key) == words.end())
            throw Error({where}, quoted(key) + " is none of its words", suggestion(key, words));
}

}
