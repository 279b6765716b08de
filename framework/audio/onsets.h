// Finds where notes and hits begin.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stemwright {

struct OnsetOptions {
    double threshold = 0.3; ///< how far the flux must stand above its neighbourhood, as a part of its highest
                            ///< value; 0 to 1
    double gap = 0.05;      ///< s, the least time from one onset to the next
    double from = 0, to = 24000; ///< Hz, the part of the spectrum that is listened to
};

/// Times in seconds, rising, of `frames` interleaved frames at `rate` Hz, all channels together. Spectral
/// flux of compressed magnitudes, half-wave rectified, with peaks picked against a moving mean, as in Boeck,
/// Krebs and Schedl, "Evaluating the Online Capabilities of Onset Detection Methods" (2012). A sudden
/// beginning is found within 6 ms; sound that goes on from the first frame begins at 0. Finite samples only.
std::vector<double> onsets(const float* interleaved, int64_t frames, int channels, double rate,
                           const OnsetOptions& options = {});

/// The picking alone: those places of `flux`, rising, that are the highest within 30 ms and stand above the
/// mean of 100 ms to either side by `options.threshold`. `hop` is the time from one place to the next, in s.
std::vector<size_t> fluxPeaks(const std::vector<double>& flux, double hop, const OnsetOptions& options = {});

}
