// Reads what files play ahead of those who play it, so that the audio thread never waits for a disk.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/tape.h"
#include <chrono>
#include <thread>

namespace stemwright {

/// A thread that reads for all clips of an engine, those first whose sound is due first. Outlives the engine.
class ReadAhead {
  public:
    class Stream;

    /// Clips that `lender` plays too, if there is one, are not read again. It may be gone once this one was
    /// started. Control thread.
    explicit ReadAhead(const ReadAhead* lender = nullptr);
    ~ReadAhead();
    ReadAhead(const ReadAhead&) = delete;

    /// Nodes that are made on this thread while one is in scope play what `ahead` reads.
    class Using {
      public:
        explicit Using(ReadAhead& ahead);
        ~Using();
        Using(const Using&) = delete;

      private:
        ReadAhead* before_;
    };
    static ReadAhead* current(); ///< nullptr outside of a Using

    /// A clip more, before start(). Control thread.
    Stream& add(const std::string& path, SoundReader reader, const PlayedPart& part);

    /// Begins to read what is played from this frame of the engine on, and returns once all that is kept
    /// ready is there. Control thread, once.
    void start(int64_t frame);

    /// Whether those who come too early wait, or hear silence, which is counted. Any thread.
    enum class Patience { waits, never };
    void patience(Patience patience) noexcept { patience_ = patience; }
    Patience patience() const noexcept { return patience_; }

    /// How often something was not there in time. Any thread.
    int64_t late() const noexcept { return late_; }
    /// How long this thread has waited so far, for any of them. Any thread.
    static std::chrono::steady_clock::duration waited() noexcept;
    /// Somebody else on this thread, who is as patient, waited so long.
    static void waited(std::chrono::steady_clock::duration time) noexcept;

  private:
    void run();
    Tape* mostUrgent() const;

    static constexpr double seconds = 1.5;                    // that are kept ready of each clip
    std::vector<std::shared_ptr<Tape>> tapes_, fresh_, lent_; // fresh: begin here
    std::vector<std::unique_ptr<Stream>> streams_;
    std::atomic<Patience> patience_ = Patience::waits;
    std::atomic<int64_t> late_ = 0;
    std::atomic<bool> stopped_ = false;
    std::thread thread_;
};

/// How one node hears a tape.
class ReadAhead::Stream {
  public:
    Stream(ReadAhead& ahead, Tape& tape) : ahead_(ahead), tape_(tape) {}

    /// Sound from a place on, which stays there until the next call; no bytes where it is late. Audio thread.
    Tape::Stretch at(int64_t place) noexcept;

  private:
    ReadAhead& ahead_;
    Tape& tape_;
};

}
