// Decides which texts need quotes.
// SPDX-License-Identifier: MIT
#include "framework/document/yaml_text.h"
#include <algorithm>
#include <cctype>

namespace stemwright {

// Only what is plain beyond doubt goes without quotes: words, numbers, paths and wires.
static bool isPlain(const std::string& text) {
    static const std::string inside = "_./-+%| >";
    auto good = [](char c) { return std::isalnum(uint8_t(c)) || inside.find(c) != inside.npos; };
    if (text.empty() || !std::all_of(text.begin(), text.end(), good)) return false;
    bool start =
        std::isalnum(uint8_t(text[0])) || text[0] == '_' || text[0] == '/' ||
        (text.size() > 1 && (text[0] == '.' || (text[0] == '-' && text[1] != ' ' && text[1] != '-')));
    bool nothing = text == "null" || text == "Null" || text == "NULL";
    return start && text.back() != ' ' && !nothing && text != "...";
}

std::string yamlText(const std::string& text) {
    if (isPlain(text)) return text;
    std::string quoted = "\"";
    for (char c : text) {
        if (c == '\n' || c == '\t' || c == '\r') {
            quoted += c == '\n' ? "\\n" : c == '\t' ? "\\t" : "\\r";
            continue;
        }
        if (uint8_t(c) < 0x20 || c == 0x7F) {
            static const char* const digits = "0123456789abcdef";
            (quoted += "\\x") += {digits[c >> 4], digits[c & 15]};
            continue;
        }
        if (c == '"' || c == '\\') quoted += '\\';
        quoted += c;
    }
    return quoted + "\"";
}

}
