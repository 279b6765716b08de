// A text under change: its lines and comments, and the pieces that are to be replaced.
// SPDX-License-Identifier: MIT
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace stemwright {

class Splices {
  public:
    Splices(const std::string& text, const std::vector<size_t>& comments);

    size_t lineStart(size_t at) const;                   ///< of the line that holds byte `at`
    size_t lineEnd(size_t at) const;                     ///< before its line break
    size_t nextLine(size_t at) const;                    ///< behind its line break
    size_t column(size_t at) const;                      ///< characters before `at`
    bool isBlank(size_t from, size_t to) const;          ///< nothing but spaces and line breaks
    bool startsLine(size_t at) const;                    ///< only spaces are before it
    bool hasBlankLine(size_t from, size_t to) const;     ///< within these
    size_t commentBetween(size_t from, size_t to) const; ///< the first that begins there, else npos
    size_t nextLetter(size_t at) const;                  ///< that is no space and in no comment

    /// The end of the line that holds `at`, and of the lines of comments right below it that are indented by
    /// `column` or more.
    size_t endWithComments(size_t at, size_t column) const;

    /// Puts `piece` in the place of the bytes from `from` to `to`; its line breaks become those of the text.
    /// A comment behind it on the same line stays in its column while two spaces are left before it.
    void replace(size_t from, size_t to, std::string_view piece);
    void insert(size_t at, std::string_view piece) { replace(at, at, piece); }

    /// Whole lines, and one of the blank lines around them where there would be two.
    void removeLines(size_t from, size_t to);

    std::string result() const;

  private:
    struct Splice {
        size_t from, to;
        std::string piece;
    };
    Splice gapBefore(size_t comment, long wider) const;

    const std::string& text_;
    const std::vector<size_t>& comments_;
    size_t start_; // behind a byte order mark
    std::string lineBreak_;
    std::vector<Splice> splices_;
    std::map<size_t, long> wider_; // by comment, how much longer the line before it has become
};

}
