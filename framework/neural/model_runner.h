// Computes the blocks of one instance of a model, beside the audio thread where the model may not run on it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/model.h"
#include <cstdint>
#include <thread>

namespace stemwright {

class ModelPace;

/// A block of sound on its way through a model, at the model's rate.
struct ModelBlock {
    int64_t index = 0;                   ///< counted from the reset before it
    uint32_t run = 0;                    ///< counts resets
    std::vector<double> numbers;         ///< what the instance is set to for it
    std::vector<float*> inputs, outputs; ///< channels of all signals in order
    enum class Outcome { none, good, failed } outcome = Outcome::none;

    std::vector<float> samples; // what those point into
};

/// A queue of blocks with one thread behind it that lives as long; an immediate model computes in post()
/// instead. Memory is taken in the constructor only. All but the constructor and the destructor is for the
/// audio thread, where nothing waits but wait(); to wake the thread is the one system call.
class ModelRunner {
  public:
    struct Settings {
        int frames;  ///< of a block
        double rate; ///< frames per second
        int most;    ///< blocks that can be under way at once
    };
    /// Takes and warms an instance; throws an Error where there is none. Control thread.
    ModelRunner(const Model& model, Settings settings, std::shared_ptr<ModelPace> pace);
    /// A thread that does not come back from the model is left behind with all that it uses.
    ~ModelRunner();

    /// To be filled in and posted; nullptr while all blocks are under way.
    ModelBlock* vacant() noexcept;
    void post() noexcept;

    uint32_t underWay() const noexcept { return posted_ - dropped_; }
    /// The nth of those that are under way, the oldest first.
    const ModelBlock& block(uint32_t n) const noexcept;
    bool isDone(uint32_t n) const noexcept;
    void drop() noexcept; ///< the oldest, which is done

    /// Goes on where that one is, which runs the same immediate model in blocks of the same length.
    void take(const ModelRunner& other) noexcept;

    /// Until the nth is done, for a minute at most. Returns whether it is.
    bool wait(uint32_t n) noexcept;

    /// Blocks of runs before this one need not be computed any more.
    void cancelBefore(uint32_t run) noexcept;

    /// Why a block failed that is done.
    const char* message() const noexcept;

  private:
    struct Work;
    std::shared_ptr<Work> work_;
    uint32_t posted_ = 0, dropped_ = 0;
    std::thread thread_;
};

}
