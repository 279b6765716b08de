// Adds quantities as they are written, so that a sum can be written too.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"
#include <optional>

namespace stemwright {

/// "-3.1 dB" and "0.2 dB" make "-2.9 dB", exactly, in decimal; units of one kind may differ ("1 kHz" and "50
/// Hz"). A bare number has the other's unit where only one unit of that kind is possible. What is added to
/// LUFS is in LU, to dBTP in dB. Nothing where they cannot be added.
std::optional<std::string> sumOf(const std::string& value, const std::string& difference);

/// `{add: ...}` laid over a value: a number, `{is: ...}`, `{points: ...}` or another `{add: ...}`. The
/// reasons are those of the addition. Nothing where they cannot be added.
std::optional<Datum> added(const Datum& value, const Datum& addition);

}
