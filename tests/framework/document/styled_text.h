// Writes a tree of values in every style that YAML has, with comments wherever one may stand.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/yaml_text.h"
#include "tests/framework/document/random_document.h"
#include <map>

namespace stemwright::test {

class StyledText {
  public:
    StyledText(const Datum& document, RandomDocument& random) : random_(random) {
        if (random.below(8) == 0) text = "\xEF\xBB\xBF";
        if (random.below(8) == 0) text += "# top\n---\n";
        if (document.entries.empty())
            text += "{}";
        else
            blockMap(document, 0, "");
        if (random.below(8) == 0 && text.ends_with('\n')) text.pop_back();
        if (random.below(4) != 0) return;
        std::string lines;
        for (char c : text) lines += c == '\n' ? "\r\n" : std::string(1, c);
        text = lines;
    }

    std::string text;
    int comments = 0;                               ///< they read "#c1.", "#c2.", ...
    std::map<std::string, std::pair<int, int>> own; ///< by path, the comments before and up to its end

    std::string comment() { return "#c" + std::to_string(++comments) + "."; }

  private:
    bool chance(int one) { return random_.below(one) == 0; }
    std::string spaces(int n) { return std::string(size_t(n), ' '); }

    void endLine() {
        if (chance(3)) text += spaces(1 + random_.below(6)) + comment();
        text += "\n";
    }
    void commentLines(int indent) {
        while (chance(4)) text += chance(3) ? "\n" : spaces(indent) + comment() + " with: [words\n";
    }

    // As a scalar may stand on one line, here also in braces.
    std::string oneLine(const std::string& letters) {
        bool lines = letters.find_first_of("\n\r\t") != letters.npos;
        if (!lines && chance(4)) {
            std::string quoted;
            for (char c : letters) quoted += c == '\'' ? "''" : std::string(1, c);
            return "'" + quoted + "'";
        }
        std::string safe = yamlText(letters);
        return chance(4) && safe[0] != '"' ? "\"" + safe + "\"" : safe;
    }
    std::string flow(const Datum& d) {
        std::string inside, pad = chance(4) ? " " : "";
        for (const auto& [key, value] : d.entries)
            inside += (inside.empty() ? "" : ", ") + oneLine(key.name) + ": " + flow(value);
        for (const Datum& e : d.list) inside += (inside.empty() ? "" : ", ") + flow(e);
        if (d.isMap()) return "{" + pad + inside + pad + "}";
        if (d.isList()) return "[" + pad + inside + pad + "]";
        return d.isScalar() ? oneLine(d.scalar) : chance(2) ? "null" : "~";
    }
    void flowLines(const Datum& d, int indent, const std::string& path) {
        text += "{";
        endLine();
        for (const auto& [key, value] : d.entries) {
            commentLines(indent);
            int before = comments;
            text += spaces(indent) + oneLine(key.name) + ": " + flow(value);
            if (&key != &d.entries.back().first || chance(3)) text += chance(3) ? " ," : ",";
            endLine();
            own[path + "/" + key.name] = {before, comments};
        }
        text += spaces(indent > 0 ? indent - 1 : 0) + "}";
    }

    // `least`: how much deeper a list must be than what it is in.
    void value(const Datum& d, int indent, const std::string& path, int least = 0) {
        bool block = !d.entries.empty() || !d.list.empty();
        int inner = indent + 1 + random_.below(4);
        if (block && chance(2)) {
            endLine();
            d.isMap() ? blockMap(d, inner, path) : blockList(d, indent + least + random_.below(3), path);
            return;
        }
        if (d.isMap() && block && chance(2)) {
            text += " ";
            flowLines(d, inner, path);
        } else if (d.isScalar() && isLiteral(d.scalar)) {
            text += " |-";
            if (chance(2)) text += "  " + comment();
            for (char c : "\n" + d.scalar) c == '\n' ? text += "\n" + spaces(inner) : text += c;
            text += "\n";
            return;
        } else if (d.isScalar() && chance(8)) { // on the next line
            endLine();
            commentLines(inner);
            text += spaces(inner) + oneLine(d.scalar);
        } else if (size_t gap = d.scalar.find(' '); // over two lines
                   gap != std::string::npos && yamlText(d.scalar) == d.scalar && chance(2) &&
                   d.scalar.find_first_not_of("abcdefghijklmnopqrstuvwxyz ") == std::string::npos &&
                   d.scalar.find("  ") == std::string::npos)
            text += " " + d.scalar.substr(0, gap) + "\n" + spaces(inner) + d.scalar.substr(gap + 1);
        else if (d.kind == Datum::Kind::none && chance(2))
            ;
        else
            text += " " + flow(d);
        endLine();
    }
    static bool isLiteral(const std::string& letters) {
        return letters.find('\n') != letters.npos &&
               letters.find_first_not_of("abcdefghijklmnopqrstuvwxyz\n") == letters.npos &&
               letters[0] != '\n' && letters.back() != '\n';
    }

    void blockMap(const Datum& d, int indent, const std::string& path, bool behindDash = false) {
        for (const auto& [key, content] : d.entries) {
            if (!behindDash) commentLines(indent);
            int before = comments;
            if (!behindDash) text += spaces(indent);
            behindDash = false;
            text += oneLine(key.name) + (chance(6) ? " :" : ":");
            value(content, indent, path + "/" + key.name);
            own[path + "/" + key.name] = {before, comments};
        }
    }
    void blockList(const Datum& d, int indent, const std::string& path) {
        for (const Datum& element : d.list) {
            commentLines(indent);
            text += spaces(indent) + "-";
            if (element.isMap() && !element.entries.empty() && chance(2)) {
                text += " ";
                blockMap(element, indent + 2, path + "/-", true);
            } else
                value(element, indent, path + "/-", 1);
        }
    }

    RandomDocument& random_;
};

}
