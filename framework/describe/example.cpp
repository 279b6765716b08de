// Makes examples that load: every node's is tried out by a test.
// SPDX-License-Identifier: MIT
#include "framework/describe/example.h"
#include "framework/node/file_defined_node.h"

namespace stemwright {

constexpr size_t mostShown = 4; // parameters in one example

Role roleOf(const Type& type, const Node& described) {
    if (type.name == "output") return Role::end;
    if (described.outputs().empty()) return described.inputs().empty() ? Role::control : Role::end;
    if (!described.inputArrays().empty()) return Role::adder;
    return described.inputs().empty() ? Role::source : Role::effect;
}

std::string sample(const Parameter& parameter) {
    if (parameter.kind() == "file") return "voice.wav";
    if (parameter.kind() == "table") return parameter.name == "channels" ? "[1, 2]" : "[[1, 0], [0, 1]]";
    return parameter.initial();
}

// Chain entries must not be called like these without an id.
static bool isWordOfStrip(const std::string& name) {
    return name == "gain" || name == "pan" || name == "polarity" || name == "trim" || name == "mute";
}

static bool isOpen(const Parameter& parameter) {
    return parameter.initial().find("inf") != std::string::npos;
}

static std::string listed(const std::vector<const Parameter*>& parameters, size_t prefix) {
    std::string text;
    for (const Parameter* p : parameters)
        text += (text.empty() ? "" : ", ") + p->name.substr(prefix) + ": " + sample(*p);
    return "{" + text + "}";
}

std::string exampleEntry(const Type& type, const Node& described) {
    std::vector<const Parameter*> plain;
    for (const Parameter* p : described.parameters()) {
        bool single = p->name.find('.') == std::string::npos;
        if (single && !isOpen(*p) && plain.size() < mostShown && (p->kind() != "table" || plain.empty()))
            plain.push_back(p);
    }
    if (auto* told = dynamic_cast<const FileDefinedNode*>(&described)) {
        std::string word = plain[0]->name, file = told->definingFile();
        if (file.empty()) file = word == "script" ? "tape.lua" : "voice.ts";
        plain.erase(plain.begin());
        if (word == "model") plain.clear(); // rarely needed
        std::string rest = listed(plain, 0);
        return type.name + ": {" + word + ": " + file + (plain.empty() ? "}" : ", " + rest.substr(1));
    }
    // A file says all by its name, and needs nothing else.
    if (!plain.empty() && plain[0]->kind() == "file") plain.resize(1);
    if (plain.size() == 1 && plain[0]->kind() == "file") return type.name + ": " + sample(*plain[0]);
    bool needsRecord = plain.empty() && !described.records().empty();
    if (!needsRecord) return type.name + ": " + listed(plain, 0);
    const RecordsBase& records = *described.records()[0];
    std::string prefix = records.name + ".NAME.";
    std::vector<const Parameter*> inner;
    for (const Parameter* p : described.parameters())
        if (p->name.starts_with(prefix) && !isOpen(*p) && inner.size() < mostShown) inner.push_back(p);
    return type.name + ": {" + records.name + ": {my_" + type.name + ": " + listed(inner, prefix.size()) +
           "}}";
}

std::string example(const Type& type, const Node& described) {
    std::string entry = exampleEntry(type, described);
    switch (roleOf(type, described)) {
    case Role::source:
        return "tracks:\n  voice:\n    source: {" + entry + "}\n";
    case Role::effect:
        if (isWordOfStrip(type.name)) entry = "{id: my_" + type.name + ", " + entry + "}";
        return "tracks:\n  voice:\n    source: voice.wav\n    chain:\n      - " + entry + "\n";
    case Role::adder:
        return "nodes:\n  both: {" + entry + "}\nwires:\n  voice -> both." +
               described.inputArrays()[0]->name + "[1]: {}\n  guitar -> both." +
               described.inputArrays()[0]->name + "[2]: {level: -3 dB}\n";
    case Role::control:
        if (described.inputs().empty())
            return "nodes:\n  mover: {" + entry + "}\nwires:\n  mover -> voice.pan: {depth: 0.2}\n";
        return "nodes:\n  mover: {" + entry +
               "}\nwires:\n  voice -> mover: {}\n  mover -> guitar.gain: {depth: -6 dB}\n";
    case Role::end:
        break;
    }
    if (type.name == "output") return "outputs:\n  mix: {from: master}\n";
    return "nodes:\n  listener: {" + entry + "}\nwires:\n  voice -> listener: {}\n";
}

}
