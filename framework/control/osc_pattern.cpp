// Follows all ways through an address at once, so no pattern makes it go back.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_pattern.h"
#include <algorithm>
#include <vector>

namespace stemwright {

namespace {

// What is between brackets: "a-z", "!0-9".
bool isOneOf(std::string_view set, char c) {
    bool negated = set.starts_with('!');
    if (negated) set.remove_prefix(1);
    bool found = false;
    while (!set.empty()) {
        bool range = set.size() > 2 && set[1] == '-';
        found = found || (range ? set[0] <= c && c <= set[2] : set[0] == c);
        set.remove_prefix(range ? 3 : 1);
    }
    return found != negated;
}

// Where in one part of an address what was read of the pattern may end.
class Ends {
  public:
    explicit Ends(std::string_view part) : part_(part), at_(part.size() + 1), next_(part.size() + 1) {
        at_[0] = true;
    }

    bool none() const { return std::find(at_.begin(), at_.end(), true) == at_.end(); }
    bool whole() const { return at_.back(); }

    void any() { std::fill(std::find(at_.begin(), at_.end(), true), at_.end(), true); }
    template <class Fits> void one(Fits fits) {
        for (size_t i = part_.size(); i > 0; --i) at_[i] = at_[i - 1] && fits(part_[i - 1]);
        at_[0] = false;
    }
    void oneOf(std::string_view words) {
        std::fill(next_.begin(), next_.end(), false);
        for (size_t comma = 0; comma != words.npos;) {
            comma = words.find(',');
            std::string_view word = words.substr(0, comma);
            for (size_t i = 0; i + word.size() <= part_.size(); ++i)
                if (at_[i] && part_.substr(i, word.size()) == word) next_[i + word.size()] = true;
            if (comma != words.npos) words.remove_prefix(comma + 1);
        }
        at_.swap(next_);
    }

  private:
    std::string_view part_;
    std::vector<bool> at_, next_;
};

bool matchesPart(std::string_view pattern, std::string_view part) {
    Ends ends(part);
    while (!pattern.empty() && !ends.none()) {
        char c = pattern.front();
        pattern.remove_prefix(1);
        if (c == '[' || c == '{') {
            size_t close = pattern.find(c == '[' ? ']' : '}');
            if (close == pattern.npos) return false;
            std::string_view inside = pattern.substr(0, close);
            pattern.remove_prefix(close + 1);
            if (c == '{')
                ends.oneOf(inside);
            else
                ends.one([inside](char x) { return isOneOf(inside, x); });
        } else if (c == '*')
            ends.any();
        else
            ends.one([c](char x) { return c == '?' || c == x; });
    }
    return ends.whole();
}

std::string_view takePart(std::string_view& address) {
    size_t slash = address.find('/');
    std::string_view part = address.substr(0, slash);
    address.remove_prefix(slash == address.npos ? address.size() : slash);
    return part;
}

}

std::string oscAddress(std::string_view name) {
    std::string address = "/" + std::string(name);
    std::replace(address.begin(), address.end(), '.', '/');
    return address;
}

std::string nameOfOsc(std::string_view address) {
    std::string name(address.substr(address.starts_with('/') ? 1 : 0));
    std::replace(name.begin(), name.end(), '/', '.');
    return name;
}

bool isOscPattern(std::string_view address) { return address.find_first_of("?*[]{}") != address.npos; }

bool matchesOsc(std::string_view pattern, std::string_view address) {
    for (;;) {
        if (!matchesPart(takePart(pattern), takePart(address))) return false;
        if (pattern.empty() || address.empty()) return pattern.empty() && address.empty();
        pattern.remove_prefix(1), address.remove_prefix(1);
    }
}

}
