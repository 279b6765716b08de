// The channels of all inputs or outputs of a model, for one call.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/model.h"
#include <cstdint>

namespace stemwright {

class ModelRows {
  public:
    ModelRows(const std::vector<ModelSignal>& signals, int frames);
    ModelRows(const ModelRows&) = delete;

    std::vector<std::vector<float>>& values() { return values_; }
    std::span<float* const> writable() const { return pointers_; }
    std::span<const float* const> readable() const { return {pointers_.data(), pointers_.size()}; }
    /// Noise from -0.25 to 0.25, the same in all channels of all sounds; control signals rest at zero.
    /// `state` is 1 at first.
    void fillWithNoise(uint32_t& state);

  private:
    std::vector<std::vector<float>> values_;
    std::vector<float*> pointers_;
    std::vector<size_t> sounds_; // which of the channels are
};

}
