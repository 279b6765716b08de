// Looks at a text byte by byte.
// SPDX-License-Identifier: MIT
#include "framework/document/text.h"
#include <algorithm>

namespace stemwright {

namespace {

// Bytes of the well-formed character at the front of `s` (Unicode 15, table 3-7), 0 where it is none.
size_t characterLength(std::string_view s) {
    auto byte = [&](size_t i) { return i < s.size() ? uint8_t(s[i]) : 0; };
    auto continues = [&](size_t from, size_t to) {
        for (size_t i = from; i < to; ++i)
            if ((byte(i) & 0xC0) != 0x80) return false;
        return true;
    };
    unsigned a = byte(0), b = byte(1);
    if (a < 0x80) return 1;
    if (a >= 0xC2 && a <= 0xDF) return continues(1, 2) ? 2 : 0;
    if (a >= 0xE0 && a <= 0xEF) {
        bool overlong = a == 0xE0 && b < 0xA0, surrogate = a == 0xED && b > 0x9F;
        return continues(1, 3) && !overlong && !surrogate ? 3 : 0;
    }
    if (a >= 0xF0 && a <= 0xF4) {
        bool overlong = a == 0xF0 && b < 0x90, beyond = a == 0xF4 && b > 0x8F;
        return continues(1, 4) && !overlong && !beyond ? 4 : 0;
    }
    return 0;
}

bool isControl(char c) { return (uint8_t(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F; }

}

bool isUtf8(std::string_view text) {
    while (size_t length = text.empty() ? 0 : characterLength(text)) text.remove_prefix(length);
    return text.empty();
}

int characters(std::string_view text) {
    return int(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

int charactersBefore(std::string_view text, size_t offset) {
    offset = std::min(offset, text.size());
    size_t start = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1; // npos + 1 is 0
    return characters(text.substr(start, offset - start));
}

std::optional<Problem> unreadable(std::string_view text, const std::string& fileName) {
    if (text.size() > longestText)
        return Problem{{fileName},
                       "the file has more than " + std::to_string(longestText >> 20) + " MB",
                       "name a document: this is none"};
    int line = 1;
    for (size_t i = 0; i < text.size();) {
        size_t length = characterLength(text.substr(i));
        auto here = [&] { return Place{fileName, line, charactersBefore(text, i) + 1}; };
        if (text[i] == '\0')
            return Problem{here(), "the file holds a byte of zero: it is no text", "save it as UTF-8 text"};
        if (length == 0)
            return Problem{here(), "the file is not UTF-8 from here on", "save it as UTF-8 text"};
        if (isControl(text[i])) return Problem{here(), "a control character", "take it out"};
        if (text[i] == '\n') ++line;
        i += length;
    }
    return {};
}

}
