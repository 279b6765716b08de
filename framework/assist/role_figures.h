// What the classifier of roles is told of a stretch of sound.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/mel_powers.h"
#include <span>

namespace stemwright {

/// Of some frames that follow each other, at least one of which is not silent: 650 numbers around 0 to 1. By
/// band mean, deviation, mean of the powers, maximum, rise, mean while it sounds, and change while it sounds,
/// of levels relative to the loudest frame; the mean course of levels around onsets; and how the level of the
/// whole goes. models/roles/features.py has the same.
std::vector<double> roleFigures(std::span<const MelPowers> frames);

}
