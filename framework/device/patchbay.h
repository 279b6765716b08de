// Where a device, a mix and what is recorded of them meet, block by block.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/device/take.h"
#include "framework/engine/playout.h"

namespace stemwright {

/// Which channel goes to which. All of it is said before the first block; then nothing here waits, allocates
/// or locks.
class Patchbay {
  public:
    struct Patch {
        int from, to; ///< channels, counted from 0; what meets in one is added
    };

    /// Patches from channels of the mix to those of the device. `inputs` may be nullptr. Blocks have at most
    /// so many frames. All outlive it. Control thread.
    Patchbay(Playout& playout, InputRing* inputs, std::vector<Patch> outputs, int mostFrames);

    /// An input that is heard at once, not through the mix: without its latency. Control thread.
    void monitor(Patch inputToOutput) { monitors_.push_back(inputToOutput); }

    /// Lets a take have channels of the mix, or inputs, from `first` on, as long as the song goes on. Control
    /// thread.
    enum class Heard { mix, inputs };
    void record(Take& take, Heard heard, int first) { feedings_.push_back({&take, heard, first}); }

    int outputs() const; ///< channels of the device that something goes to: the first so many

    /// One block of a device with outputs() outputs and as many inputs as the ring has channels. Audio
    /// thread.
    void process(const float* const* in, float* const* out, int frames) noexcept;

  private:
    struct Feeding {
        Take* take;
        Heard heard;
        int first;
    };
    Playout& playout_;
    InputRing* inputs_;
    std::vector<Patch> patches_, monitors_;
    std::vector<Feeding> feedings_;
    std::vector<float> sound_; // of the mix
    std::vector<float*> rows_; // by channel: where in it
};

}
