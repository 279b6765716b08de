// Changes documents by lines and words, which leads further into them than changes by bytes.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t most);

namespace {

class Mutation {
  public:
    Mutation(std::string_view text, unsigned seed) : random_(seed) {
        while (!text.empty()) {
            std::string_view line = text.substr(0, text.find('\n'));
            lines_.emplace_back(line);
            text.remove_prefix(std::min(line.size() + 1, text.size()));
        }
        if (lines_.empty()) lines_.emplace_back();
    }

    std::string run() {
        size_t at = below(lines_.size()), other = below(lines_.size());
        switch (below(6)) {
        case 0:
            lines_.erase(lines_.begin() + at);
            break;
        case 1:
            std::swap(lines_[at], lines_[other]);
            break;
        case 2:
            repeatBlock(at, other);
            break;
        case 3:
            lines_[at].insert(0, 2 * (1 + below(2)), ' ');
            break;
        case 4:
            lines_[at].erase(0, std::min(lines_[at].find_first_not_of(' '), size_t(2)));
            break;
        default:
            takeWord(lines_[at], lines_[other]);
        }
        std::string text;
        for (const std::string& line : lines_) text += line + '\n';
        return text;
    }

  private:
    size_t below(size_t limit) { return limit ? random_() % limit : 0; }

    // A few lines again, elsewhere: mostly a part of a map that belongs together.
    void repeatBlock(size_t from, size_t to) {
        size_t count = std::min(1 + below(6), lines_.size() - from);
        std::vector<std::string> block(lines_.begin() + from, lines_.begin() + from + count);
        lines_.insert(lines_.begin() + to, block.begin(), block.end());
    }

    static std::vector<std::pair<size_t, size_t>> words(std::string_view line) {
        static constexpr std::string_view between = " ,:{}[]\"'\t";
        std::vector<std::pair<size_t, size_t>> found;
        for (size_t start = line.find_first_not_of(between); start != line.npos;) {
            size_t end = std::min(line.find_first_of(between, start), line.size());
            found.push_back({start, end - start});
            start = line.find_first_not_of(between, end);
        }
        return found;
    }

    // A word of the document in place of another: names that mean each other, units of other numbers.
    void takeWord(std::string& line, const std::string& other) {
        auto here = words(line), there = words(other);
        if (here.empty() || there.empty()) return;
        auto [start, length] = here[below(here.size())];
        auto [from, count] = there[below(there.size())];
        line = line.substr(0, start) + other.substr(from, count) + line.substr(start + length);
    }

    std::minstd_rand random_;
    std::vector<std::string> lines_;
};

}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t most, unsigned seed) {
    if (seed % 2) return LLVMFuzzerMutate(data, size, most);
    std::string text = Mutation({reinterpret_cast<const char*>(data), size}, seed).run();
    size = std::min(text.size(), most);
    std::memcpy(data, text.data(), size);
    return size;
}
