// What one clip plays, in blocks, as far as it was read ahead.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/played_part.h"
#include "framework/audio/sound_reader.h"
#include <atomic>
#include <vector>

namespace stemwright {

/// A ring of blocks, each of which says which one it is. One thread at a time reads the file; those who play
/// go on together, a few blocks apart at most, and never back. No locks.
class Tape {
  public:
    /// `seconds` of sound are kept ready.
    Tape(std::string path, SoundReader reader, const PlayedPart& part, double seconds);

    bool plays(const std::string& path, double rate, const PlayedPart& part) const;

    /// Begins at what is played from a frame of the song on. Control thread, once, before anybody reads.
    void begin(int64_t frame);

    bool hasWork() const noexcept; ///< whether there is something to read that nobody reads. Any thread
    int64_t due() const noexcept;  ///< when the next block is played, in frames of the song. Any thread
    void read(); ///< the next block, unless another thread is at it. Any but the audio thread

    /// Stored samples at a place, or no bytes where they are not there; and how many frames lie there on end.
    struct Stretch {
        const std::byte* bytes;
        int64_t frames;
    };
    Stretch at(int64_t place) noexcept;       ///< stays there until the next call. Audio thread
    bool comes(int64_t place) const noexcept; ///< whether it will be read. Audio thread
    void wait(int64_t place) const noexcept;  ///< until something happens there. Any thread

  private:
    bool hasRoom() const noexcept;
    size_t slotOf(int64_t block) const noexcept { return size_t(block % int64_t(held_.size())); }
    void fill(std::byte* to, int64_t place);

    std::string path_;
    SoundReader reader_;
    PlayedPart part_;
    int silence_;
    int64_t frameBytes_, room_, end_; // frames of a block; blocks of the part
    int64_t kept_;                    // blocks that were played last, for those who are a little later
    std::vector<std::byte> bytes_;
    std::vector<std::atomic<int64_t>> held_; // by place in `bytes_`: which block lies there, or -1
    std::atomic<int64_t> first_ = 0;         // block: what is played lies there or later
    std::atomic<int64_t> wanted_ = 0;        // block that is played
    std::atomic<int64_t> next_ = 0;          // block to read next
    std::atomic<bool> busy_ = false;         // somebody reads
};

}
