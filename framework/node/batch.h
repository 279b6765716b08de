// Instances of one node, side by side: what the engine runs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/node.h"

namespace stemwright {

/// The engine's promise for one call: whole control steps, finite input, flushed denormals. Pointers are to
/// [frame][lane] for sound and [control step][lane] for control signals.
struct Work {
    int64_t frame =
        0;          ///< of the first frame, counted from the engine's start; a multiple of the control step
    int frames = 0; ///< a multiple of the control step, at most a quantum; several quanta for a batch without
                    ///< state, controls and moving numbers
    const float* const* inputs = nullptr; ///< by offset of the port plus channel
    float* const* outputs = nullptr;      ///< likewise; never the memory of an input
    float* const* controlFrom = nullptr;  ///< by index of the control port: values at the start of each step
    float* const* controlTo = nullptr;    ///< and at its end
};

/// Runs `lanes()` instances of one node type with equal structure. Not for more than one thread at a time.
/// All memory is taken when it is made; everything but the constructor is for the audio thread.
class Batch {
  public:
    virtual ~Batch() = default;
    virtual int lanes() const noexcept = 0;

    /// Gives a number one value until told otherwise. `value` is as Number::delivered gives it.
    virtual void set(int lane, int number, float value) noexcept = 0;
    /// For a number that moves in the coming call: its value in lane l at grid point p (frames / controlStep
    /// + 1 of them) goes to grid(number)[p * gridStride() + l].
    virtual float* grid(int number) noexcept = 0;
    virtual int gridStride() const noexcept = 0;
    /// For a number delivered by the frame: its values, [frame][lane]. nullptr for numbers on the grid.
    virtual float* samples(int number) noexcept = 0;
    /// Says that some lane of the number moves in the coming call (all its lanes must then be filled in), or
    /// that none does.
    enum class Motion : uint8_t { still, moving };
    virtual void motion(int number, Motion motion) noexcept = 0;

    virtual void process(const Work& work) noexcept = 0;

    /// Back to the state before the first frame.
    virtual void reset(int lane) noexcept = 0;

    /// The whole state of an instance, to go on in another batch, of any width, with the same bits: so many
    /// words. None where the node has no state of its own (a file's position follows from the time).
    virtual size_t stateSize() const noexcept = 0;
    virtual void lift(int lane, std::span<uint32_t> state) const noexcept = 0;
    std::vector<uint32_t> lift(int lane) const { ///< control thread, while nobody processes
        std::vector<uint32_t> state(stateSize());
        lift(lane, state);
        return state;
    }
    virtual void settle(int lane, std::span<const uint32_t> state) noexcept = 0;
};

}
