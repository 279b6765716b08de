// Reads a binding, which has one control and does one thing.
// SPDX-License-Identifier: MIT
#include "framework/document/midi_binding.h"
#include "framework/document/midi_words.h"
#include "framework/document/note_name.h"
#include "framework/document/words.h"
#include <cmath>

namespace stemwright {

namespace {

using Action = MidiBinding::Action;
using Kind = MidiControl::Kind;
using Resolution = MidiControl::Resolution;

constexpr int controllers = 120; // above lie the channel mode messages
constexpr int fineControllers = 32;
constexpr int parameters = 16383; // that number is none: it ends the choice of one
constexpr double longest = 1e7;   // seconds of a song that can be gone to

class BindingReader {
  public:
    BindingReader(Draft& draft, const std::map<std::string, Range>& numbers, const Datum::Key& name,
                  const Datum& written)
        : draft_(draft), numbers_(numbers), words_(draft, name, written) {
        binding_.name = name.name;
        binding_.place = name.place;
    }

    std::optional<MidiBinding> read() {
        readControl();
        if (const Datum::Entry* action = words_.one({"moves", "toggles", "does", "locates"}, "does nothing",
                                                    "write moves: ADDRESS, toggles: ADDRESS, does: play or "
                                                    "locates: 17|1"))
            readAction(*action);
        return missing_ ? std::nullopt : std::optional(binding_);
    }

  private:
    void problem(const Place& place, std::string cause, std::string cure) {
        draft_.problem(place, std::move(cause), std::move(cure));
    }

    void readControl() {
        MidiControl& control = binding_.control;
        const Datum::Entry* entry = words_.one(midiSources, "listens to nothing",
                                               "write controller: 7, note: C4, bend: yes or nrpn: 300");
        if (const Datum::Entry* channel = words_.entry("channel"))
            control.channel = words_.whole(*channel, 1, 16);
        if (!entry) return;
        const Datum& value = entry->second;
        if (entry->first.name == "controller") {
            control.number = words_.whole(*entry, 0, controllers - 1);
            if (words_.choice("bits") == 1) control.resolution = Resolution::fine;
            if (control.resolution == Resolution::fine && control.number >= fineControllers)
                problem(words_.entry("bits")->first.place,
                        "controller " + std::to_string(control.number) + " has no further bits",
                        "only those of 0 to 31 have; take it out");
            return;
        }
        words_.refuse({"relative"}, "controllers");
        if (entry->first.name == "nrpn" || entry->first.name == "rpn") {
            control.kind = entry->first.name == "nrpn" ? Kind::nonRegistered : Kind::registered;
            control.number = words_.whole(*entry, 0, parameters - 1);
            if (!words_.entry("bits") || words_.choice("bits") == 1) control.resolution = Resolution::fine;
            return;
        }
        words_.refuse({"bits"}, "controllers and parameters");
        if (entry->first.name == "note") {
            control.kind = Kind::note;
            std::optional<int> number = value.isScalar() ? noteNumber(value.scalar) : std::optional<int>{};
            if (!number)
                problem(MidiWords::placeOf(*entry), "note is " + MidiWords::shown(value),
                        "write one such as C4, F#2 or 60");
            control.number = number.value_or(0);
        } else {
            control.kind = Kind::bend;
            if (readAnswer(value, "bend", draft_.graph.problems) == 0)
                problem(value.place, "bend is no, so nothing is listened to", "take it out");
        }
    }

    void readAction(const Datum::Entry& action) {
        const std::string& word = action.first.name;
        if (word == "moves") return readMove(action);
        if (binding_.control.kind == Kind::bend)
            problem(action.first.place, "a pitch wheel is not pressed",
                    "write moves: ADDRESS, or name a note");
        words_.refuse({"pickup"}, "what moves a number");
        if (binding_.control.kind == Kind::controller) words_.refuse({"relative"}, "what moves a number");
        if (binding_.control.kind == Kind::controller || binding_.control.isParameter())
            words_.refuse({"bits"}, "what moves a number");
        if (word == "toggles") return readToggle(action);
        words_.refuse({"from", "to"}, "what moves or toggles a number");
        if (word == "locates") {
            binding_.action = Action::locate;
            binding_.seconds = words_.quantity(action, {0, 0, longest, Unit::s}).value_or(0);
        } else
            binding_.action = words_.choice("does") == 0 ? Action::play : Action::stop;
    }

    void readMove(const Datum::Entry& action) {
        if (binding_.control.kind == Kind::note)
            problem(action.first.place, "a note moves nothing",
                    "write toggles: ADDRESS, or name a controller");
        if (words_.entry("relative") && binding_.control.kind == Kind::controller) {
            binding_.encoding = MidiBinding::Encoding(1 + words_.choice("relative"));
            words_.refuse({"pickup", "bits"}, "controllers that say where they stand");
        }
        binding_.pickup = MidiBinding::Pickup(words_.choice("pickup"));
        const Range* range = readAddress(action);
        std::optional<double> from = end("from", range, range ? range->min : 0),
                              to = end("to", range, range ? range->max : 0);
        if (!from || !to) return;
        binding_.travel = {*from, *to, range->unit, range->scale};
        // -inf is an end where it is a level.
        auto isEnd = [&](double value, double other) {
            return std::isfinite(value) || (range->unit == Unit::dB && value < 0 && std::isfinite(other));
        };
        std::string example = formatQuantity(range->init, range->unit);
        if (!isEnd(*from, *to))
            problem(action.second.place, "\"" + binding_.address + "\" has no lowest value to begin at",
                    "write from: " + example);
        else if (!isEnd(*to, *from))
            problem(action.second.place, "\"" + binding_.address + "\" has no highest value to end at",
                    "write to: " + example);
        else if (*from == *to)
            problem(action.first.place, words_.called() + " begins and ends at the same value",
                    "write another from or to");
    }

    void readToggle(const Datum::Entry& action) {
        binding_.action = Action::toggle;
        const Range* range = readAddress(action);
        if (!range) return;
        if (!words_.entry("to"))
            problem(action.first.place, words_.called() + " does not say what it switches to",
                    "write to: " + formatQuantity(range->init, range->unit));
        if (words_.entry("from")) binding_.back = end("from", range, 0);
        std::optional<double> to = end("to", range, 0);
        binding_.travel.to = to.value_or(0);
        if (to && words_.entry("to") && to == binding_.back)
            problem(words_.entry("to")->second.place, words_.called() + " switches between equal values",
                    "write another one");
    }

    // What `from` or `to` says; nothing where it is wrong or there is no range that it could be in.
    std::optional<double> end(const char* word, const Range* range, double otherwise) {
        const Datum::Entry* entry = words_.entry(word);
        if (!range) return {};
        return entry ? words_.quantity(*entry, *range) : otherwise;
    }

    const Range* readAddress(const Datum::Entry& action) {
        const auto& [word, value] = action;
        if (!value.isScalar()) {
            problem(MidiWords::placeOf(action), word.name + " is " + MidiWords::shown(value),
                    "write the address of a number, such as vox.gain");
            return nullptr;
        }
        binding_.address = value.scalar;
        if (auto found = numbers_.find(value.scalar); found != numbers_.end()) return &found->second;
        missing_ = draft_.isMissing(value.scalar);
        std::vector<std::string> known;
        for (const auto& [address, _] : numbers_) known.push_back(address);
        if (!missing_)
            problem(value.place, "\"" + value.scalar + "\" is no number that can be moved",
                    suggestion(value.scalar, known));
        return nullptr;
    }

    Draft& draft_;
    const std::map<std::string, Range>& numbers_;
    MidiWords words_;
    MidiBinding binding_;
    bool missing_ = false; // what it moves, for now
};

}

std::optional<MidiBinding> readMidiBinding(Draft& draft, const std::map<std::string, Range>& numbers,
                                           const Datum::Key& name, const Datum& written) {
    return BindingReader(draft, numbers, name, written).read();
}

}
