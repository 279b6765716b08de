// What is known of a track after it was listened to.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/bark_scale.h"
#include "framework/assist/role_guess.h"
#include "framework/audio/measurement.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stemwright {

/// A stretch of time, in s.
struct TimeSpan {
    double from = 0, to = 0;
};

/// How left and right are related; what is told of sides is 0 where there are not two of them, or silence.
struct StereoImage {
    enum class Kind {
        silent,
        mono,     ///< one channel
        dualMono, ///< two that differ by their level at most: what is beside that is 60 dB down
        oneSided, ///< two, one of which is 30 dB louder
        stereo,
        surround ///< more than two
    };
    Kind kind = Kind::silent;
    double width = 0;   ///< energy of L - R over that of L + R: 0 the same, 1 unrelated, above 1 against each
                        ///< other; infinity where they cancel
    double balance = 0; ///< dB, right over left, -100 to 100
};

/// Runs of at least three equal samples at the highest or the lowest value that a channel has, as they are
/// left by an overload, and the peaks between samples.
struct ClippedPeaks {
    int64_t runs = 0, samples = 0;
    int64_t longest = 0; ///< frames
    double level = 0;    ///< dBFS of the highest run; 0 where there is none
    int64_t overs = 0;   ///< local peaks whose interpolation goes beyond full scale
};

/// Mains hum: lines at a multiple of 50 or 60 Hz that are there where everything else is quiet.
struct MainsHum {
    struct Line {
        int order = 1;    ///< 1 is the mains itself
        double level = 0; ///< dBFS RMS
    };
    double mains = 0; ///< Hz: 50 or 60
    double level = 0; ///< dBFS RMS of all lines together
    std::vector<Line> lines;
};

/// A narrow part of the spectrum that stands out, and goes on to do so.
struct Resonance {
    double frequency = 0;   ///< Hz
    double height = 0;      ///< dB above the smoothed spectrum, half of the time or more often
    double quality = 0;     ///< Q: frequency over the width between the points 3 dB down
    double persistence = 0; ///< share of the time the track sounds, 0 to 1, in which it stands out
};

inline constexpr double analysisStep = 0.1; ///< s from one entry of `levels` and `bands` to the next

/// Levels are in dBFS RMS (a constant of 1 is 0 dB, a full-scale sine -3.01) over all channels, and minus
/// infinity where there is nothing. NaN is what cannot be told. A gain moves every level by itself and leaves
/// the rest as it is, as long as loudness stays above the absolute gate of BS.1770.
struct TrackAnalysis {
    std::string path;
    std::string name;           ///< of the file without folder and extension; unique in a session
    Measures measures;          ///< loudness, peaks, crest, correlation, length
    BarkLevels spectrum{};      ///< mean over the whole file
    double tonal = 0;           ///< share of the energy that lasts rather than hits, 0 to 1; NaN in silence
    std::vector<double> onsets; ///< s, rising
    double onsetRate = 0;       ///< per second that the track sounds
    StereoImage image;
    std::vector<double> offset;     ///< mean of each channel (DC), of full scale
    std::vector<TimeSpan> sounding; ///< where it sounds; pauses shorter than 0.3 s are none
    double soundingTime = 0;        ///< s, all of them together
    double noiseFloor = 0; ///< level of what goes on in pauses; NaN where there are none, or only zeros
    std::optional<MainsHum> hum;
    ClippedPeaks clipping;
    std::vector<Resonance> resonances;     ///< by frequency
    RoleProbabilities roleProbabilities{}; ///< what it is, by its sound alone
    std::vector<float> roleEmbedding;      ///< see RoleGuess
    std::vector<float> levels;             ///< of each step of time; the last step may be shorter
    std::vector<BarkPowers> bands;         ///< of each step of time
};

}
