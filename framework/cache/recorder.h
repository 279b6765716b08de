// Keeps sounds of an engine while it runs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/cache/reduction.h"
#include "framework/engine/engine.h"

namespace stemwright {

/// For the engine of a reduced plan, run from the start of the song. Made and asked to keep by the control
/// thread, before and after the engine runs.
class Recorder : public Engine::Witness {
  public:
    Recorder(const Store& store, const Reduction& reduction);

    bool watches(int vertex) const override;
    bool watchesSum(int vertex, int input) const override;
    void saw(int vertex, int64_t frame, int channel, const float* values, int stride) noexcept override;
    void summed(int vertex, int input, int64_t frame, int channel, const double* values) noexcept override;

    /// Puts everything into the folder. Not to be asked where a node gave numbers that are not finite, or a
    /// file was changed meanwhile.
    void keep();

  private:
    struct Stream {
        int input; // -1: what the node gives
        std::unique_ptr<SoundKeeper> keeper;
    };
    SoundKeeper* of(int vertex, int input) const;

    const Store& store_;
    std::vector<ContentKey> missed_;
    std::vector<std::vector<Stream>> streams_; // by vertex
};

}
