// Adds an entry to a map, or an element to a list, in the style of those that are there.
// SPDX-License-Identifier: MIT
#include "framework/document/spot.h"
#include "framework/document/yaml_text.h"
#include <algorithm>

namespace stemwright {

namespace {

using Style = Extent::Style;
using Child = Extent::Child;

std::string flowItem(const Change& change, bool isMap) {
    return (isMap ? yamlText(change.key) + ": " : "") + flowText(change.value);
}

// Into braces, also where they go over several lines with an item on each.
void addInside(const Spot& spot, const Change& change) {
    Splices& splices = spot.splices;
    const Extent& braces = *spot.value;
    const std::vector<Child>& children = braces.children;
    std::string item = flowItem(change, spot.text[braces.begin] == '{');
    if (change.position < children.size())
        return splices.insert(children[change.position].begin, item + ", ");
    if (children.empty()) {
        bool spaced = spot.text[braces.begin + 1] == ' ' && splices.isBlank(braces.begin + 1, braces.end - 1);
        return splices.insert(braces.end - 1, item + (spaced ? " " : ""));
    }
    const Child& last = children.back();
    size_t end = last.value.end, comma = splices.nextLetter(end);
    bool hasComma = spot.text[comma] == ',';
    bool ownLine = splices.startsLine(last.begin) && braces.end - 1 > splices.lineEnd(end) &&
                   (!hasComma || comma < splices.lineEnd(end));
    if (!ownLine) return splices.insert(end, ", " + item);
    if (!hasComma) splices.insert(end, ",");
    splices.insert(splices.lineEnd(end), "\n" + spot.spacesBefore(last.begin) + item + (hasComma ? "," : ""));
}

// Whether the entries of a block stand apart, with blank lines between them.
bool standApart(const Spot& spot, const Change& change, bool lines) {
    const Splices& splices = spot.splices;
    const std::vector<Child>& children = spot.value->children;
    for (size_t i = 1; i < children.size(); ++i)
        if (splices.hasBlankLine(children[i - 1].value.end, children[i].begin)) return true;
    auto overLines = [&](const Child& child) {
        return splices.lineStart(child.begin) != splices.lineStart(child.value.end);
    };
    for (size_t i = 1; i < children.size(); ++i)
        if (overLines(children[i - 1]) || overLines(children[i])) return false; // close together
    const Keys& keys = change.keys;
    bool isSectionOrStrip = keys.size() < 2 || (keys.size() == 2 && keys[0] != "midi");
    return lines && isSectionOrStrip;
}

// Where a list begins: with the comments right above its first element.
size_t firstElement(const Spot& spot) {
    const Splices& splices = spot.splices;
    size_t first = splices.lineStart(spot.value->children[0].begin),
           column = spot.layoutOf(*spot.value).indent;
    while (first > 0) {
        size_t line = splices.lineStart(first - 1), comment = splices.commentBetween(line, first);
        if (comment == std::string::npos || !splices.startsLine(comment) || splices.column(comment) < column)
            break;
        first = line;
    }
    return first;
}

void addLines(const Spot& spot, const Change& change) {
    Splices& splices = spot.splices;
    const std::vector<Child>& children = spot.value->children;
    Indentation layout = spot.layoutOf(*spot.value);
    bool isMap = !change.key.empty();
    std::string entry = isMap ? entryText(change.key, change.value, change.keys, layout)
                              : elementText(change.value, change.keys, layout);
    bool lines = entry.find('\n') != entry.npos;
    size_t i = change.position;
    if (i == 0) {
        std::string gap = standApart(spot, change, lines) ? "\n\n" : "\n";
        return splices.insert(isMap ? splices.lineStart(children[0].begin) : firstElement(spot), entry + gap);
    }
    // A comment in the column of the next entry belongs to that one.
    bool isLast = i == children.size();
    size_t end = splices.endWithComments(children[i - 1].value.end, layout.indent + (isLast ? 0 : 1));
    bool linesBefore =
        splices.lineStart(children[i - 1].begin) != splices.lineStart(children[i - 1].value.end);
    bool apart = standApart(spot, change, lines) && (lines || linesBefore);
    bool gapAfter = isLast || splices.hasBlankLine(children[i - 1].value.end, children[i].begin);
    splices.insert(end, (apart ? "\n\n" : "\n") + entry + (apart && !gapAfter ? "\n" : ""));
}

}

void addAt(const Spot& spot, const Change& change) {
    Splices& splices = spot.splices;
    const Extent& holder = *spot.value;
    if (holder.style == Style::block) return addLines(spot, change);
    if (holder.style == Style::pair) {
        splices.insert(holder.begin, "{");
        return splices.insert(holder.end, ", " + flowItem(change, true) + "}");
    }
    // Empty braces may become lines, but not where somebody has written something into them.
    if (holder.children.empty() && spot.child && !spot.inFlow &&
        splices.isBlank(holder.begin + 1, holder.end - 1)) {
        Keys keys = change.keys;
        if (!keys.empty()) keys.pop_back();
        bool isMap = spot.text[holder.begin] == '{';
        if (isMap && keys.size() < 2)
            return replaceAt(spot, Datum::map({{change.key, change.value}}), keys, Quotes::safe);
    }
    addInside(spot, change);
}

}
