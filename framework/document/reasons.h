// Values that say why: `{is: -3 dB, because: "...", confidence: 0.7}` is `-3 dB` to everyone who computes.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"

namespace stemwright {

/// Replaces values that give reasons, anywhere in a document but under `expect`, by the bare values.
void dropReasons(Datum& document, std::vector<Problem>& problems);

}
