// Writes help for terminals: columns, and lines that are broken between words.
// SPDX-License-Identifier: MIT
#include "framework/describe/example.h"
#include "framework/describe/reference.h"
#include <algorithm>

namespace stemwright {

namespace {

constexpr size_t lineWidth = 100;

// `text` from column `indent` on, broken before the line's end.
std::string wrapped(const std::string& text, size_t indent) {
    std::string result;
    size_t column = indent;
    for (size_t start = 0; start < text.size();) {
        size_t end = std::min(text.find(' ', start), text.size());
        if (column > indent && column + 1 + (end - start) > lineWidth) {
            result += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            result += " ";
            ++column;
        }
        result += text.substr(start, end - start);
        column += end - start;
        start = end + 1;
    }
    return result;
}

using Row = std::pair<std::string, std::string>;

std::string columns(const std::string& title, const std::vector<Row>& rows) {
    if (rows.empty()) return "";
    size_t width = 0;
    for (const Row& row : rows) width = std::max(width, row.first.size());
    std::string text = "\n" + title + "\n";
    for (const Row& row : rows)
        text += "  " + row.first + std::string(width - row.first.size() + 2, ' ') +
                wrapped(row.second, width + 4) + "\n";
    return text;
}

// What can be written, and what is meant when nothing is.
std::string values(const Parameter& parameter) {
    std::string range = parameter.range(), initial = parameter.initial();
    return " (" + (range.empty() ? parameter.kind() : range) +
           (initial.empty() || initial.starts_with("inf") ? "" : "; default " + initial) +
           (parameter.kind() == "fixed number" ? "; never moves" : "") + ")";
}

}

std::string nodeList() {
    std::string text;
    for (const std::string& family : families()) {
        std::vector<Row> rows;
        for (const Type* type : Registry::instance().types())
            if (type->family == family) rows.emplace_back(type->name, type->help);
        text += columns(family, rows);
    }
    return text.substr(1);
}

std::string nodeHelp(const Type& type) {
    auto node = type.describe();
    std::vector<Row> inputs, outputs, controls, parameters;
    for (const AudioIn* in : node->inputs())
        inputs.emplace_back(in->name, in->help + (in->need == Need::optional ? " (optional)" : ""));
    for (const AudioIns* ins : node->inputArrays()) inputs.emplace_back(ins->name + "[1], ...", ins->help);
    for (const AudioOut* out : node->outputs()) outputs.emplace_back(out->name, out->help);
    for (const ControlOut* out : node->controls())
        controls.emplace_back(
            out->name,
            out->help + (out->unit == Unit::none ? "" : " (" + std::string(symbol(out->unit)) + ")"));
    for (const RecordsBase* records : node->records())
        parameters.emplace_back(records->name, records->help + " (a map; NAME is yours)");
    for (const Parameter* p : node->parameters()) parameters.emplace_back(p->name, p->help + values(*p));
    std::string text = type.name + " (" + type.family + "): " + type.help + "\n";
    text += columns("Inputs", inputs) + columns("Outputs", outputs) + columns("Control outputs", controls) +
            columns("Parameters", parameters) + "\nExample\n";
    std::string lines = example(type, *node);
    for (size_t start = 0; start < lines.size(); start = lines.find('\n', start) + 1)
        text += "  " + lines.substr(start, lines.find('\n', start) - start) + "\n";
    return text;
}

}
