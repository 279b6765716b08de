// The examples of docs/document.md and other pages.
// SPDX-License-Identifier: MIT
#pragma once
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace stemwright::test {

/// What stands between ``` and ```.
struct Example {
    std::string language, text;
    int line;            // of the page where the text begins
    std::string before;  // the last line before it that is not empty; "" at the beginning of the page
    std::string heading; // the last one of the second level

    bool isDocument() const { return ("\n" + text).find("\nstemwright: 1") != std::string::npos; }

    std::string file() const {
        std::string comment = language == "lua" ? "-- " : "# ", extension = "." + language;
        std::string first =
            text.starts_with(comment) ? text.substr(comment.size(), text.find('\n') - comment.size()) : "";
        return first.ends_with(extension) && first.find(' ') == first.npos ? first : unnamed();
    }

    bool isNamed() const { return file() != unnamed(); }

    std::string unnamed() const { return language == "lua" ? "script.lua" : "mix.yaml"; }

    /// Only to be included.
    bool isFragment() const { return isNamed() && !isDocument(); }
};

inline std::vector<Example> examplesOfThePage(const std::string& name = "document.md") {
    std::ifstream page(SOURCE_DIR "/docs/" + name);
    std::vector<Example> examples;
    std::string line, before, heading;
    bool inside = false;
    for (int number = 1; std::getline(page, line); ++number) {
        if (line.starts_with("```")) {
            inside = !inside;
            if (inside) examples.push_back({line.substr(3), "", number + 1, before, heading});
            before = line;
        } else if (inside)
            examples.back().text += line + "\n";
        else if (!line.empty())
            before = line;
        if (!inside && line.starts_with("## ")) heading = line;
    }
    if (inside || examples.empty()) throw std::runtime_error("docs/" + name + " has an example without end");
    return examples;
}

/// The example as a file. One that is no document is laid over the first of the page; what makes it a layer
/// stands at its end, so that its lines keep their numbers.
inline std::string fileOf(const Example& example, const Example& first) {
    if (example.isDocument() || example.isFragment()) return example.text;
    return example.text + "stemwright: 1\nextends: " + first.file() + "\n";
}

/// A console as it goes: each line that begins with "$ ", and what `shell` prints for it.
inline std::string sessionWith(const std::string& text,
                               const std::function<std::string(const std::string&)>& shell) {
    std::string went;
    for (size_t start = 0; start < text.size();) {
        size_t end = text.find('\n', start), next = std::min(text.find("\n$ ", start), text.size() - 1) + 1;
        went += text.substr(start, end - start) + "\n" + shell(text.substr(start + 2, end - start - 2));
        start = next;
    }
    return went;
}

}
