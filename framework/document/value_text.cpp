// Decides what goes into lines of its own, and writes it.
// SPDX-License-Identifier: MIT
#include "framework/document/value_text.h"
#include "framework/document/yaml_text.h"
#include <algorithm>

namespace stemwright {

namespace {

constexpr size_t widest = 100; // columns that a line may have before it is broken

bool holdsStrips(const std::string& section) {
    return section == "tracks" || section == "buses" || section == "templates";
}

// Maps whose entries, one or two keys down, stand in lines of their own.
bool isSectionOrStrip(const Keys& keys) {
    return keys.size() < 2 || (keys.size() == 2 && (holdsStrips(keys[0]) || keys[0] == "midi"));
}

bool isEmpty(const Datum& d) { return d.list.empty() && d.entries.empty(); }

// Texts of several lines that need no escapes and whose indentation is clear.
bool isLiteral(const Datum& d) {
    const std::string& text = d.scalar;
    if (!d.isScalar() || text.find('\n') == text.npos || text[0] == ' ' || text[0] == '\n') return false;
    if (std::any_of(text.begin(), text.end(), [](char c) { return uint8_t(c) < 0x20 && c != '\n'; }))
        return false;
    return text.find("\x7F") == text.npos && !text.ends_with("\n\n") && text.find(" \n") == text.npos &&
           text.back() != ' ';
}

// Whether somebody who writes by hand would break this into lines, however short it is.
bool wantsLines(const Datum& d) {
    auto inside = [](const auto& e) { return wantsLines(e.second); };
    auto element = [](const Datum& e) { return (e.isMap() && !isEmpty(e)) || wantsLines(e); };
    return isLiteral(d) || std::any_of(d.entries.begin(), d.entries.end(), inside) ||
           std::any_of(d.list.begin(), d.list.end(), element);
}

bool isBlock(const Datum& d, const Keys& keys, size_t column) {
    if (d.isScalar()) return isLiteral(d);
    if (isEmpty(d)) return false;
    if (d.isMap() && isSectionOrStrip(keys)) return true;
    return wantsLines(d) || column + 2 + widthOf(flowText(d)) > widest;
}

std::string literal(const std::string& text, size_t indent) {
    std::string lines = text.ends_with('\n') ? "|" : "|-";
    for (size_t from = 0; from < text.size();) {
        size_t end = std::min(text.find('\n', from), text.size());
        lines += "\n";
        if (end > from) lines += std::string(indent, ' ') + text.substr(from, end - from);
        from = end + 1;
    }
    return lines;
}

Keys below(Keys keys, const std::string& key) {
    keys.push_back(key);
    return keys;
}

}

size_t widthOf(std::string_view text) {
    return size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string flowText(const Datum& value) {
    std::string inside;
    auto next = [&] { return inside.empty() ? "" : ", "; };
    switch (value.kind) {
    case Datum::Kind::none:
        return "null";
    case Datum::Kind::scalar:
        return yamlText(value.scalar);
    case Datum::Kind::list:
        for (const Datum& element : value.list) inside += next() + flowText(element);
        return "[" + inside + "]";
    case Datum::Kind::map:
        for (const auto& [key, content] : value.entries)
            inside += next() + yamlText(key.name) + ": " + flowText(content);
        return "{" + inside + "}";
    case Datum::Kind::steps:
        break;
    }
    throw Error(value.place, "what several layers say cannot be written as one value", "merge them first");
}

std::string valueText(const Datum& value, const Keys& keys, Indentation layout, size_t column) {
    if (!isBlock(value, keys, column)) return ": " + flowText(value);
    layout.indent += layout.step;
    if (value.isScalar()) return ": " + literal(value.scalar, layout.indent);
    return ":\n" + blockText(value, keys, layout);
}

std::string entryText(const std::string& key, const Datum& value, const Keys& keys, Indentation layout) {
    std::string start = std::string(layout.indent, ' ') + yamlText(key);
    return start + valueText(value, keys, layout, widthOf(start));
}

std::string elementText(const Datum& value, const Keys& keys, Indentation layout) {
    std::string dash = std::string(layout.indent, ' ') + "- ";
    Keys inside = below(below(keys, ""), ""); // no section, no strip
    layout.indent += 2;
    bool single = value.isMap() && value.entries.size() == 1; // such as compressor: {ratio: 3}
    if (!single && !isBlock(value, inside, layout.indent)) return dash + flowText(value);
    if (value.isScalar()) return dash + literal(value.scalar, layout.indent);
    return dash + blockText(value, inside, layout).substr(layout.indent);
}

std::string blockText(const Datum& value, const Keys& keys, Indentation layout) {
    std::string lines;
    bool apart = keys.empty() || (keys.size() == 1 && holdsStrips(keys[0])), blockBefore = false;
    for (const auto& [key, content] : value.entries) {
        std::string entry = entryText(key.name, content, below(keys, key.name), layout);
        bool block = entry.find('\n') != entry.npos;
        if (!lines.empty()) lines += apart && (block || blockBefore) ? "\n\n" : "\n";
        lines += entry;
        blockBefore = block;
    }
    for (const Datum& element : value.list)
        lines += (lines.empty() ? "" : "\n") + elementText(element, keys, layout);
    return lines;
}

}
