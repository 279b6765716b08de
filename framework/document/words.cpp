// Wording for unknown words, bad names and values of the wrong kind.
// SPDX-License-Identifier: MIT
#include "framework/document/words.h"
#include <algorithm>

namespace stemwright {

namespace {

// Words that are no slips of the hand: of a later version of the language, or of other programs.
struct Known {
    std::string_view word;
    const char *why, *cure;
};
constexpr Known elsewhere[] = {
    {"script", " in this version", "take it out"},
    {"<<", "", "write what both share as a template, and like: NAME in each"},
};

}

void checkWords(const Datum& map, const std::string& owner, const std::vector<std::string>& known,
                std::vector<Problem>& problems) {
    for (const auto& [key, value] : map.entries) {
        if (std::find(known.begin(), known.end(), key.name) != known.end()) continue;
        auto meant = std::find_if(std::begin(elsewhere), std::end(elsewhere),
                                  [&name = key.name](const Known& k) { return k.word == name; });
        std::string cause = owner + " has no \"" + key.name + "\"";
        if (meant != std::end(elsewhere))
            problems.push_back({key.place, cause + meant->why, meant->cure});
        else if (key.name.find(' ') != key.name.npos && value.kind == Datum::Kind::none)
            problems.push_back(
                {key.place, cause, "if it belongs to the text before it, put the whole text into quotes"});
        else
            problems.push_back({key.place, cause, suggestion(key.name, known)});
    }
}

Shown expectMap(const Datum& written, const std::string& what, const std::string& cure,
                std::vector<Problem>& problems) {
    if (written.isMap() || written.kind == Datum::Kind::none) return Shown::map;
    problems.push_back({written.place, what + " is " + std::string(written.kindName()), cure});
    return Shown::other;
}

void nothingToRemove(const std::string& what, const Place& place, const std::string& cure,
                     std::vector<Problem>& problems) {
    problems.push_back({place, what + " is nothing, which removes it, but there is nothing to remove", cure});
}

std::optional<int> readAnswer(const Datum& written, const std::string& word, std::vector<Problem>& problems) {
    static const std::vector<std::string> no{"no", "false", "off"}, yes{"yes", "true", "on"};
    for (const auto* said : {&no, &yes})
        if (std::find(said->begin(), said->end(), written.scalar) != said->end()) return said == &yes;
    std::string shown = written.isScalar() ? "\"" + written.scalar + "\"" : std::string(written.kindName());
    problems.push_back({written.place, word + " is " + shown, "write yes or no"});
    return {};
}

std::string mistakeInName(const std::string& name, Dots dots) {
    if (name.empty()) return "a name is empty";
    std::string shown = "the name \"" + name + "\" has ";
    if (name.find_first_of(" \t\r\n") != name.npos) return shown + "a space";
    if (name.find_first_of("[]{}") != name.npos) return shown + "a bracket";
    if (name.find("->") != name.npos) return shown + "an arrow";
    if (name.find('/') != name.npos) return shown + "a slash";
    if (dots == Dots::forbidden && name.find('.') != name.npos) return shown + "a dot";
    if (name.starts_with('.') || name.ends_with('.') || name.find("..") != name.npos)
        return shown + "a dot with nothing beside it";
    return "";
}

}
