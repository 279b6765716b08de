// What arrives at the inputs of a device, and how a mix that plays hears it.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

namespace stemwright {

/// The last frames that arrived, for all mixes of a session. Frames count from the first that arrived,
/// whatever is played. One thread receives; others may read between two calls of receive().
class InputRing {
  public:
    /// So many channels; at least so many frames are kept, beside the block that came last. Control thread.
    InputRing(int channels, int64_t frames);

    /// The next block of every channel; channels beyond `count` are silent. Audio thread.
    void receive(const float* const* in, int count, int frames) noexcept;

    int64_t arrived() const noexcept { return arrived_; } ///< frames so far
    int block() const noexcept { return block_; }         ///< frames of the block that came last
    int channels() const noexcept { return channels_; }

    /// Frames from `frame` on; silence where nothing was or is there any more. Audio thread.
    void read(int channel, int64_t frame, float* to, int frames) const noexcept;

  private:
    int channels_;
    int64_t size_;
    std::vector<float> frames_; // a ring for each channel
    int64_t arrived_ = 0;
    int block_ = 0;
};

/// How one mix hears a ring. Its engine runs ahead of what is played, by the latency of its outputs and up to
/// the end of a quantum, and inputs cannot be ahead: they are heard as many frames later as that needs.
class InputTap {
  public:
    explicit InputTap(const InputRing* ring) : ring_(ring) {} ///< nullptr: silence

    /// Nodes that are made on this thread while one is in scope hear `tap`, which outlives them.
    class Using {
      public:
        explicit Using(const InputTap& tap);
        ~Using();
        Using(const Using&) = delete;

      private:
        const InputTap* before_;
    };
    static const InputTap* current(); ///< nullptr outside of a Using

    /// From how many frames after its arrival on a frame can be heard, at the least, where blocks of so many
    /// frames end at `end` (in the song, or a block before or after): the latency, rounded up so that the
    /// engine's quanta never go beyond a block that is there. Any thread.
    static int64_t lateness(int64_t end, int latency, int block) noexcept;

    /// Called before the engine goes on: `position` of the song is played next, `left` frames of the block
    /// are not played yet. Where in the inputs the engine is follows from that, and stays while the song runs
    /// on in blocks of one size. Audio thread.
    void place(int64_t position, int left, int latency) noexcept;

    /// Goes on where `before` is, for an engine that goes on where the other one was; `more` is how much
    /// later its outputs are. Audio thread.
    void follow(const InputTap& before, int more) noexcept;

    /// What the engine hears from a frame of its own on. Audio thread.
    void read(int channel, int64_t frame, float* to, int frames) const noexcept;

    const InputRing* ring() const noexcept { return ring_; }

  private:
    const InputRing* ring_;
    int block_ = 0;      // 0: it has no place yet
    int64_t ahead_ = 0;  // of the song before what arrives, as it was placed
    int64_t offset_ = 0; // of the engine's frames before those of the ring
};

}
