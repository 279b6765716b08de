// Reads what holds for the whole device, and binding by binding.
// SPDX-License-Identifier: MIT
#include "framework/document/midi_map.h"
#include "framework/document/midi_words.h"
#include "framework/document/moving_numbers.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"

namespace stemwright {

MidiMap readMidiMap(Draft& draft, const Datum& document) {
    MidiMap map;
    std::vector<Problem>& problems = draft.graph.problems;
    const Datum* written = document.find("midi");
    const std::string example = "{fader: {controller: 7, moves: vox.gain}}";
    if (!written || expectMap(*written, "midi", "write a map, such as {bindings: " + example + "}",
                              problems) == Shown::other)
        return map;
    checkWords(*written, "midi", wordsOf(Owner::midi), problems);
    if (const Datum::Entry* device = written->entry("device")) {
        map.device = device->second.scalar;
        if (!device->second.isScalar())
            draft.problem(MidiWords::placeOf(*device), "device is " + MidiWords::shown(device->second),
                          "write the name of a MIDI port");
    }
    if (const Datum* feedback = written->find("feedback"))
        if (readAnswer(*feedback, "feedback", problems) == 0) map.feedback = MidiMap::Feedback::withheld;
    const Datum* bindings = written->find("bindings");
    if (!bindings ||
        expectMap(*bindings, "bindings", "write a map by name, such as " + example, problems) == Shown::other)
        return map;
    std::map<std::string, Range> numbers;
    for (const auto& [address, moving] : movingNumbers(draft.graph, document))
        numbers[address] = moving.range;
    constexpr size_t most = 200; // each message searches all numbers for the one that was meant
    for (const auto& [name, binding] : bindings->entries) {
        if (problems.size() >= most) break;
        std::string mistake = mistakeInName(name.name, Dots::forbidden);
        if (!mistake.empty()) draft.problem(name.place, mistake, "use letters, digits, _ and -");
        if (binding.kind == Datum::Kind::none)
            nothingToRemove("the binding \"" + name.name + "\"", name.place, "write its control", problems);
        else if (!binding.isMap())
            draft.problem(binding.place, "the binding \"" + name.name + "\" is " + MidiWords::shown(binding),
                          "write a map, such as {controller: 7, moves: vox.gain}");
        else if (auto read = readMidiBinding(draft, numbers, name, binding))
            map.bindings.push_back(std::move(*read));
    }
    return map;
}

}
