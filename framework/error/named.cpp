// Compares names without their case.
// SPDX-License-Identifier: MIT
#include "framework/error/named.h"
#include <algorithm>
#include <cctype>
#include <cstdint>

namespace stemwright {

static bool contains(const std::string& text, const std::string& part) {
    auto same = [](char a, char b) { return std::tolower(uint8_t(a)) == std::tolower(uint8_t(b)); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

std::vector<size_t> namesWith(const std::vector<std::string>& names, const std::string& wanted) {
    std::vector<size_t> found;
    for (size_t i = 0; i < names.size(); ++i)
        if (names[i] == wanted)
            return {i};
        else if (contains(names[i], wanted))
            found.push_back(i);
    return found;
}

}
