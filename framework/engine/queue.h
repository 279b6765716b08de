// Hands values from one thread to another without a lock.
// SPDX-License-Identifier: MIT
#pragma once
#include <atomic>
#include <bit>
#include <cstddef>
#include <memory>

namespace stemwright {

/// One thread puts, one takes; neither waits, and memory is taken in the constructor only.
template <class T> class Queue {
  public:
    explicit Queue(size_t capacity) : size_(std::bit_ceil(capacity)), values_(new T[size_]) {}

    enum class Outcome { done, full };
    Outcome put(const T& value) noexcept {
        size_t end = end_.load(std::memory_order_relaxed);
        if (end - begin_.load(std::memory_order_acquire) == size_) return Outcome::full;
        values_[end & (size_ - 1)] = value;
        end_.store(end + 1, std::memory_order_release);
        return Outcome::done;
    }

    /// The next value, or nullptr; it is there until drop().
    const T* front() const noexcept {
        size_t begin = begin_.load(std::memory_order_relaxed);
        return begin == end_.load(std::memory_order_acquire) ? nullptr : &values_[begin & (size_ - 1)];
    }
    void drop() noexcept {
        begin_.store(begin_.load(std::memory_order_relaxed) + 1, std::memory_order_release);
    }

  private:
    size_t size_;
    std::unique_ptr<T[]> values_;
    alignas(64) std::atomic<size_t> begin_ = 0;
    alignas(64) std::atomic<size_t> end_ = 0;
};

}
