// In which bar, and at which beat of it, a moment of a song lies.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/tempo.h"

namespace stemwright {

/// Both count from 1, as in "17|3.5".
struct BarPosition {
    int bar = 1;
    double beat = 1;
};

/// Of a time in seconds; what is at most a tenth of a millisecond before a bar or beat counts as there, so
/// whoever rounds to frames does not miss it. Before the song, and where it never ends, the first bar.
BarPosition barPosition(const TempoMap& tempo, double seconds);

}
