// Threads that share work and wait for more without burning a core.
// SPDX-License-Identifier: MIT
#pragma once
#include <atomic>
#include <functional>
#include <thread>
#include <vector>

namespace stemwright {

/// Helpers of an engine, beside the thread that calls it.
class Crew {
  public:
    enum class Outcome { worked, idle };
    /// `work` does one piece of what is ready, from any thread, and calls progress() when others may have
    /// become ready.
    Crew(int helpers, std::function<Outcome()> work) : work_(std::move(work)) {
        for (int h = 0; h < helpers; ++h) threads_.emplace_back([this] { help(); });
    }
    ~Crew() {
        stopped_ = true;
        progress();
        for (std::thread& thread : threads_) thread.join();
    }

    /// Something may be ready. Any thread; wakes those who sleep.
    void progress() noexcept {
        epoch_.fetch_add(1);
        epoch_.notify_all();
    }

    /// Works until `done`. The caller's thread; sleeps while nothing is ready.
    template <class Done> void workUntil(Done done) noexcept {
        for (;;) {
            uint32_t epoch = epoch_.load();
            if (done()) return;
            if (work_() == Outcome::idle) epoch_.wait(epoch);
        }
    }

  private:
    void help() noexcept {
        workUntil([this] { return stopped_.load(); });
    }

    std::function<Outcome()> work_;
    std::atomic<uint32_t> epoch_ = 0;
    std::atomic<bool> stopped_ = false;
    std::vector<std::thread> threads_;
};

}
