// Knows the messages of yaml-cpp and the mistakes behind them.
// SPDX-License-Identifier: MIT
#include "framework/document/yaml_mistake.h"
#include <algorithm>

namespace stemwright {

namespace {

struct Mistake {
    std::string_view message; // or how it starts
    const char *cause, *cure;
    char opener = 0; // what was not closed; the problem is then placed there
};

constexpr Mistake mistakes[] = {
    {"end of map flow not found", "this { is not closed", "close it with }", '{'},
    {"end of sequence flow not found", "this [ is not closed", "close it with ]", '['},
    {"illegal flow end", "this bracket closes nothing",
     "take it out, or close what was opened before it first"},
    {"end of map not found", "this does not fit the lines above",
     "indent it like the other words of its map, or start it on a line of its own"},
    {"end of sequence not found", "this does not fit the list above",
     "start it with \"- \", indented like the other entries"},
    {"illegal map value", "a colon makes no sense here",
     "check the indentation; text that holds \": \" goes in quotes, a map within a line in { }"},
    {"illegal map key", "a key cannot start here", "put it on a line of its own"},
    {"illegal block entry", "a list entry cannot start here",
     "put \"- \" at the start of a line, or use [ ]"},
    {"illegal tab", "a tab is used as indentation", "indent with spaces"},
    {"illegal EOF in scalar", "the file ends within quotes", "close them"},
    {"illegal document indicator", "a document ends within quotes", "close them"},
    {"unknown token", "a value cannot start with this character", "put the text in quotes"},
    {"unknown escape character", "this backslash means nothing in \" \"",
     "write \\\\ for a backslash, or use ' '"},
    {"tag handle with no suffix", "a ! starts a tag, and tags mean nothing here", "put the text in quotes"},
    {"illegal character found while scanning tag", "a ! starts a tag, and tags mean nothing here",
     "put the text in quotes"},
    {"end of verbatim tag", "a ! starts a tag, and tags mean nothing here", "put the text in quotes"},
    {"unexpected character in block scalar",
     "a | or > at the start of a value begins a text of several lines",
     "put the text in quotes, or start it on the next line"},
    {"cannot set zero indentation", "a | or > at the start of a value begins a text of several lines",
     "put the text in quotes, or start it on the next line"},
    {"bad character found while scanning hex", "\\x, \\u and \\U need 2, 4 and 8 hexadecimal digits",
     "add them, or use ' '"},
    {"illegal character found while scanning alias", "a * starts an alias, whose name this cannot be",
     "put the text in quotes if no alias is meant"},
    {"illegal character found while scanning anchor", "a & starts an anchor, whose name this cannot be",
     "put the text in quotes if no anchor is meant"},
    {"the referenced anchor is not defined", "this alias stands for nothing",
     "put &NAME before the value above that it shall repeat, or put the text in quotes"},
    {"alias not found", "a name must follow the *", "put the text in quotes if no alias is meant"},
    {"anchor not found", "a name must follow the &", "put the text in quotes if no anchor is meant"},
};

std::string_view lineAt(std::string_view text, int line) {
    for (; line > 1; --line) {
        size_t end = text.find('\n');
        if (end == text.npos) return {};
        text.remove_prefix(end + 1);
    }
    return text.substr(0, text.find('\n'));
}

}

Problem yamlMistake(std::string_view text, const std::string& message, const Place& place,
                    const std::vector<std::pair<size_t, Place>>& open) {
    // The parser reads on after a tab and stumbles later in the line.
    std::string_view line = lineAt(text, place.line);
    std::string_view indentation = line.substr(0, std::min(line.find_first_not_of(" \t"), line.size()));
    if (size_t tab = indentation.find('\t'); tab != indentation.npos)
        return {{place.file, place.line, int(tab) + 1}, "a tab is used as indentation", "indent with spaces"};
    for (const Mistake& mistake : mistakes) {
        if (!message.starts_with(mistake.message)) continue;
        Place where = place;
        if (mistake.opener)
            for (const auto& [offset, start] : open)
                if (offset < text.size() && text[offset] == mistake.opener) where = start;
        if (message.starts_with("unknown escape")) where.column -= 2; // yaml-cpp is behind the two characters
        return {where, mistake.cause, mistake.cure};
    }
    return {place, "this is not YAML: " + message, "check the indentation, quotes and brackets around it"};
}

}
