// Writes a value over another: on its line where it fits, else in lines below its key.
// SPDX-License-Identifier: MIT
#include "framework/document/spot.h"
#include "framework/document/yaml_text.h"
#include <algorithm>

namespace stemwright {

namespace {

using Style = Extent::Style;
constexpr size_t nowhere = Extent::nowhere;

std::string oneLine(const Extent& old, const Datum& value, Quotes quotes) {
    const std::string& letters = value.scalar;
    bool simple = value.isScalar() && !letters.empty() && letters.find_first_of("\r\n") == letters.npos;
    if (!simple || quotes == Quotes::safe) return flowText(value);
    if (old.style == Style::plain) return letters;
    if (old.style == Style::doubleQuoted) {
        std::string text = yamlText(letters);
        return text.starts_with('"') ? text : "\"" + text + "\"";
    }
    if (old.style != Style::singleQuoted) return flowText(value);
    std::string text;
    for (char c : letters) text += c == '\'' ? "''" : std::string(1, c);
    return "'" + text + "'";
}

// The comment that stands behind | or >, for behind what takes their place.
std::string headerComment(const Spot& spot) {
    size_t begin = spot.value->begin, end = spot.splices.lineEnd(begin);
    size_t comment = spot.splices.commentBetween(begin, end);
    if (spot.value->style != Style::literal || comment == nowhere) return "";
    size_t letters = std::min(spot.text.find_first_of(" \t#", begin), end);
    return spot.text.substr(letters, end - letters);
}

// `head` goes behind the key's colon, before its comment, and `lines` below.
void replaceByLines(const Spot& spot, const std::string& head, const std::string& lines) {
    const Extent& old = *spot.value;
    Splices& splices = spot.splices;
    size_t colon = spot.child->colon;
    if (old.style == Style::block) {
        splices.insert(colon, head);
        splices.replace(splices.lineStart(old.begin), splices.lineEnd(old.end), lines.substr(1));
    } else if (old.style == Style::literal)
        splices.replace(colon, old.end, head + headerComment(spot) + lines);
    else {
        splices.replace(colon, std::max(colon, old.end), head);
        splices.insert(splices.lineEnd(old.end), lines);
    }
}

}

void replaceAt(const Spot& spot, const Datum& value, const Keys& keys, Quotes quotes) {
    const Extent& old = *spot.value;
    Splices& splices = spot.splices;
    if (!spot.child) return splices.replace(old.begin, old.end, flowText(value));
    size_t colon = spot.child->colon;
    bool element = colon != nowhere && colon == spot.child->begin + 1 && spot.text[spot.child->begin] == '-';
    bool below = splices.lineStart(old.begin) != splices.lineStart(spot.child->keyEnd);
    bool block = old.style == Style::block && below;
    if (!spot.inFlow && colon != nowhere && (!below || block)) {
        Indentation layout = spot.layoutOf(*spot.holder);
        std::string text = element ? elementText(value, keys, layout).substr(layout.indent + 1)
                                   : valueText(value, keys, layout, splices.column(colon - 1)).substr(1);
        size_t lines = text.find('\n');
        // Behind | the next line is the text's first, so no comment must stand between.
        bool next = !block || splices.nextLine(colon) == splices.lineStart(old.begin);
        if (lines != text.npos && !element && (next || !value.isScalar()))
            return replaceByLines(spot, text.substr(0, lines), text.substr(lines));
        if (element && !below && !value.isScalar())
            return splices.replace(colon, std::max(colon, old.end), text);
    }
    std::string text = oneLine(old, value, quotes);
    if (old.style == Style::missing) {
        size_t at = colon == nowhere ? spot.child->keyEnd : colon;
        splices.insert(at, (colon == nowhere ? ": " : " ") + text);
    } else if (block) {
        splices.insert(colon, " " + text);
        splices.removeLines(old.begin, old.end);
    } else
        splices.replace(old.begin, old.end, text + headerComment(spot));
}

}
