// Adds rows, and looks at their values; see Moves.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/moves.h"

namespace stemwright {

void mix(float* to, const MixedRow* rows, int count, const double* const* sums, int sumCount,
         int frames) noexcept;
void total(double* to, const MixedRow* rows, int count, const double* const* sums, int sumCount) noexcept;
float bound(const float* values, int count) noexcept;
bool isFinite(const float* values, int count) noexcept;

}
