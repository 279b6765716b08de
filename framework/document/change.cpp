// Makes changes in trees, and compares trees.
// SPDX-License-Identifier: MIT
#include "framework/document/change.h"
#include <algorithm>

namespace stemwright {

void apply(const Change& change, Datum& document) {
    Datum* d = &document;
    size_t depth = change.at.size() - (change.kind == Change::Kind::remove ? 1 : 0);
    for (size_t i = 0; i < depth; ++i)
        d = d->isMap() ? &d->entries[change.at[i]].second : &d->list[change.at[i]];
    auto position = long(change.kind == Change::Kind::remove ? change.at.back() : change.position);
    if (change.kind == Change::Kind::replace)
        *d = change.value;
    else if (change.kind == Change::Kind::add && d->isMap())
        d->entries.insert(d->entries.begin() + position, {{change.key, {}}, change.value});
    else if (change.kind == Change::Kind::add)
        d->list.insert(d->list.begin() + position, change.value);
    else if (d->isMap())
        d->entries.erase(d->entries.begin() + position);
    else
        d->list.erase(d->list.begin() + position);
}

bool sameValues(const Datum& a, const Datum& b) {
    auto sameEntry = [](const Datum::Entry& x, const Datum::Entry& y) {
        return x.first.name == y.first.name && sameValues(x.second, y.second);
    };
    return a.kind == b.kind && a.scalar == b.scalar &&
           std::equal(a.list.begin(), a.list.end(), b.list.begin(), b.list.end(), sameValues) &&
           std::equal(a.entries.begin(), a.entries.end(), b.entries.begin(), b.entries.end(), sameEntry);
}

}
