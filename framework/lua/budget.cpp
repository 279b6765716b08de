// Reads tokens, as far as they tell where loops and functions begin.
// SPDX-License-Identifier: MIT
#include "framework/lua/budget.h"
#include "framework/error/error.h"
#include <algorithm>
#include <cctype>
#include <cstring>
#include <string_view>

namespace stemwright {

namespace {

constexpr std::string_view counter = "_LEFT", stop = "_STOP";
constexpr std::string_view tick = " _LEFT[0]=_LEFT[0]-1 if _LEFT[0]<0 then _STOP() end ";

bool isLetter(char c) { return std::isalnum(uint8_t(c)) || c == '_' || uint8_t(c) >= 0x80; }

class Rewriting {
  public:
    Rewriting(std::string_view text, const std::string& file) : text_(text), file_(file) {}

    std::string result() {
        out_ = "return function(" + std::string(counter) + "," + std::string(stop) + ") return function() ";
        if (text_.starts_with('#')) at_ = std::min(text_.find('\n'), text_.size()); // "#!", as Lua does
        while (at_ < text_.size()) copyToken();
        return out_ + "\nend end\n";
    }

  private:
    void copyToken() {
        char c = text_[at_];
        if (text_.substr(at_).starts_with("--"))
            copyComment();
        else if (c == '[' && longLevel(at_) >= 0)
            copyLong(at_);
        else if (c == '"' || c == '\'')
            copyQuoted(c);
        else if (std::isdigit(uint8_t(c)))
            copyNumber();
        else if (isLetter(c))
            copyWord();
        else {
            copyUpTo(at_ + 1);
            if (c == ')' && inParameters_) {
                inParameters_ = false;
                out_ += tick;
            }
        }
    }

    void copyUpTo(size_t end) {
        end = std::min(end, text_.size());
        out_ += text_.substr(at_, end - at_);
        at_ = end;
    }

    // Equals signs of a long bracket that opens here; -1 where none does.
    int longLevel(size_t at) const {
        size_t next = at + 1;
        while (next < text_.size() && text_[next] == '=') ++next;
        return next < text_.size() && text_[next] == '[' ? int(next - at - 1) : -1;
    }

    void copyLong(size_t opening) {
        std::string closing = "]" + std::string(size_t(longLevel(opening)), '=') + "]";
        size_t end = text_.find(closing, opening + 2);
        copyUpTo(end == text_.npos ? end : end + closing.size());
    }

    void copyComment() {
        if (at_ + 2 < text_.size() && text_[at_ + 2] == '[' && longLevel(at_ + 2) >= 0)
            copyLong(at_ + 2);
        else
            copyUpTo(text_.find_first_of("\r\n", at_));
    }

    void copyQuoted(char quote) {
        size_t end = at_ + 1;
        while (end < text_.size() && text_[end] != quote) end += text_[end] == '\\' ? 2 : 1;
        copyUpTo(end + 1);
    }

    void copyNumber() {
        size_t end = at_;
        while (end < text_.size() &&
               (isLetter(text_[end]) || text_[end] == '.' ||
                ((text_[end] == '+' || text_[end] == '-') && strchr("eEpP", text_[end - 1]))))
            ++end;
        copyUpTo(end);
    }

    void copyWord() {
        size_t end = at_;
        while (end < text_.size() && isLetter(text_[end])) ++end;
        std::string_view word = text_.substr(at_, end - at_);
        if (word == counter || word == stop) {
            int line = 1 + int(std::count(text_.begin(), text_.begin() + ptrdiff_t(at_), '\n'));
            throw Error({file_, line},
                        "\"" + std::string(word) + "\" is the name of what counts the script's steps",
                        "use another name");
        }
        if (word == "goto") out_ += tick; // before it: a label at the end of a block must stay there
        copyUpTo(end);
        if (word == "do" || word == "repeat") out_ += tick;
        if (word == "function") inParameters_ = true;
    }

    std::string_view text_;
    const std::string& file_;
    std::string out_;
    size_t at_ = 0;
    bool inParameters_ = false; // or on the way there, from the word "function"
};

}

std::string withBudget(const std::string& script, const std::string& file) {
    return Rewriting(script, file).result();
}

}
