// Knows where a scalar ends, which depends on how it is written.
// SPDX-License-Identifier: MIT
#include "framework/document/cursor.h"
#include "framework/error/error.h"
#include <algorithm>

namespace stemwright {

static bool isOneOf(char c, std::string_view letters) { return letters.find(c) != letters.npos; }

bool Cursor::isBlank(size_t place) const { return place >= text_.size() || isOneOf(text_[place], " \t\r\n"); }

size_t Cursor::lineEnd(size_t place) const { return std::min(text_.find('\n', place), text_.size()); }

int Cursor::column() const { return int(at_ - (at_ == 0 ? 0 : text_.rfind('\n', at_ - 1) + 1)); }

void Cursor::toLineEnd() { at_ = lineEnd(at_); }

void Cursor::lost() const {
    int line = 1 + int(std::count(text_.begin(), text_.begin() + long(std::min(at_, text_.size())), '\n'));
    throw Error({file_, line, column() + 1}, "this is written in a way that cannot be followed",
                "write it in a plainer way");
}

void Cursor::expect(char c) {
    if (here() != c) lost();
    ++at_;
}

void Cursor::comment() {
    if (comments_.empty() || comments_.back() < at_) comments_.push_back(at_);
    at_ = lineEnd(at_);
}

void Cursor::skip() {
    while (at_ < text_.size() && (isBlank(at_) || here() == '#'))
        if (here() == '#')
            comment();
        else
            ++at_;
}

void Cursor::name() {
    while (!isBlank(at_) && !isOneOf(here(), ",[]{}")) ++at_;
}

void Cursor::quoted(char quote) {
    for (++at_; at_ < text_.size(); ++at_)
        if (text_[at_] == '\\' && quote == '"')
            ++at_;
        else if (text_[at_] == quote && (quote == '"' || text_.substr(at_ + 1, 1) != "'")) {
            ++at_;
            return;
        } else if (text_[at_] == quote)
            ++at_; // '' stands for one '
    lost();
}

// Lines of content are those that are deeper than what holds them, up to the first that is not.
void Cursor::literal(int indent) {
    size_t header = at_, end = lineEnd(at_);
    while (at_ < end && !isBlank(at_)) ++at_;
    const std::string signs = text_.substr(header, at_ - header);
    size_t digit = signs.find_first_of("123456789"), content = 0;
    bool keepsBlanks = signs.find('+') != signs.npos;
    if (digit != signs.npos) content = size_t(std::max(indent, 0) + signs[digit] - '0');
    size_t last = at_;
    while (at_ < end && here() != '#') ++at_;
    if (at_ < end) comment(), last = end;
    for (size_t line = end + 1; line < text_.size(); line = lineEnd(line) + 1) {
        size_t letter = text_.find_first_not_of(' ', line), stop = lineEnd(line);
        bool blank = letter == text_.npos || text_.find_first_not_of(" \t\r", line) >= stop;
        if (!blank && content == 0) content = letter - line;
        if (!blank && (int(letter - line) <= indent || letter - line < content)) break;
        if (!blank || keepsBlanks) last = stop;
    }
    at_ = last;
    if (at_ > header && at_ < text_.size() && text_[at_ - 1] == '\r') --at_;
}

// Line ends within a plain scalar were read as a space, or as one line end less.
void Cursor::plain(const std::string& letters) {
    for (size_t i = 0; i < letters.size();) {
        size_t stop = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
        long breaks = std::count(text_.begin() + long(at_), text_.begin() + long(stop), '\n');
        std::string folded = breaks > 1 ? std::string(size_t(breaks - 1), '\n') : " ";
        if (breaks > 0 && letters.compare(i, folded.size(), folded) == 0) {
            i += folded.size();
            at_ = stop;
        } else if (at_ < text_.size() && text_[at_] == letters[i])
            ++i, ++at_;
        else
            lost();
    }
}

}
