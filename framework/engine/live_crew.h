// Threads that help the audio thread with its blocks.
// SPDX-License-Identifier: MIT
#pragma once
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace stemwright {

/// Unlike a Crew, these never run ahead: a turn is over when run() returns, and until the next one nobody
/// touches what it worked on. One audio thread; engines take turns.
class LiveCrew {
  public:
    /// What is shared.
    class Turn {
      public:
        virtual ~Turn() = default;
        enum class Outcome { worked, idle, over };
        /// Does one part of what is ready. Any thread of the crew, several at a time.
        virtual Outcome runPart() noexcept = 0;
    };

    /// Makes the threads, beside the one that calls run(). Control thread.
    explicit LiveCrew(int helpers);
    ~LiveCrew(); ///< once nobody calls run() any more
    LiveCrew(const LiveCrew&) = delete;

    /// Those whose priority is to be that of the audio thread before they begin. Control thread.
    std::vector<std::thread::native_handle_type> helpers();
    /// From now on they help; until then run() works alone, since a helper that must wait for other programs
    /// keeps the audio thread waiting. Control thread.
    void begin() noexcept { begun_ = true; }

    /// Works on a turn until it is over. Takes no lock and no memory; to wake helpers that sleep is its one
    /// system call. Where others hold parts that it must wait for, it spins. Audio thread.
    void run(Turn& turn) noexcept;

    /// More is ready than who made it so can do. Within runPart().
    void progress() noexcept;

    /// Returns once no helper looks at a turn that is over, so that it can be destroyed. Control thread.
    void leave(const Turn& turn) noexcept;

  private:
    struct alignas(64) Helper {
        std::thread thread;
        std::atomic<Turn*> at = nullptr; // what it looks at
    };
    void help(Helper& self) noexcept;
    Turn::Outcome look(Helper& self) noexcept;

    std::vector<std::unique_ptr<Helper>> helpers_;
    std::atomic<Turn*> current_ = nullptr;
    std::atomic<uint32_t> epoch_ = 0; // counts what may be news to those who sleep
    std::atomic<int> asleep_ = 0;
    std::atomic<bool> begun_ = false, stopped_ = false;
    std::atomic<std::chrono::steady_clock::duration::rep> waited_ = 0; // by helpers, for files
};

}
