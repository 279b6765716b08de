// Makes names that a document allows.
// SPDX-License-Identifier: MIT
#include "framework/assist/strip_names.h"
#include <algorithm>
#include <numeric>
#include <set>

namespace stemwright {

std::vector<std::string> stripNames(const std::vector<std::string>& names) {
    std::vector<size_t> order(names.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return names[a] < names[b]; });
    std::set<std::string> taken{"master", "none"};
    std::vector<std::string> result(names.size());
    for (size_t n : order) {
        std::string name;
        for (char c : names[n]) {
            bool allowed =
                (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
            if (allowed)
                name += c;
            else if (!name.empty() && name.back() != '_')
                name += '_';
        }
        while (!name.empty() && name.back() == '_') name.pop_back();
        if (name.empty()) name = "track";
        std::string unique = name;
        for (int i = 2; !taken.insert(unique).second; ++i) unique = name + "_" + std::to_string(i);
        result[n] = unique;
    }
    return result;
}

}
