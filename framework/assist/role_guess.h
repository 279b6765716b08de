// What a trained network takes a track for.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/mel_powers.h"
#include "framework/assist/role.h"
#include <array>

namespace stemwright {

/// Shares of the roles, by TrackRole: 0 to 1, 1 in the sum; all 0 of silence.
using RoleProbabilities = std::array<float, roleCount>;

struct RoleGuess {
    RoleProbabilities probabilities{};
    std::vector<float> embedding; ///< what the network made of the sound before it decided: as many numbers
                                  ///< of every track, none of them negative, 0 of silence
};

/// Of a track, from one frame for every 25 ms (power_spectra.h). Up to twelve windows of 4.8 s are judged,
/// those within 25 dB of the loudest one, each by its figures (role_figures.h) and three dense layers; their
/// scores are averaged. A gain changes nothing. models/roles/heard.py has the same.
RoleGuess guessRole(const std::vector<MelPowers>& frames);

/// The role with the largest share; nothing in silence.
std::optional<TrackRole> mostProbable(const RoleProbabilities& probabilities);

}
