// Splits blocks where they are too large, and joins them again.
// SPDX-License-Identifier: MIT
#include "framework/lua/arena.h"
#include <algorithm>
#include <cstring>

namespace stemwright {

ScriptArena::ScriptArena(size_t bytes)
    : bytes_(bytes), largest_(bytes / 16), room_(new std::byte[bytes + 64]), freeOrder_(bytes >> leastOrder) {
    auto start = reinterpret_cast<uintptr_t>(room_.get());
    base_ = room_.get() + (-start & 63);
    link(base_, orderOf(bytes));
}

void ScriptArena::link(void* block, int order) noexcept {
    Free*& first = free_[size_t(order)];
    Free* added = new (block) Free{nullptr, first};
    if (first) first->before = added;
    first = added;
    freeOrder_[unitOf(block)] = uint8_t(order);
}

void ScriptArena::unlink(Free* block, int order) noexcept {
    (block->before ? block->before->after : free_[size_t(order)]) = block->after;
    if (block->after) block->after->before = block->before;
    freeOrder_[unitOf(block)] = 0;
}

void* ScriptArena::take(int order) noexcept {
    size_t found = size_t(order);
    while (found < free_.size() && !free_[found]) ++found;
    if (found == free_.size()) return nullptr;
    Free* block = free_[found];
    unlink(block, int(found));
    while (int(found) > order) {
        --found;
        link(reinterpret_cast<std::byte*>(block) + (size_t(1) << found), int(found));
    }
    return block;
}

void ScriptArena::give(void* block, int order) noexcept {
    auto* at = static_cast<std::byte*>(block);
    for (; size_t(1) << order < bytes_; ++order) {
        std::byte* buddy = base_ + (size_t(at - base_) ^ (size_t(1) << order));
        if (freeOrder_[unitOf(buddy)] != order) break;
        unlink(reinterpret_cast<Free*>(buddy), order);
        at = std::min(at, buddy);
    }
    link(at, order);
}

void* ScriptArena::resize(void* block, size_t oldSize, size_t size) noexcept {
    if (!block) return size > largest_ ? nullptr : take(orderOf(size));
    int order = orderOf(oldSize);
    if (size == 0) {
        give(block, order);
        return nullptr;
    }
    if (size <= oldSize) { // in place: Lua relies on it that this does not fail
        while (order > orderOf(size))
            give(static_cast<std::byte*>(block) + (size_t(1) << (order - 1)), order - 1), --order;
        return block;
    }
    if (size > largest_) return nullptr;
    if (orderOf(size) == order) return block;
    void* moved = take(orderOf(size));
    if (!moved) return nullptr;
    std::memcpy(moved, block, oldSize);
    give(block, order);
    return moved;
}

}
