// Writes what changed in the parameters, a line for each value.
// SPDX-License-Identifier: MIT
#include "framework/app/diff_report.h"
#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace stemwright {

namespace {

constexpr size_t widestLine = 100, widestColumn = 44; // characters

// A change as it is printed: what does not fit into its line, and what came or went with a strip, an entry or
// a node, stands in lines below.
struct Printed {
    std::string sign, address, what, places;
    std::vector<std::string> below{};
};

// The folder that all files lie in, which need not be said for each.
std::string commonFolder(const std::vector<Difference>& changes) {
    std::optional<std::string> common;
    for (const Difference& change : changes)
        for (const Place* place : {&change.before.place, &change.after.place}) {
            if (!place->line) continue;
            std::string folder = place->file.substr(0, place->file.rfind('/') + 1);
            if (!common) common = folder;
            size_t same =
                size_t(std::mismatch(common->begin(), common->end(), folder.begin(), folder.end()).first -
                       common->begin());
            common->resize(same == 0 ? 0 : common->rfind('/', same - 1) + 1);
        }
    return common.value_or("");
}

std::string lineOf(const Place& place, const std::string& folder) {
    return place.line ? place.file.substr(folder.size()) + ":" + std::to_string(place.line) : "";
}

std::string valueOf(const Said& said) { return (said.place.line ? "" : "default ") + said.value; }

Printed printed(const Difference& change, const std::string& folder) {
    const auto& [kind, address, before, after] = change;
    std::string from = lineOf(before.place, folder), to = lineOf(after.place, folder);
    static const char* const signs[] = {" ", "+", "-", "^"};
    Printed line{signs[size_t(kind)], address, "",
                 from.empty() || to.empty() ? from + to : from + " -> " + to};
    std::string was = before.value.empty() ? "" : valueOf(before),
                is = after.value.empty() ? "" : valueOf(after);
    line.what = was.empty() || is.empty() ? was + is : was + " -> " + is;
    if (line.what.size() <= widestColumn) return line;
    line.what.clear();
    if (!was.empty()) line.below.push_back(was);
    if (!is.empty()) line.below.push_back((was.empty() ? "" : "-> ") + is);
    return line;
}

std::vector<Printed> linesOf(const std::vector<Difference>& changes) {
    std::string folder = commonFolder(changes);
    std::vector<Printed> lines;
    const Difference* head = nullptr;
    for (const Difference& change : changes) {
        if (head && change.kind == head->kind && change.address.starts_with(head->address + ".")) {
            std::vector<std::string>& below = lines.back().below;
            const Said& said = change.kind == Difference::Kind::added ? change.after : change.before;
            std::string more = change.address.substr(head->address.size() + 1) + " " + said.value;
            if (below.empty())
                below.push_back(more);
            else
                below.back() += ", " + more;
            continue;
        }
        lines.push_back(printed(change, folder));
        bool comesOrGoes = change.kind == Difference::Kind::added || change.kind == Difference::Kind::removed;
        head = comesOrGoes ? &change : nullptr;
    }
    return lines;
}

// Broken at commas.
std::string wrapped(const std::string& text) {
    const std::string indent(6, ' ');
    std::string lines, line;
    for (size_t start = 0, end; start < text.size(); start = end) {
        size_t comma = text.find(", ", start);
        end = comma == text.npos ? text.size() : comma + 2;
        if (!line.empty() && indent.size() + line.size() + end - start > widestLine) {
            lines += indent + line.substr(0, line.size() - 1) + "\n";
            line.clear();
        }
        line += text.substr(start, end - start);
    }
    return lines + indent + line + "\n";
}

}

std::string changesText(const std::vector<Difference>& changes) {
    std::vector<Printed> lines = linesOf(changes);
    size_t address = 0, what = 0;
    for (const Printed& line : lines) {
        address = std::max(address, std::min(line.address.size(), widestColumn));
        what = std::max(what, line.what.size());
    }
    std::string text;
    for (const Printed& line : lines) {
        text += fmt::format("{} {:<{}}  {:<{}}  {}", line.sign, line.address, address, line.what, what,
                            line.places);
        text.erase(text.find_last_not_of(' ') + 1);
        text += "\n";
        for (const std::string& below : line.below) text += wrapped(below);
    }
    return text;
}

}
