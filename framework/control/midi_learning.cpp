// Writes controls as the language does.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_learning.h"
#include "framework/control/midi_values.h"
#include "framework/document/note_name.h"
#include "framework/document/rewrite.h"
#include "framework/document/value_text.h"
#include "framework/document/yaml.h"
#include <algorithm>

namespace stemwright {

namespace {

using Kind = MidiControl::Kind;

constexpr double moment = 0.3; // seconds in which the lower bits of a movement come

constexpr const char* wordsOfControls[] = {"controller", "note",    "bend", "nrpn",
                                           "rpn",        "channel", "bits", "relative"};

bool choosesParameter(const MidiMessage& message) { return message.number >= 98 && message.number <= 101; }

// Whether it is a controller that sends the value of a parameter, where one was chosen.
bool entersParameter(const MidiControl& control) {
    return control.kind == Kind::controller && (control.number == 6 || control.number == 6 + fineOffset ||
                                                control.number == 96 || control.number == 97);
}

bool isTransport(const std::string& target) { return target == "play" || target == "stop"; }

std::string actionOf(const std::string& target) { return isTransport(target) ? "does" : "moves"; }

Datum wordsOf(const MidiControl& control) {
    Datum words = Datum::map({});
    auto add = [&](const char* word, const std::string& value) {
        words.entries.push_back({{word, {}}, value});
    };
    if (control.kind == Kind::controller) add("controller", std::to_string(control.number));
    if (control.kind == Kind::note) add("note", noteName(control.number));
    if (control.kind == Kind::bend) add("bend", "yes");
    if (control.kind == Kind::nonRegistered) add("nrpn", std::to_string(control.number));
    if (control.kind == Kind::registered) add("rpn", std::to_string(control.number));
    if (control.channel > 0) add("channel", std::to_string(control.channel));
    bool isFine = control.resolution == MidiControl::Resolution::fine;
    if (isFine != control.isParameter()) add("bits", isFine ? "14" : "7");
    return words;
}

std::string nameFor(const std::string& target) {
    std::string name = target;
    for (char& c : name)
        if (!std::isalnum(uint8_t(c)) && c != '-') c = '_';
    return name;
}

const Datum* bindingsOf(const Datum& document) {
    const Datum* midi = document.find("midi");
    return midi ? midi->find("bindings") : nullptr;
}

// Who does this already, or a name that nobody has.
std::string nameIn(const Datum& merged, const std::string& target) {
    const Datum* bindings = bindingsOf(merged);
    if (bindings)
        for (const auto& [key, binding] : bindings->entries)
            if (const Datum* said = binding.find(actionOf(target)); said && said->scalar == target)
                return key.name;
    std::string name = nameFor(target);
    for (int number = 2; bindings && bindings->find(name); ++number)
        name = nameFor(target) + std::to_string(number);
    return name;
}

}

MidiLearner::MidiLearner(const std::string& target) : forTransport_(isTransport(target)) {}

void MidiLearner::take(const MidiMessage& message, double now) {
    MidiControl control{Kind::controller, message.number, message.channel};
    switch (message.kind) {
    case MidiMessage::Kind::controller:
        if (message.number > 119) return; // channel mode
        if (choosesParameter(message)) return;
        break;
    case MidiMessage::Kind::nonRegistered:
    case MidiMessage::Kind::registered:
        if (first_ && entersParameter(*first_) && first_->channel == message.channel) first_.reset();
        if (forTransport_ && !isDown(message)) return;
        control.kind = message.kind == MidiMessage::Kind::registered ? Kind::registered : Kind::nonRegistered;
        break;
    case MidiMessage::Kind::noteOn:
        if (!forTransport_) return;
        control.kind = Kind::note;
        break;
    case MidiMessage::Kind::bend:
        if (forTransport_) return;
        control = {Kind::bend, 0, message.channel};
        break;
    default:
        return;
    }
    if (!first_) {
        first_ = control;
        when_ = now;
    }
    if (message.kind == MidiMessage::Kind::controller && message.channel == first_->channel)
        seen_.push_back(message.number);
}

std::optional<MidiControl> MidiLearner::found(double now) const {
    if (!first_ || now - when_ < moment) return {};
    MidiControl control = *first_;
    auto seen = [&](int number) { return std::find(seen_.begin(), seen_.end(), number) != seen_.end(); };
    if (control.isParameter() && (seen(6 + fineOffset) || forTransport_))
        control.resolution = MidiControl::Resolution::fine;
    if (control.kind != Kind::controller || forTransport_) return control;
    int coarse = control.number % fineOffset;
    if (control.number < 2 * fineOffset && seen(coarse) && seen(coarse + fineOffset)) {
        control.number = coarse;
        control.resolution = MidiControl::Resolution::fine;
    }
    return control;
}

std::string bindingLine(const MidiControl& control, const std::string& target) {
    Datum words = wordsOf(control);
    words.entries.push_back({{actionOf(target), {}}, target});
    return nameFor(target) + ": " + flowText(words);
}

std::string withBinding(const std::string& text, const std::string& path, const Datum& merged,
                        const MidiControl& control, const std::string& target, const std::string& device) {
    std::vector<Problem> problems;
    Datum file = readYaml(text, path, problems);
    if (!problems.empty()) throw Error(std::move(problems));
    const std::string name = nameIn(merged, target);
    const Datum *here = bindingsOf(file), *all = bindingsOf(merged);
    const Datum *own = here ? here->find(name) : nullptr, *whole = all ? all->find(name) : nullptr;
    Datum words = wordsOf(control);
    for (const char* word : wordsOfControls) // of a lower layer
        if (whole && whole->find(word) && !words.find(word) && !(own && own->find(word)))
            words.entries.push_back({{word, {}}, Datum()});
    if (own)
        for (const Datum::Entry& entry : own->entries)
            if (std::none_of(std::begin(wordsOfControls), std::end(wordsOfControls),
                             [&](const char* word) { return entry.first.name == word; }))
                words.entries.push_back(entry);
    std::string action = actionOf(target);
    if (!(whole && whole->find(action))) words.entries.push_back({{action, {}}, target});
    std::vector<Edit> edits{{{"midi", "bindings", name}, words}};
    const Datum* midi = merged.find("midi");
    if (!device.empty() && !(midi && midi->find("device")))
        edits.insert(edits.begin(), {{"midi", "device"}, Datum(device)});
    return rewritten(text, edits, path);
}

}
