// What scripts can do to a whole row at once, faster than frame by frame.
// SPDX-License-Identifier: MIT
#pragma once

namespace stemwright {

/// Amplitudes become dB, nothing less than -600; single precision. Any thread.
void toDecibels(double* row, int count) noexcept;
/// And back.
void toAmplitudes(double* row, int count) noexcept;

}
