// What is known of the tracks of a session, alone and beside each other.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/track_analysis.h"
#include "framework/error/error.h"

namespace stemwright {

/// How far one track disappears behind another one, as they are, if both are played at once. See masking.h
/// for the model.
struct MaskedTrack {
    size_t track = 0, masker = 0; ///< places in the session
    double share = 0;   ///< of the loudness of the track over time and bands, 0 to 1, that is masked
    BarkLevels depth{}; ///< dB by which a band lies below the masker's threshold, mean over the time the band
                        ///< sounds; 0: never below
    BarkLevels shares{};         ///< as `share`, of each band
    std::vector<TimeSpan> spans; ///< where more than half of its loudness is masked
};

/// Two tracks that hold one source, heard in two places.
struct SourcePair {
    enum class Sign { same, inverted };
    size_t first = 0, second = 0; ///< places in the session
    int64_t frames = 0;           ///< by which the second one is later; negative: earlier
    double rate = 0;              ///< Hz, of these frames: the higher rate of the two
    Sign sign = Sign::same;       ///< of the second one against the first one
    double confidence = 0; ///< 0 to 1: places that agree on delay and sign, over those looked at and one more
    double likeness = 0;   ///< 0 to 1: height of the peak of the cross-correlation, all bins alike

    double delay() const { return double(frames) / rate; } ///< s
};

/// Tracks stand in the order they were given in, which changes nothing that is told of them.
struct SessionAnalysis {
    std::vector<TrackAnalysis> tracks;
    std::vector<MaskedTrack> masking; ///< every ordered pair of tracks that sound, by track, then by masker
    std::vector<SourcePair> sources;  ///< by first, then by second track
    std::vector<Problem> problems;    ///< files that could not be read, which are left out
};

/// Listens to all files, `threads` at a time. Folders stand for the sound files in them. Throws an Error
/// where there is no sound at all. Takes one pass over each file, and looks again at parts of those that may
/// hold one source. Memory: some 0.3 MB for each minute of a track, however many channels.
SessionAnalysis analyseSession(const std::vector<std::string>& paths, int threads = 1);

}
