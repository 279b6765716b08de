// Memory for one script, taken at once, so that the audio thread can give and take without asking anybody.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/lua/state.h"
#include <array>
#include <bit>
#include <cstdint>

namespace stemwright {

/// A buddy allocator, after K. C. Knowlton, "A Fast Storage Allocator", Comm. ACM 8 (1965): blocks are powers
/// of two, a freed one joins its neighbour, and both ways take as many steps as there are sizes.
class ScriptArena final : public LuaMemory {
  public:
    /// `bytes` is a power of two from 64 KiB on. No single block is larger than a sixteenth of it,
    /// so that nothing that Lua does in one step, such as comparing two strings, takes long.
    explicit ScriptArena(size_t bytes);

    void* resize(void* block, size_t oldSize, size_t size) noexcept override;
    size_t mostBytes() const noexcept override { return bytes_; }

  private:
    struct Free {
        Free *before, *after;
    };
    static constexpr int leastOrder = 5; // 32 bytes, which hold a Free

    static int orderOf(size_t size) { return size <= 32 ? leastOrder : std::bit_width(size - 1); }
    void* take(int order) noexcept;
    void give(void* block, int order) noexcept;
    void link(void* block, int order) noexcept;
    void unlink(Free* block, int order) noexcept;
    size_t unitOf(const void* block) const {
        return size_t(static_cast<const std::byte*>(block) - base_) >> leastOrder;
    }

    size_t bytes_, largest_;
    std::unique_ptr<std::byte[]> room_;
    std::byte* base_;
    std::vector<uint8_t> freeOrder_; // by unit where a free block begins: its order; else 0
    std::array<Free*, 48> free_{};   // by order
};

}
