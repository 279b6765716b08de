// Goes from the root to the place of a change.
// SPDX-License-Identifier: MIT
#include "framework/document/spot.h"
#include <algorithm>

namespace stemwright {

namespace {

using Style = Extent::Style;

// Columns by which maps are indented, as seen where one first lies in another; 0 where none does.
size_t stepIn(const Extent& extent, const std::string& text, const Splices& splices) {
    if (extent.style != Style::block) return 0;
    auto isList = [&](const Extent& block) {
        const Extent::Child& first = block.children[0];
        return first.colon == first.begin + 1 && text[first.begin] == '-';
    };
    size_t column = splices.column(extent.begin);
    for (const Extent::Child& child : extent.children) {
        bool maps = child.value.style == Style::block && !isList(extent) && !isList(child.value);
        if (size_t inner = maps ? splices.column(child.value.begin) : 0; inner > column)
            return inner - column;
        if (size_t deeper = stepIn(child.value, text, splices)) return deeper;
    }
    return 0;
}

// What stands in several places must not be changed in one of them.
void refuseAlias(const Extent& extent, const Place& place) {
    if (extent.style == Style::alias)
        throw Error(place, "this stands for what an anchor (&) says",
                    "write it out in place of the alias (*)");
}

void refuseAnchor(const Extent& extent, const Place& place) {
    if (extent.anchor != Extent::nowhere)
        throw Error(place, "this has an anchor (&), so whatever takes it by an alias would change too",
                    "write it out in place of the aliases (*) and take the anchor away");
}

// All that goes when `extent` does.
void refuseAnchors(const Extent& extent, const Place& place) {
    refuseAnchor(extent, place);
    for (const Extent::Child& inner : extent.children) refuseAnchors(inner.value, place);
}

}

Spot::Spot(const std::string& text_, const Extents& extents_, Splices& splices_, const Datum& document,
           const Change& change)
    : text(text_), extents(extents_), splices(splices_), value(&extents_.root) {
    const Datum* d = &document;
    Place place = d->place;
    for (size_t i : change.at) {
        refuseAlias(*value, place);
        refuseAnchor(*value, place);
        inFlow |= value->style == Style::flow || value->style == Style::pair;
        holder = value;
        child = &holder->children.at(i);
        value = &child->value;
        place = d->isMap() ? d->entries[i].first.place : d->list[i].place;
        d = d->isMap() ? &d->entries[i].second : &d->list[i];
    }
    if (change.kind == Change::Kind::add) refuseAlias(*value, place);
    if (change.kind == Change::Kind::add)
        refuseAnchor(*value, place);
    else
        refuseAnchors(*value, place);
}

Indentation Spot::layoutOf(const Extent& block) const {
    size_t step = stepIn(extents.root, text, splices);
    return {splices.column(block.children[0].begin), step ? step : 2};
}

std::string Spot::spacesBefore(size_t at) const {
    size_t start = splices.lineStart(at);
    return text.substr(start, text.find_first_not_of(" \t", start) - start);
}

}
