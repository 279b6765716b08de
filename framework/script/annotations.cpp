// Writes classes from the registry and the vocabulary, and functions as the module's own files explain them.
// SPDX-License-Identifier: MIT
#include "framework/script/annotations.h"
#include "framework/document/vocabulary.h"
#include "framework/node/registry.h"
#include "framework/script/builder_texts.h"
#include <sstream>

namespace stemwright {

namespace {

// What the functions of C++ are.
const char* const sounds = R"(---A sound in memory.
---@class stemwright.Sound
---@field rate number Hz
---@field channels number
---@field frames number
---@field duration number s
---@operator add(stemwright.Sound): stemwright.Sound
---@operator sub(stemwright.Sound): stemwright.Sound
local Sound = {}

---Loudness, peaks and image, by the words of `expect`, and rms, sample_peak, crest.
---@return table<string, number>
function Sound:measure() end

---Levels in dBFS by thirds of octaves.
---@return {freq: number, level: number}[]
function Sound:spectrum() end

---Where notes and hits begin, in s.
---@param options? {threshold?: number, gap?: number, from?: number, to?: number}
---@return number[]
function Sound:onsets(options) end

---RMS in dBFS of each stretch of so many seconds.
---@param step number
---@return number[]
function Sound:levels(step) end

---What lies between two times in s.
---@param from number
---@param to? number
---@return stemwright.Sound
function Sound:part(from, to) end

---Writes a sound file.
---@param file string
---@param options? {depth?: string}
function Sound:save(file, options) end

---Reads a sound file, at its own rate.
---@param file string
---@return stemwright.Sound
function stemwright.sound(file) end

---What stems are like, alone and beside each other, as `stemwright analyse --json` has it (docs/analysis.md);
---null is nil, and levels of nothing are minus infinity.
---@param ... string sound files, and folders of them
---@return table
function stemwright.analyse(...) end

)";

std::string oneLine(std::string_view text) {
    std::string line(text);
    for (char& c : line)
        if (c == '\n') c = ' ';
    return line;
}

std::string typeOf(const Parameter& parameter) {
    if (parameter.kind() == "number") return "number|string|stemwright.Automation";
    if (parameter.kind() == "fixed number") return "number|string";
    if (parameter.kind() == "choice") {
        std::string words;
        for (const std::string& word : dynamic_cast<const Choice&>(parameter).words)
            words += (words.empty() ? "\"" : "|\"") + word + "\"";
        return words;
    }
    return parameter.kind() == "file" ? "string" : "table";
}

std::string helpOf(const Parameter& parameter) {
    std::string text = parameter.help;
    if (!parameter.range().empty() && parameter.kind() != "choice") text += "; " + parameter.range();
    if (!parameter.initial().empty()) text += "; default " + parameter.initial();
    return oneLine(text);
}

void writeType(std::ostream& out, const Type& type) {
    auto node = type.describe();
    for (const RecordsBase* records : node->records()) {
        out << "---@class stemwright." << type.name << "." << records->name << "\n";
        for (const Parameter* p : node->parameters())
            if (std::string sample = records->name + ".NAME."; p->name.starts_with(sample))
                out << "---@field " << p->name.substr(sample.size()) << "? " << typeOf(*p) << " "
                    << helpOf(*p) << "\n";
        out << "\n";
    }
    out << "---@class stemwright." << type.name << ": stemwright.Entry\n";
    for (const Parameter* p : node->parameters())
        if (p->name.find('.') == std::string::npos)
            out << "---@field " << p->name << "? " << typeOf(*p) << " " << helpOf(*p) << "\n";
    for (const RecordsBase* records : node->records())
        out << "---@field " << records->name << "? table<string, stemwright." << type.name << "."
            << records->name << "> " << oneLine(records->help) << "\n";
    for (size_t i = 1; i < node->inputs().size(); ++i)
        out << "---@field " << node->inputs()[i]->name << "? string|stemwright.Part "
            << oneLine(node->inputs()[i]->help) << "\n";
    out << "\n---" << oneLine(type.help) << "\n---@param arguments? stemwright." << type.name
        << "\n---@return stemwright.Node\nfunction stemwright." << type.name << "(arguments) end\n\n";
}

// The words of a map of documents as fields.
void writeWords(std::ostream& out, const std::string& name, const std::string& base, Owner owner) {
    out << "---@class stemwright." << name << (base.empty() ? "" : ": stemwright." + base) << "\n";
    for (const Word& word : vocabulary(owner)) {
        using Kind = Form::Kind;
        Kind kind = word.form.kind;
        bool isSection = kind == Kind::maps || kind == Kind::nodes;
        std::string type = kind == Kind::answer ? "boolean" : isSection ? "stemwright.Section" : "any";
        out << "---@field " << word.name << "? " << type << " " << oneLine(word.help) << "\n";
    }
    out << "\n";
}

// `---` lines and the head of the function that follows them.
void writeFunctions(std::ostream& out, const std::string& text) {
    std::istringstream lines(text);
    std::string comments;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("---"))
            comments += line + "\n";
        else {
            if (!comments.empty() && line.starts_with("function "))
                out << comments << line.substr(0, line.find(')') + 1) << " end\n\n";
            comments.clear();
        }
    }
}

}

std::string annotations() {
    std::ostringstream out;
    out << "---@meta stemwright\n"
           "-- What the Lua language server knows of scripts that build mixes: stemwright lua "
           "--annotations\n\n"
           "---@class stemwright\nstemwright = {}\n\n"
           "---A node as a document says it: {id = \"duck\", compressor = {ratio = 3}}\n"
           "---@alias stemwright.Node table\n"
           "---@alias stemwright.Automation {points: table, shape?: string}\n\n";
    writeWords(out, "Part", "", Owner::pattern);
    out << "local Part = {}\n\n";
    writeWords(out, "Entry", "", Owner::entry);
    out << "---@class stemwright.Section: {[string]: stemwright.Part}\n"
           "---@overload fun(mix: stemwright.Mix, filter?: table|fun(part: stemwright.Part): boolean): "
           "fun(): "
           "stemwright.Part, string\n\n";
    writeWords(out, "Mix", "", Owner::mix);
    out << "---@field [string] stemwright.Part\nlocal Mix = {}\n\n"
        << "---@class stemwright.Suggestion\nlocal Suggestion = {}\n\n"
        << sounds;
    for (const std::string& text : builderTexts()) writeFunctions(out, text);
    for (const Type* type : Registry::instance().types()) writeType(out, *type);
    out << "return stemwright\n";
    return out.str();
}

}
