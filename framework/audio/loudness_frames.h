// The loudness of stereo sounds and of short frames of them.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <vector>

namespace stemwright {

/// LUFS, gated (ITU-R BS.1770-4), of two channels at `rate` Hz (a whole number); minus infinity where all is
/// silent or shorter than 0.4 s. Any thread.
double integratedLoudness(const float* left, const float* right, int64_t frames, double rate);

/// LUFS of every frame of 0.4 s that begins at a multiple of 0.2 s and lies within the sound. Each frame is
/// filtered as if silence came before it, and not gated. Minus infinity where it is silent. Any thread.
std::vector<double> loudnessOfFrames(const float* left, const float* right, int64_t frames, double rate);

}
