// Writes short forms out where an edit needs more room than they have.
// SPDX-License-Identifier: MIT
#include "framework/document/short_form.h"
#include "framework/document/part.h"
#include <algorithm>

namespace stemwright {

static Datum& valueUnder(Datum& map, const std::string& key) {
    if (!map.isMap()) map = Datum::map({});
    auto found = std::find_if(map.entries.begin(), map.entries.end(),
                              [&](const Datum::Entry& e) { return e.first.name == key; });
    if (found != map.entries.end()) return found->second;
    map.entries.push_back({{key, {}}, Datum()});
    return map.entries.back().second;
}

Edit throughShortForms(Edit edit, const Datum& file) {
    const Datum* d = &file;
    Part part = Part::document;
    for (size_t i = 0; i < edit.path.size(); ++i) {
        Datum whole = writtenOut(part, *d);
        bool isShort = !d->isMap() || (typeIn(whole) && !typeIn(*d));
        if (isShort && whole.isMap()) {
            if (!edit.value) return edit; // whoever makes the edit says what is in the way
            Datum* inner = &whole;
            for (size_t k = i; k < edit.path.size(); ++k) inner = &valueUnder(*inner, edit.path[k]);
            *inner = *edit.value;
            edit.path.resize(i);
            edit.value = std::move(whole);
            return edit;
        }
        const Datum* below = d->find(edit.path[i]);
        if (!below) return edit;
        part = partUnder(part, edit.path[i], *below);
        d = below;
    }
    // A level where there is more than that.
    bool level = edit.value && (edit.value->isScalar() || isValue(*edit.value));
    if (part == Part::send && level && d->isMap() && !isValue(*d))
        edit.path.push_back(d->find("depth") ? "depth" : "level");
    return edit;
}

}
