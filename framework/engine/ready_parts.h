// Parts of a turn that threads take from each other without a lock.
// SPDX-License-Identifier: MIT
#pragma once
#include <atomic>
#include <memory>
#include <vector>

namespace stemwright {

/// Runs a network of parts over and over, each part once in a turn, after those that it waits for. Memory is
/// taken in the constructor only; nothing here waits.
class ReadyParts {
  public:
    struct Part {
        int before;             ///< how many parts it waits for
        std::vector<int> after; ///< those that wait for it
    };
    explicit ReadyParts(std::vector<Part> parts)
        : parts_(std::move(parts)),
          waits_(std::make_unique<std::atomic<int>[]>(parts_.size())),
          slots_(std::make_unique<std::atomic<int>[]>(parts_.size() + 1)) {
        for (size_t p = 0; p < parts_.size(); ++p) waits_[p] = parts_[p].before;
        for (size_t s = 0; s <= parts_.size(); ++s) slots_[s] = none;
    }

    /// The next turn, once the one before is over. One thread.
    void begin() noexcept {
        left_ = int(parts_.size());
        for (size_t p = 0; p < parts_.size(); ++p)
            if (parts_[p].before == 0) put(int(p));
    }

    static constexpr int none = -1;
    /// One that is ready, for the caller alone; `none` where there is none. Any thread, as all that follows.
    int take() noexcept {
        for (int64_t at = head_.load();;) {
            std::atomic<int>& slot = slotOf(at);
            int part = slot.load();
            if (part == none) {
                int64_t now = head_.load();
                if (now == at) return none;
                at = now; // somebody else took it
            } else if (head_.compare_exchange_weak(at, at + 1)) {
                // Nobody comes to either of them again in this turn.
                slot = none;
                waits_[size_t(part)] = parts_[size_t(part)].before;
                return part;
            }
        }
    }

    /// It has been run. Returns how many are ready because of it; the turn may be over before it returns.
    int done(int part) noexcept {
        int ready = 0;
        for (int next : parts_[size_t(part)].after)
            if (waits_[size_t(next)].fetch_sub(1) == 1) {
                put(next);
                ++ready;
            }
        left_.fetch_sub(1);
        return ready;
    }

    bool isOver() const noexcept { return left_.load() == 0; }

  private:
    std::atomic<int>& slotOf(int64_t at) const noexcept { return slots_[size_t(at) % (parts_.size() + 1)]; }
    void put(int part) noexcept { slotOf(tail_.fetch_add(1)) = part; }

    std::vector<Part> parts_;
    std::unique_ptr<std::atomic<int>[]> waits_; // by part
    std::unique_ptr<std::atomic<int>[]> slots_; // a ring of those that are ready
    std::atomic<int64_t> head_ = 0, tail_ = 0;  // counted through all turns, so that who is late fails
    alignas(64) std::atomic<int> left_ = 0;
};

}
