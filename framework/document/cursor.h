// A place in the text of a document that moves on, scalar by scalar.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace stemwright {

/// Each call starts where the one before it ended. Throws an Error where the text does not go on as expected.
class Cursor {
  public:
    Cursor(const std::string& text, const std::string& file) : text_(text), file_(file) {}

    size_t at() const { return at_; }
    void moveTo(size_t place) { at_ = place; }
    void step(size_t bytes = 1) { at_ += bytes; }
    char here() const { return at_ < text_.size() ? text_[at_] : '\n'; }
    bool startsWith(std::string_view word) const { return text_.compare(at_, word.size(), word) == 0; }
    bool isBlank(size_t place) const; ///< a space or a line break, also behind the end
    int column() const;               ///< bytes before it in its line

    void toLineEnd();
    void skip();                            ///< to the next letter that means something
    void expect(char c);                    ///< and steps over it
    void name();                            ///< over that of an anchor or an alias
    void quoted(char quote);                ///< over a quoted scalar
    void literal(int indent);               ///< over | or > and its lines, in a block with this column
    void plain(const std::string& letters); ///< over a plain scalar, which was read as `letters`

    /// Where comments begin that were passed so far.
    const std::vector<size_t>& comments() const { return comments_; }
    [[noreturn]] void lost() const;

  private:
    size_t lineEnd(size_t place) const;
    void comment();

    const std::string &text_, &file_;
    size_t at_ = 0;
    std::vector<size_t> comments_;
};

}
