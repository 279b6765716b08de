// How far a mix is from a reference in loudness, spectrum, panning and dynamics.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/distance.h"
#include "framework/assist/stereo_sound.h"

namespace stemwright {

// Features of frames, and mean absolute percentage errors of their running means, as Martinez-Ramirez et al.,
// "Automatic music mixing with deep learning and out-of-domain data" (2022) and Steinmetz et al.,
// "automix-toolkit" take them; 0 is the same. Sounds are at least 0.4 s long and not silent, and those that
// are compared have one length. docs/assistant.md tells every member, and what is made of silence.

/// LOUD: of frames of 17640 samples, each 8820 after the one before. Depends on the level.
struct LoudnessFeatures {
    std::vector<double> loudness, peak; ///< LUFS, dBFS
};
LoudnessFeatures loudnessFeatures(const StereoSound& sound);
DistanceGroup loudnessDistance(const LoudnessFeatures& mix, const LoudnessFeatures& reference);

// The others judge sounds whose highest sample is `judgedPeak`, in frames of 4096 samples, each 1024 after
// the one before.
inline constexpr double judgedPeak = 0.8912509381337456; // -1 dBFS
inline constexpr int64_t featureFrame = 4096, featureHop = 1024;

/// SPEC: of the spectra of one channel.
struct SpectralFeatures {
    std::vector<double> centroid, bandwidth, rolloff;              ///< Hz + 1
    std::vector<double> contrastLows, contrastMids, contrastHighs; ///< dB
    std::vector<double> flatness;                                  ///< 1 and the dB below white noise, twice
    std::vector<bool> silent;
};
std::array<SpectralFeatures, 2> spectralFeatures(const StereoSound& sound);
DistanceGroup spectralDistance(const std::array<SpectralFeatures, 2>& mix,
                               const std::array<SpectralFeatures, 2>& reference);

/// PAN: RMS of the stereo panning spectrum (Tzanetakis, Jones and McNally, 2007), 0 to 1.
struct PanningFeatures {
    std::vector<double> full, lows, mids, highs; ///< lows end at 250 Hz, mids at 2500 Hz
};
PanningFeatures panningFeatures(const StereoSound& sound);
DistanceGroup panningDistance(const PanningFeatures& mix, const PanningFeatures& reference);

/// DYN: means of both channels.
struct DynamicsFeatures {
    std::vector<double> rms, spread; ///< 1 - dB
    std::vector<double> crest;       ///< dB over dB
};
DynamicsFeatures dynamicsFeatures(const StereoSound& sound);
DistanceGroup dynamicsDistance(const DynamicsFeatures& mix, const DynamicsFeatures& reference);

}
