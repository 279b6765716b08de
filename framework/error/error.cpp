// Wording of errors and the search for the word that was probably meant.
// SPDX-License-Identifier: MIT
#include "framework/error/error.h"
#include <algorithm>
#include <cstdint>

namespace stemwright {

std::string Place::text() const {
    if (file.empty() || line == 0) return file;
    std::string text = file + ":" + std::to_string(line);
    return column == 0 ? text : text + ":" + std::to_string(column);
}

// Names and values are quoted as they are, and a document may say "\n" or "\e": a message stays one line of
// text.
static std::string onOneLine(const std::string& text) {
    static const char* const digits = "0123456789abcdef";
    std::string shown;
    for (char c : text)
        if (c == '\n')
            shown += "\\n";
        else if (uint8_t(c) < 0x20 || c == 0x7F)
            (shown += "\\x") += {digits[c >> 4], digits[c & 15]};
        else
            shown += c;
    return shown;
}

std::string Problem::text() const {
    std::string where = place.text();
    return onOneLine((where.empty() ? "" : where + ": ") + cause + (cure.empty() ? "" : "; " + cure));
}

Error::Error(Place place, std::string cause, std::string cure)
    : Error(std::vector<Problem>{{std::move(place), std::move(cause), std::move(cure)}}) {}

Error::Error(std::string cause, std::string cure) : Error(Place{}, std::move(cause), std::move(cure)) {}

Error::Error(std::vector<Problem> problems) : problems_(std::move(problems)) {
    for (const Problem& problem : problems_) text_ += (text_.empty() ? "" : "\n") + problem.text();
}

// Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours cost one
// each.
static size_t distance(const std::string& a, const std::string& b) {
    std::vector<std::vector<size_t>> cost(a.size() + 1, std::vector<size_t>(b.size() + 1));
    for (size_t i = 0; i <= a.size(); ++i)
        for (size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            cost[i][j] = std::min(
                {cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost[a.size()][b.size()];
}

std::string suggestion(const std::string& word, const std::vector<std::string>& candidates) {
    const std::string* nearest = nullptr;
    size_t best = 1 + std::max<size_t>(word.size(), 2) / 3;
    if (word.size() < 100)
        for (const std::string& candidate : candidates)
            if (candidate.size() < 100) {
                size_t d = distance(word, candidate);
                if (d < best || (d == best && !nearest)) best = d, nearest = &candidate;
            }
    if (nearest) return "did you mean \"" + *nearest + "\"?";
    if (candidates.empty()) return "";
    std::string known = "known:";
    for (size_t i = 0; i < candidates.size() && i < 12; ++i) known += (i ? ", " : " ") + candidates[i];
    return known + (candidates.size() > 12 ? ", ..." : "");
}

}
