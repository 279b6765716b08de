// Looks words up in the map of a binding.
// SPDX-License-Identifier: MIT
#include "framework/document/midi_words.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"
#include <algorithm>
#include <charconv>

namespace stemwright {

MidiWords::MidiWords(Draft& draft, const Datum::Key& name, const Datum& written)
    : draft_(draft), name_(name), written_(written) {
    size_t before = draft.graph.problems.size();
    checkWords(written, "a binding", wordsOf(Owner::binding), draft.graph.problems);
    hasUnknown_ = draft.graph.problems.size() > before;
}

Place MidiWords::placeOf(const Datum::Entry& entry) {
    return entry.second.kind == Datum::Kind::none ? entry.first.place : entry.second.place;
}

std::string MidiWords::shown(const Datum& written) {
    return written.isScalar() ? "\"" + written.scalar + "\"" : std::string(written.kindName());
}

const Datum::Entry* MidiWords::one(std::initializer_list<const char*> words, const std::string& none,
                                   const std::string& cure) const {
    const Datum::Entry* found = nullptr;
    for (const char* word : words) {
        const Datum::Entry* entry = written_.entry(word);
        if (found && entry) {
            draft_.problem(entry->first.place,
                           called() + " has both \"" + found->first.name + "\" and \"" + word + "\"",
                           "write one of the two");
            return nullptr;
        }
        if (entry) found = entry;
    }
    if (!found && !hasUnknown_) draft_.problem(name_.place, called() + " " + none, cure);
    return found;
}

int MidiWords::whole(const Datum::Entry& entry, int least, int most) const {
    const std::string& text = entry.second.scalar;
    int number = 0;
    auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool good = entry.second.isScalar() && failure == std::errc{} && end == text.data() + text.size();
    if (good && number >= least && number <= most) return number;
    draft_.problem(placeOf(entry), entry.first.name + " is " + shown(entry.second),
                   "write a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return least;
}

size_t MidiWords::choice(const char* word) const {
    const Datum::Entry* entry = written_.entry(word);
    if (!entry) return 0;
    std::vector<std::string> choices;
    for (const Word& w : vocabulary(Owner::binding))
        if (w.name == word) choices.assign(w.form.choices.begin(), w.form.choices.end());
    auto found = std::find(choices.begin(), choices.end(), entry->second.scalar);
    if (entry->second.isScalar() && found != choices.end()) return size_t(found - choices.begin());
    draft_.problem(placeOf(*entry), std::string(word) + " is " + shown(entry->second),
                   suggestion(entry->second.scalar, choices));
    return 0;
}

std::optional<double> MidiWords::quantity(const Datum::Entry& entry, const Range& range) const {
    const auto& [word, value] = entry;
    std::vector<Problem>& problems = draft_.graph.problems;
    size_t before = problems.size();
    if (!value.isScalar()) {
        draft_.problem(placeOf(entry), word.name + " is " + shown(value),
                       "write one value, such as " + formatQuantity(range.init, range.unit));
        return {};
    }
    double found = parseValue(value, word.name, range, draft_.graph.timeline, problems).constant;
    return problems.size() == before ? std::optional(found) : std::nullopt;
}

void MidiWords::refuse(std::initializer_list<const char*> words, const std::string& owner) const {
    for (const char* word : words)
        if (const Datum::Entry* entry = written_.entry(word))
            draft_.problem(entry->first.place, "\"" + std::string(word) + "\" is for " + owner,
                           "take it out");
}

}
