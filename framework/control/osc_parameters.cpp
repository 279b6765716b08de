// Finds the numbers that an address means, and moves, tells and releases them.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_feedback.h"
#include "framework/control/osc_pattern.h"
#include "framework/control/osc_service.h"
#include "framework/error/error.h"
#include <algorithm>
#include <optional>

namespace stemwright {

using Parameter = LiveControl::Parameter;

static constexpr size_t longestAddress = 256; // bytes
static constexpr int mostScans = 64;          // of all parameters, for one packet
static constexpr int32_t page = 200;          // parameters that are listed at once

std::shared_ptr<const LiveControl::Parameters> OscService::parameters(Visit& visit) {
    if (!visit.parameters) visit.parameters = control_.parameters();
    return visit.parameters;
}

void OscService::countScan(Visit& visit) {
    if (visit.scans++ == mostScans)
        throw Error("a packet has more than " + std::to_string(mostScans) + " patterns", "send several");
}

static const Parameter* find(const LiveControl::Parameters& parameters, const std::string& name) {
    auto found = std::lower_bound(
        parameters.begin(), parameters.end(), name,
        [](const Parameter& parameter, const std::string& wanted) { return parameter.address < wanted; });
    return found != parameters.end() && found->address == name ? &*found : nullptr;
}

// "/vox/gain" for that, and for "vox.gain".
static std::string absolute(const std::string& address) {
    return address.starts_with('/') ? address : oscAddress(address);
}

// Whether `pattern` means `address`, or what it lies in.
static bool isAtOrBelow(std::string_view pattern, std::string_view address) {
    size_t end = 0;
    for (auto parts = std::count(pattern.begin(), pattern.end(), '/'); parts > 0 && end != address.npos;
         --parts)
        end = address.find('/', end + 1);
    return matchesOsc(pattern, address.substr(0, end));
}

// Those of `parameters`, as long as that is there.
std::vector<const Parameter*> OscService::meant(const std::string& address, Visit& visit) {
    const LiveControl::Parameters& all = *parameters(visit);
    if (const Parameter* one = find(all, nameOfOsc(address))) return {one};
    std::vector<const Parameter*> found;
    if (isOscPattern(address) && address.size() <= longestAddress) {
        countScan(visit);
        for (const Parameter& parameter : all)
            if (matchesOsc(address, oscAddress(parameter.address))) found.push_back(&parameter);
    }
    if (found.empty()) unknown(address, visit);
    return found;
}

void OscService::unknown(const std::string& address, Visit& visit) {
    std::string shown = address.size() <= longestAddress ? address : address.substr(0, 57) + "...";
    complain(visit, "there is no " + shown, [&] {
        std::vector<std::string> known;
        for (const Parameter& parameter : *parameters(visit)) known.push_back(oscAddress(parameter.address));
        for (const Word& word : words()) known.push_back(word.address);
        return suggestion(shown, known);
    });
}

// The one argument of a message, where it is a number.
static std::optional<double> numberOf(const OscMessage& message) {
    if (message.arguments.size() != 1) return {};
    const OscArgument& argument = message.arguments[0];
    if (auto* number = std::get_if<float>(&argument)) return *number;
    if (auto* number = std::get_if<double>(&argument)) return *number;
    if (auto* number = std::get_if<int32_t>(&argument)) return *number;
    if (auto* number = std::get_if<int64_t>(&argument)) return double(*number);
    return {};
}

// The same in `unit`, or read from a string.
double OscService::quantity(const OscMessage& message, Unit unit) const {
    if (auto number = numberOf(message)) return *number;
    Place place{message.address};
    auto* text = message.arguments.size() == 1 ? std::get_if<std::string>(&message.arguments[0]) : nullptr;
    if (!text) throw Error(place, "takes one number", "send it as f, d, i, h or as a string");
    return parseQuantity(*text, unit, control_.timeline(), place);
}

void OscService::reach(const OscMessage& message, Visit& visit) {
    auto number = numberOf(message);
    if (number && !isOscPattern(message.address)) // needs no list, and there may be many of these
        return move(nameOfOsc(message.address), *number, visit);
    bool asks = message.arguments.empty();
    auto held = parameters(visit);
    for (const Parameter* parameter : meant(message.address, visit))
        if (asks)
            visit.answers.add(oscValue(*parameter));
        else
            move(parameter->address, quantity(message, parameter->range.unit), visit);
}

void OscService::move(const std::string& name, double value, Visit& visit) {
    std::string address = oscAddress(name);
    LiveControl::Outcome outcome = control_.move(name, value);
    if (outcome == LiveControl::Outcome::unknown) return unknown(address, visit);
    if (outcome == LiveControl::Outcome::refused)
        throw Error({address}, "cannot be moved to " + formatQuantity(value, Unit::none),
                    "send a finite number");
    visit.parameters.reset();
    if (outcome == LiveControl::Outcome::limited) {
        auto all = parameters(visit);
        if (const Parameter* moved = find(*all, name)) {
            value = std::clamp(value, moved->range.min, moved->range.max);
            visit.answers.add({address, {float(value)}});
        }
    }
    if (visit.guest->subscribes(visit.now)) visit.guest->moved[address] = float(value);
}

// The one argument of a message that takes an address.
static const std::string& addressIn(const OscMessage& message) {
    auto* address = message.arguments.size() == 1 ? std::get_if<std::string>(&message.arguments[0]) : nullptr;
    if (!address) throw Error({message.address}, "takes one address", "send it as a string");
    return *address;
}

void OscService::learn(const OscMessage& message, Visit& visit) {
    const std::string& target = addressIn(message);
    if (control_.learn(nameOfOsc(absolute(target))) == LiveControl::Outcome::unknown)
        unknown(absolute(target), visit);
}

void OscService::release(const OscMessage& message, Visit& visit) {
    auto held = parameters(visit);
    for (const Parameter* parameter : meant(absolute(addressIn(message)), visit))
        if (control_.release(parameter->address) != LiveControl::Outcome::done)
            throw Error({oscAddress(parameter->address)}, "cannot be released", "move it instead");
    visit.parameters.reset();
}

void OscService::list(const OscMessage& message, Visit& visit) {
    std::string pattern;
    int32_t first = 0, count = 0;
    for (const OscArgument& argument : message.arguments)
        if (auto* text = std::get_if<std::string>(&argument))
            pattern = absolute(*text);
        else if (auto* number = std::get_if<int32_t>(&argument))
            first = *number;
        else
            throw Error({message.address}, "takes a pattern, and the number of the first to be told",
                        "send them as a string and as an integer");
    if (pattern.size() > longestAddress) return unknown(pattern, visit);
    countScan(visit);
    int32_t told = 0;
    for (auto held = parameters(visit); const Parameter& parameter : *held) {
        if (!pattern.empty() && !isAtOrBelow(pattern, oscAddress(parameter.address))) continue;
        if (count++ < first || told == page) continue;
        visit.answers.add(oscDescription(parameter));
        ++told;
    }
    if (count == 0 && !pattern.empty()) return unknown(pattern, visit);
    visit.answers.add({"/stemwright/listed", {first, told, count}});
}

}
