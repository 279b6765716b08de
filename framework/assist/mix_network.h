// A network over the tracks of a mix: what engineers do with such tracks beside such others.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/weight_file.h"

namespace stemwright {

/// What authors are expected to choose, as a normal distribution.
struct AuthorChoice {
    double mean = 0, deviation = 0;

    double within(double range) const; ///< probability that they choose something within `range` of the mean
};

/// Of one track.
struct MixOpinion {
    AuthorChoice level; ///< dB to the mean of the faders of all tracks
    AuthorChoice pan;   ///< away from the middle, to either side: 0 to 1
    AuthorChoice send;  ///< dB, to a room that is as loud as what it is sent
};

/// Each track is heard by itself, then beside the mean of all (Zaheer et al., "Deep Sets", 2017); the
/// members, which differ by the seed of their training, are averaged. models/mixer trains it.
class MixNetwork {
  public:
    explicit MixNetwork(WeightFile weights); ///< throws an Error where these are of something else

    /// `tracks`: features, then a probability for each role. An opinion for each of them; their order changes
    /// no bit. Throws an Error where the weights are for another number of inputs.
    std::vector<MixOpinion> opinions(const std::vector<std::vector<double>>& tracks) const;

  private:
    WeightFile weights_;
    size_t members_;
    double least_, most_; // natural logarithm of a deviation
};

}
