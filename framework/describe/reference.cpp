// Writes the reference page.
// SPDX-License-Identifier: MIT
#include "framework/describe/reference.h"
#include "framework/describe/example.h"
#include <algorithm>

namespace stemwright {

std::vector<std::string> families() {
    std::vector<std::string> order{"input",  "level",      "filter",   "dynamics",   "delay",
                                   "space",  "distortion", "spectrum", "modulation", "analysis",
                                   "neural", "script",     "output"};
    std::vector<std::string> found;
    auto types = Registry::instance().types();
    auto isUsed = [&](const std::string& family) {
        return std::any_of(types.begin(), types.end(), [&](const Type* t) { return t->family == family; });
    };
    for (const Type* type : types) // a family that nobody told this list about
        if (std::find(order.begin(), order.end(), type->family) == order.end()) order.push_back(type->family);
    std::copy_if(order.begin(), order.end(), std::back_inserter(found), isUsed);
    return found;
}

// A cell of a table must not end it.
static std::string cell(const std::string& text) {
    std::string safe;
    for (char c : text) safe += c == '|' ? "\\|" : std::string(1, c);
    return safe;
}

static std::string code(const std::string& text) {
    return text.empty() || text.starts_with("inf") ? "" : "`" + cell(text) + "`";
}

static std::string portLines(const Node& node) {
    std::string text;
    auto line = [&](const std::string& kind, const std::string& name, const std::string& help) {
        text += "- " + kind + " `" + name + "`: " + help + "\n";
    };
    for (const AudioIn* in : node.inputs())
        line(in->need == Need::optional ? "optional input" : "input", in->name, in->help);
    for (const AudioIns* ins : node.inputArrays())
        line("inputs", ins->name + "[1]`, `" + ins->name + "[2]`, `...", ins->help);
    for (const AudioOut* out : node.outputs()) line("output", out->name, out->help);
    for (const ControlOut* out : node.controls())
        line("control output", out->name,
             out->help + (out->unit == Unit::none ? "" : ", in " + std::string(symbol(out->unit))));
    return text;
}

static std::string parameterTable(const std::vector<const Parameter*>& parameters, size_t prefix) {
    if (parameters.empty()) return "";
    std::string text = "| parameter | kind | range | default | |\n|---|---|---|---|---|\n";
    for (const Parameter* p : parameters)
        text += "| " + code(p->name.substr(prefix)) + " | " + p->kind() + " | " + cell(p->range()) + " | " +
                code(p->initial()) + " | " + cell(p->help) + " |\n";
    return text + "\n";
}

static std::string section(const Type& type) {
    auto node = type.describe();
    std::string text = "### " + type.name + "\n\n" + type.help + "\n\n" + portLines(*node) + "\n";
    std::vector<const Parameter*> own;
    for (const Parameter* p : node->parameters())
        if (p->name.find(".NAME.") == std::string::npos) own.push_back(p);
    text += parameterTable(own, 0);
    for (const RecordsBase* records : node->records()) {
        std::string prefix = records->name + ".NAME.";
        std::vector<const Parameter*> inner;
        for (const Parameter* p : node->parameters())
            if (p->name.starts_with(prefix)) inner.push_back(p);
        auto sameName = [&](const Parameter* a, const Parameter* b) {
            return a->name == b->name.substr(prefix.size());
        };
        if (std::equal(own.begin(), own.end(), inner.begin(), inner.end(), sameName)) {
            text += "`" + records->name + "`: " + records->help + ". Each has the parameters above.\n\n";
            continue;
        }
        text += "`" + records->name + "`: " + records->help + ". Each has:\n\n" +
                parameterTable(inner, prefix.size());
    }
    return text + "```yaml\n" + example(type, *node) + "```\n\n";
}

std::string referencePage() {
    std::string text =
        "# Nodes\n\n"
        "Made by `stemwright nodes --reference` from what the nodes declare; do not edit.\n\n"
        "A *number* may be automated and moved by wires from control outputs; a *fixed number*, a\n"
        "*choice*, a *file* and a *table* are part of a node's structure and never move. A bare\n"
        "number is in the unit of the default.\n\n";
    for (const std::string& family : families()) {
        text += "- " + family + ":";
        for (const Type* type : Registry::instance().types())
            if (type->family == family) text += " [" + type->name + "](#" + type->name + ")";
        text += "\n";
    }
    text += "\n";
    for (const std::string& family : families()) {
        text += "## " + family + " nodes\n\n"; // not the name alone, which may be a node's
        for (const Type* type : Registry::instance().types())
            if (type->family == family) text += section(*type);
    }
    text.pop_back();
    return text;
}

}
