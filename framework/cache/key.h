// A name for content: 128 bits that differ wherever what they are made of differs.
// SPDX-License-Identifier: MIT
#pragma once
#include <compare>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>

namespace stemwright {

struct ContentKey {
    uint64_t low = 0, high = 0;
    auto operator<=>(const ContentKey&) const = default;
    std::string text() const; ///< 32 hexadecimal digits
};

/// Takes the bytes of anything, in order, with XXH3 (Yann Collet's xxHash): fast enough to be no work beside
/// reading the bytes, and not meant to withstand people who look for two contents of one key.
class Digest {
  public:
    Digest();
    ~Digest();
    Digest(const Digest&) = delete;

    void bytes(const void* from, size_t count);
    void add(std::string_view text); ///< with its length, so that what follows cannot be taken for a part
    template <class T>
        requires std::is_arithmetic_v<T>
    void add(T number) { bytes(&number, sizeof number); }
    void add(const ContentKey& key) {
        add(key.low);
        add(key.high);
    }
    ContentKey key() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// What computes: this program and all libraries in it, by their build IDs. Another version of any of them
/// has another key, and with it everything that it computes.
ContentKey programKey();

}
