// Quantities as people write them: "-3 dB", "9 kHz", "12 ms", "17|3.5", "1/8.", "40 %".
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/tempo.h"
#include "framework/error/error.h"
#include <string>
#include <string_view>

namespace stemwright {

/// What a number is measured in. A parameter's values are held in its own unit; a bare number is in that
/// unit.
enum class Unit { none, dB, dBTP, LUFS, LU, Hz, ms, s, samples, percent, bpm, octaves };

/// As written after a number, such as "dB"; empty for `none`.
std::string_view symbol(Unit unit);

/// What is needed to understand times: the rate in frames per second and the song's metre and tempo.
struct Timeline {
    double rate = 48000;
    TempoMap tempo;
};

/// The value of `text` in `unit`. Throws Error with `place` where it is no number, or has a unit of another
/// kind.
double parseQuantity(std::string_view text, Unit unit, const Timeline& timeline, const Place& place);

/// A regular expression (ECMA 262, anchored) of all that parseQuantity() reads in `unit`.
std::string patternOf(Unit unit);

/// "-3 dB", "12 ms, 480 samples or 1/8": what one would write.
std::string_view examplesOf(Unit unit);

/// A number and its unit, as short as they read back to the same double: "-3 dB", "440 Hz", "0.25".
std::string formatQuantity(double value, Unit unit);

}
