// Collects changes of a text and makes them at once, so that places stay what they were.
// SPDX-License-Identifier: MIT
#include "framework/document/splices.h"
#include "framework/document/value_text.h"
#include <algorithm>

namespace stemwright {

Splices::Splices(const std::string& text, const std::vector<size_t>& comments)
    : text_(text), comments_(comments), start_(text.starts_with("\xEF\xBB\xBF") ? 3 : 0) {
    size_t first = text.find('\n');
    lineBreak_ = first != text.npos && first > 0 && text[first - 1] == '\r' ? "\r\n" : "\n";
}

size_t Splices::lineStart(size_t at) const {
    return std::max(start_, at == 0 ? 0 : text_.rfind('\n', at - 1) + 1);
}

size_t Splices::lineEnd(size_t at) const {
    size_t end = std::min(text_.find('\n', at), text_.size());
    return end > at && text_[end - 1] == '\r' ? end - 1 : end;
}

size_t Splices::nextLine(size_t at) const { return std::min(text_.find('\n', at), text_.size() - 1) + 1; }

size_t Splices::column(size_t at) const {
    size_t start = lineStart(at);
    return widthOf(std::string_view(text_).substr(start, at - start));
}

bool Splices::isBlank(size_t from, size_t to) const { return text_.find_first_not_of(" \t\r\n", from) >= to; }

bool Splices::startsLine(size_t at) const { return isBlank(lineStart(at), at); }

bool Splices::hasBlankLine(size_t from, size_t to) const {
    for (size_t line = nextLine(from); line < to; line = nextLine(line))
        if (isBlank(line, lineEnd(line))) return true;
    return false;
}

size_t Splices::commentBetween(size_t from, size_t to) const {
    auto found = std::lower_bound(comments_.begin(), comments_.end(), from);
    return found != comments_.end() && *found < to ? *found : std::string::npos;
}

size_t Splices::nextLetter(size_t at) const {
    for (;;) {
        at = std::min(text_.find_first_not_of(" \t\r\n", at), text_.size());
        if (commentBetween(at, at + 1) == std::string::npos) return at;
        at = lineEnd(at);
    }
}

size_t Splices::endWithComments(size_t at, size_t deep) const {
    size_t end = lineEnd(at);
    for (size_t line = nextLine(end); line < text_.size(); line = nextLine(line)) {
        size_t comment = commentBetween(line, lineEnd(line));
        if (comment == std::string::npos || !startsLine(comment) || column(comment) < deep) break;
        end = lineEnd(line);
    }
    return end;
}

void Splices::replace(size_t from, size_t to, std::string_view piece) {
    Splice splice{from, to, ""};
    for (char c : piece) c == '\n' ? splice.piece += lineBreak_ : splice.piece += c;
    std::string_view before = std::string_view(text_).substr(from, to - from);
    size_t comment = commentBetween(to, lineEnd(to));
    if (comment != std::string::npos && piece.find('\n') == piece.npos && before.find('\n') == before.npos)
        wider_[comment] += long(widthOf(piece)) - long(widthOf(before));
    splices_.push_back(std::move(splice));
}

// What goes between a line that changed its width and its comment.
Splices::Splice Splices::gapBefore(size_t comment, long wider) const {
    size_t least = 0;
    for (const Splice& splice : splices_)
        if (splice.to <= comment) least = std::max(least, splice.to);
    size_t from = comment;
    while (from > least && text_[from - 1] == ' ') --from;
    constexpr long widest = 40; // behind a ride that became one number, a column is none any more
    long gap = long(comment - from), left = std::max(std::min(gap, 2L), gap - wider);
    return {from, comment, std::string(size_t(left > widest && wider < 0 ? gap : left), ' ')};
}

void Splices::removeLines(size_t from, size_t to) {
    from = lineStart(from);
    bool blankBefore = from > start_ && isBlank(lineStart(from - 1), from);
    size_t next = nextLine(to);
    bool atEnd = next >= text_.size();
    bool blankAfter = !atEnd && isBlank(next, lineEnd(next));
    if (blankAfter && (blankBefore || from == start_))
        next = nextLine(next);
    else if (blankBefore && atEnd)
        from = lineStart(from - 1);
    if (atEnd && !text_.ends_with('\n') && from > start_) // the line before becomes the last one
        from -= from > 1 && text_[from - 2] == '\r' ? 2 : 1;
    splices_.push_back({from, next, ""});
}

std::string Splices::result() const {
    std::vector<Splice> ordered = splices_;
    for (auto [comment, wider] : wider_) ordered.push_back(gapBefore(comment, wider));
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const Splice& a, const Splice& b) { return a.from < b.from; });
    std::string made;
    size_t done = 0;
    for (const Splice& splice : ordered) {
        made.append(text_, done, splice.from - done);
        made += splice.piece;
        done = splice.to;
    }
    return made.append(text_, done);
}

}
