// How far a mix is from a reference in loudness, spectrum, panning and dynamics.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/running_mean.h"
#include "framework/assist/stereo_sound.h"

namespace stemwright {

// Mean absolute percentage errors over running means of 40 frames, as Martinez-Ramirez et al., "Automatic
// music mixing with deep learning and out-of-domain data" (2022) and Steinmetz et al., "automix-toolkit" take
// them; 0 is the same. Both sounds have one length, at least 0.4 s, and neither is silent. docs/assistant.md
// tells every member, and what is made of silence.

/// LOUD: LUFS and peak of frames of 17640 samples, each 8820 after the one before. Depends on the level.
DistanceGroup loudnessDistance(const StereoSound& mix, const StereoSound& reference);

// The others do not: they judge sounds whose highest sample is `judgedPeak`, in frames of 4096 samples, each
// 1024 after the one before.
inline constexpr double judgedPeak = 0.8912509381337456; // -1 dBFS
inline constexpr int64_t featureFrame = 4096, featureHop = 1024;

/// SPEC: centroid, bandwidth, contrast, rolloff and flatness, by channel.
DistanceGroup spectralDistance(const StereoSound& mix, const StereoSound& reference);

/// PAN: the stereo panning spectrum of Tzanetakis, Jones and McNally (2007), in full and in three bands.
DistanceGroup panningDistance(const StereoSound& mix, const StereoSound& reference);

/// DYN: RMS, dynamic spread and crest, mean of the channels.
DistanceGroup dynamicsDistance(const StereoSound& mix, const StereoSound& reference);

}
