// Finds the maps that are values, and the reasons beside words.
// SPDX-License-Identifier: MIT
#include "framework/document/reasons.h"
#include "framework/document/part.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"
#include "framework/node/value.h"
#include <algorithm>

namespace stemwright {

namespace {

bool isReason(const Datum::Entry& entry) {
    return entry.first.name == "because" || entry.first.name == "confidence";
}

void check(const Datum::Entry& reason, std::vector<Problem>& problems) {
    const auto& [key, value] = reason;
    if (key.name == "confidence")
        parseValue(value, "confidence", {0.5, 0, 1}, {}, problems);
    else if (!value.isScalar())
        problems.push_back({value.place, "because is " + std::string(value.kindName()), "write a text"});
}

void reduce(Datum& datum, std::vector<Problem>& problems) {
    for (Datum& element : datum.list) reduce(element, problems);
    for (auto& [_, value] : datum.entries) reduce(value, problems);
    for (const Datum::Entry& entry : datum.entries)
        if (isReason(entry)) check(entry, problems);
    std::erase_if(datum.entries, isReason);
    const Datum *is = datum.find("is"), *add = datum.find("add");
    if (is && add)
        problems.push_back(
            {datum.entry("add")->first.place, "a value has both \"is\" and \"add\"", "write one of the two"});
    else if (is && is->isScalar())
        checkWords(datum, "a value", {"is", "because", "confidence"}, problems);
    if (is && is->isScalar()) datum = Datum(*is);
}

}

void dropReasons(Datum& document, std::vector<Problem>& problems) {
    // What is called by name is no word, whatever its name.
    for (auto& [section, content] : document.entries)
        if (Part part = partUnder(Part::document, section.name, content); part == Part::strip) {
            reduce(content, problems);
        } else if (part != Part::expect) {
            for (auto& [word, value] : content.entries)
                if (partUnder(part, word.name, value) == Part::bindings)
                    for (auto& [_, binding] : value.entries) reduce(binding, problems);
                else
                    reduce(value, problems);
        }
}

}
