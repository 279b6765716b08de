// Reads what files play ahead of those who play it, so that the audio thread never waits for a disk.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/played_part.h"
#include "framework/audio/sound_reader.h"
#include <atomic>
#include <thread>
#include <vector>

namespace stemwright {

/// A thread that reads for all clips of an engine, those first whose sound is due first. Blocks are handed
/// over without locks. Outlives the engine.
class ReadAhead {
  public:
    /// Stored samples at a place, or no bytes where they are late; and how many frames lie there on end.
    struct Stretch {
        const std::byte* bytes;
        int64_t frames;
    };
    class Stream;

    /// `seconds` of sound are kept ready of each clip.
    explicit ReadAhead(double seconds = 1.5);
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
    Stream& add(SoundReader reader, const PlayedPart& part);

    /// Begins to read what is played from this frame of the engine on, and returns once all that is kept
    /// ready is there. Control thread, once.
    void start(int64_t frame);

    /// Whether those who come too early wait, or hear silence, which is counted. Any thread.
    enum class Patience { waits, never };
    void patience(Patience patience) noexcept { patience_ = patience; }

    /// How often something was not there in time. Any thread.
    int64_t late() const noexcept { return late_; }

  private:
    void run();
    Stream* mostUrgent() const;

    double seconds_;
    std::vector<std::unique_ptr<Stream>> streams_;
    std::atomic<Patience> patience_ = Patience::waits;
    std::atomic<int64_t> late_ = 0;
    std::atomic<uint32_t> blocks_ = 0; // that were read: waited for by those who are early
    std::atomic<bool> stopped_ = false;
    std::thread thread_;
};

/// What one clip plays, in blocks. It only goes on, never back.
class ReadAhead::Stream {
  public:
    Stream(ReadAhead& ahead, SoundReader reader, const PlayedPart& part);

    /// Sound from a place on, which stays there until the next call. Audio thread.
    Stretch at(int64_t place) noexcept;

  private:
    friend class ReadAhead;
    void begin(int64_t frame);
    bool hasRoom() const noexcept;
    int64_t due() const noexcept { return part_.begin + next_ * room_; } // when the next block is played
    void read();
    void fill(std::byte* to, int64_t place);

    ReadAhead& ahead_;
    SoundReader reader_;
    PlayedPart part_;
    int silence_;
    int64_t frameBytes_, room_, end_; // frames of a block; blocks of the part
    std::vector<std::byte> bytes_;
    std::vector<std::atomic<int64_t>> held_; // by place in `bytes_`: which block lies there, or -1
    std::atomic<int64_t> wanted_ = 0;        // the block that is played; earlier ones may be overwritten
    int64_t next_ = 0;                       // the block to read next
    bool begun_ = false;
};

}
