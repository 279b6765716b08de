// Takes an entry or an element away, with its comment and its comma.
// SPDX-License-Identifier: MIT
#include "framework/document/spot.h"

namespace stemwright {

using Child = Extent::Child;

// One item of several in braces.
static void removeInside(const Spot& spot, size_t number) {
    Splices& splices = spot.splices;
    const std::vector<Child>& children = spot.holder->children;
    const Child& child = children[number];
    bool last = number + 1 == children.size();
    size_t comma =
        last ? splices.nextLetter(children[number - 1].value.end) : splices.nextLetter(child.value.end);
    auto commented = [&](size_t from, size_t to) {
        return splices.commentBetween(from, to) != Extent::nowhere;
    };
    size_t lineEnd = splices.lineEnd(child.value.end);
    size_t following = last ? spot.holder->end - 1 : children[number + 1].begin;
    bool ownLine = splices.startsLine(child.begin) && following > lineEnd;
    if (ownLine && !last && comma < lineEnd) return splices.removeLines(child.begin, child.value.end);
    if (last) {
        size_t before = children[number - 1].value.end;
        if (!ownLine && !commented(before, child.begin)) return splices.replace(before, child.value.end, "");
        splices.replace(comma, comma + 1, "");
        if (ownLine) return splices.removeLines(child.begin, child.value.end);
        return splices.replace(child.begin, child.value.end, "");
    }
    if (!commented(child.value.end, following)) return splices.replace(child.begin, following, "");
    splices.replace(child.begin, comma + 1, "");
}

void removeAt(const Spot& spot, size_t number) {
    Splices& splices = spot.splices;
    const Child& child = *spot.child;
    if (spot.holder->style != Extent::Style::block) return removeInside(spot, number);
    if (splices.startsLine(child.begin)) {
        // What is written below it, deeper than it, is about it.
        size_t end = splices.endWithComments(child.value.end, splices.column(child.begin) + 1);
        return splices.removeLines(child.begin, end);
    }
    // Behind a dash: what comes next takes its place.
    size_t next = spot.holder->children[number + 1].begin;
    size_t own = splices.commentBetween(child.value.end, splices.lineEnd(child.value.end));
    size_t from = own == Extent::nowhere ? child.value.end : splices.lineEnd(own);
    bool commented = splices.commentBetween(from, next) != Extent::nowhere;
    splices.replace(child.begin, commented ? child.value.end : next, "");
}

}
