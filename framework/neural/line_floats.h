// Numbers for the widest registers: they begin where a cache line does.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <new>
#include <vector>

namespace stemwright {

constexpr size_t cacheLine = 64; ///< bytes

template <class T> struct LineAllocator {
    using value_type = T;
    LineAllocator() = default;
    template <class Other> LineAllocator(const LineAllocator<Other>&) {}
    T* allocate(size_t count) {
        return static_cast<T*>(::operator new(count * sizeof(T), std::align_val_t(cacheLine)));
    }
    void deallocate(T* memory, size_t) { ::operator delete(memory, std::align_val_t(cacheLine)); }
    bool operator==(const LineAllocator&) const = default;
};

using LineFloats = std::vector<float, LineAllocator<float>>;

/// The next multiple of what a cache line holds.
constexpr int wholeLines(int floats) { return (floats + 15) / 16 * 16; }

}
