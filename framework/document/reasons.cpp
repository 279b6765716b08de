// Finds the maps that are values.
// SPDX-License-Identifier: MIT
#include "framework/document/reasons.h"
#include "framework/document/words.h"

namespace stemwright {

static void reduce(Datum& datum, std::vector<Problem>& problems) {
    for (Datum& element : datum.list) reduce(element, problems);
    for (auto& [_, value] : datum.entries) reduce(value, problems);
    if (!datum.isMap()) return;
    auto isReason = [](const Datum::Entry& e) {
        return e.first.name == "because" || e.first.name == "confidence";
    };
    const Datum::Entry* add = datum.entry("add");
    if (add && add->second.isScalar()) {
        problems.push_back(
            {add->first.place, "\"add\" changes a value below, but there is none", "write the value itself"});
        datum = Datum(add->second);
    } else if (const Datum* is = datum.find("is"); is && is->isScalar()) {
        checkWords(datum, "a value", {"is", "because", "confidence"}, problems);
        datum = Datum(*is);
    } else if (datum.find("points"))
        std::erase_if(datum.entries, isReason);
}

void dropReasons(Datum& document, std::vector<Problem>& problems) {
    // The sections themselves are maps by name, and a name is no word.
    for (auto& [section, content] : document.entries)
        if (section.name != "expect")
            for (auto& [_, value] : content.entries) reduce(value, problems);
}

}
