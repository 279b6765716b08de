// Trees of values that nobody would write, from a seed.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/change.h"
#include "framework/document/yaml.h"
#include <gtest/gtest.h>
#include <random>

namespace stemwright::test {

class RandomDocument {
  public:
    explicit RandomDocument(unsigned seed) : random_(seed) {}

    int below(int n) { return int(random_() % unsigned(n)); }

    /// Words of the language, words that YAML takes for something else, and characters that it knows.
    std::string text() {
        static const std::vector<std::string> pieces{
            "gain", "-3 dB", "null", "~",  "",   " ",    "\n", "\t", ": ",  " #", "#",   "'",   "\"",  "\\",
            "-",    "- ",    "? ",   "[",  "]",  "{",    "}",  ",",  "&a",  "*a", "!",   "|",   ">",   "%",
            "@",    "`",     "---",  "ä",  "你", "1/8.", "a",  "b",  "yes", "=",  "<<",  "...", "\n ", "0x1F",
            "\r",   "1e9",   "  ",   "\n", "x",  "->",   ":",  "é",  "1|1", "😀",  "~\n", "a:b"};
        std::string made;
        for (int i = below(6); i >= 0; --i) made += pieces[size_t(below(int(pieces.size())))];
        return made;
    }

    std::string word() {
        static const std::vector<std::string> words{"gain", "pan",   "vox",  "kick", "to",   "chain",
                                                    "eq",   "bands", "freq", "note", "ratio"};
        return words[size_t(below(int(words.size())))];
    }

    Datum value(int depth) {
        int kind = below(depth > 0 ? 7 : 3);
        if (kind == 0) return below(4) == 0 ? Datum() : Datum(text());
        if (kind < 3) return Datum(below(2) == 0 ? "-3 dB" : word());
        Datum made = kind < 5 ? Datum::map({}) : Datum::sequence({});
        for (int i = below(5); i > 0; --i)
            if (made.isList())
                made.list.push_back(value(depth - 1));
            else if (std::string key = below(5) == 0 ? text() : word(); !made.find(key))
                made.entries.push_back({{key, {}}, value(depth - 1)});
        return made;
    }

    Datum document() {
        Datum root = Datum::map({{"stemwright", "1"}});
        for (const char* section : {"about", "session", "tracks", "buses", "master", "outputs"})
            if (below(3) != 0) root.entries.push_back({{section, {}}, value(5)});
        return root;
    }

  private:
    std::mt19937 random_;
};

inline Datum readBack(const std::string& text) {
    std::vector<Problem> problems;
    Datum read = readYaml(text, "mix.yaml", problems);
    for (const Problem& problem : problems) ADD_FAILURE() << problem.text() << "\n" << text;
    return read;
}

}
