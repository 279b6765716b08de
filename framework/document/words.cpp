// Wording for unknown words, bad names and values of the wrong kind.
// SPDX-License-Identifier: MIT
#include "framework/document/words.h"
#include <algorithm>

namespace stemwright {

namespace {

// Words of the language that come with later versions, and what does the same today.
struct Later {
    std::string_view word;
    const char* cure;
};
constexpr Later later[] = {
    {"extends", "copy what that file says into this one"},
    {"include", "copy what that file says into this one"},
    {"templates", "write the template's words into each strip"},
    {"like", "write the template's words into the strip"},
    {"groups", "write the gain of each strip"},
    {"script", "take it out"},
    {"bypass", "take the entry out of the chain to bypass it"},
    {"mix", "use a bus with a send for a parallel path"},
    {"on", "take it out"},
    {"before", "move the entry to its place in the list"},
    {"after", "move the entry to its place in the list"},
    {"order", "put the entries in their order"},
    {"latency", "take it out"},
    {"no_nan", "take it out: it is always checked"},
};

}

void checkWords(const Datum& map, const std::string& owner, const std::vector<std::string>& known,
                std::vector<Problem>& problems) {
    for (const auto& [key, _] : map.entries) {
        if (std::find(known.begin(), known.end(), key.name) != known.end()) continue;
        auto coming = std::find_if(std::begin(later), std::end(later),
                                   [&, &name = key.name](const Later& l) { return l.word == name; });
        std::string cause = owner + " has no \"" + key.name + "\"";
        if (coming != std::end(later))
            problems.push_back({key.place, cause + " in this version", coming->cure});
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
