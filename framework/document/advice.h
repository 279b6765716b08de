// What a mix may well not mean, though it can be rendered.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/console.h"

namespace stemwright {

/// Faders far up, strips and sends that nobody hears, buses that hear nothing; and what Draft has found. Ask
/// for it once everything is in the graph.
std::vector<Problem> advice(const Draft& draft, const Console& console);

}
