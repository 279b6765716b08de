// The network that hears what a track is.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/mel_powers.h"
#include "framework/assist/weight_file.h"
#include <span>

namespace stemwright {

/// Convolutions over time with a step of two frames, each followed by max(0, x); mean and maximum over time;
/// two dense layers. models/roles/network.py is the same in Python, and made the weights. Numbers are added
/// in order, so every machine gives the same bits. Immutable; any thread may use it.
class RoleNetwork {
  public:
    explicit RoleNetwork(const WeightFile& weights); ///< throws where these are of another network

    static const RoleNetwork& shipped(); ///< with the weights that are part of the program

    struct Heard {
        std::vector<float> embedding, scores; ///< scores: one for each role, any number
    };
    /// `levels` are frames of `melCount` levels, the lowest band first: -1 to 1.
    Heard operator()(std::span<const float> levels) const;

    size_t embeddingSize() const { return embed_.bias.size(); }

  private:
    struct Layer {
        std::vector<float> weight, bias; // weight: [step of time][input][output]; dense ones have one step
    };
    /// Frames of `inputs` values; a dense layer has one.
    static std::vector<float> convolve(const Layer& layer, size_t inputs, const std::vector<float>& input);

    std::vector<Layer> convolutions_;
    Layer embed_, score_;
};

}
