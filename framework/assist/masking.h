// What one sound hides of another one.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/session_analysis.h"

namespace stemwright {

/// How a track excites the ear, step by step, and what it hides. A simple model, without what happens before
/// and after a sound: the powers of the critical bands are spread over their neighbours after M. R.
/// Schroeder, B. S. Atal and J. L. Hall, "Optimizing digital speech coders by exploiting masking properties
/// of the human ear" (1979), with shares that add up to 1, which gives the excitation. Below it by 14.5 + z
/// dB for tones and 5.5 dB for noise (J. D. Johnston, "Transform coding of audio signals using perceptual
/// noise criteria", 1988), z being the number of the band from 1 on, lies the threshold under which other
/// sounds are not heard. A track is as much of a tone as its energy lasts (TrackAnalysis::tonal), steady
/// noise being none. What is below the threshold in quiet (E. Terhardt, "Calculating virtual pitch", 1979),
/// where a mean square of 1 is 96 dB SPL, counts as nothing.
class Excitation {
  public:
    explicit Excitation(const TrackAnalysis& track);

    /// dB of each band, re a mean square of 1; far below anything where it cannot be heard.
    const std::vector<BarkPowers>& levels() const { return levels_; }
    /// Specific loudness up to a factor: the power of the excitation to 0.23 (E. Zwicker); 0 where it cannot
    /// be heard.
    const std::vector<BarkPowers>& loudness() const { return loudness_; }
    /// dB from the excitation down to the threshold.
    const BarkPowers& offset() const { return offset_; }
    bool isHeard() const { return isHeard_; }

  private:
    std::vector<BarkPowers> levels_, loudness_;
    BarkPowers offset_;
    bool isHeard_ = false;
};

/// What `masker` hides of `track`, each moved by a gain in dB; without names. The gain of the track moves its
/// level, not what of it can be heard in quiet.
MaskedTrack maskingOf(const Excitation& track, const Excitation& masker, double gainOfTrack = 0,
                      double gainOfMasker = 0);

/// Every ordered pair of tracks that can be heard, by track, then by masker.
std::vector<MaskedTrack> maskingAmong(const std::vector<TrackAnalysis>& tracks);

}
