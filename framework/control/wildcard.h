// Patterns of addresses, such as "vox.*".
// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

namespace stemwright {

/// Whether `text` is as `pattern` says, where `*` stands for anything and `?` for any one byte. Takes no
/// longer than the product of both lengths, whatever the pattern.
inline bool matchesWildcard(std::string_view text, std::string_view pattern) {
    size_t t = 0, p = 0, star = pattern.npos, resume = 0;
    while (t < text.size())
        if (p < pattern.size() && pattern[p] == '*')
            star = p++, resume = t;
        else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t]))
            ++p, ++t;
        else if (star != pattern.npos) // the last star takes one more; those before it need not change
            p = star + 1, t = ++resume;
        else
            return false;
    return pattern.substr(p).find_first_not_of('*') == pattern.npos;
}

}
