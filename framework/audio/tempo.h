// Musical time: where a bar and beat lie in seconds, under changes of metre and tempo.
// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

namespace stemwright {

/// Metre and tempo of a song. Beats per minute count quarter notes, whatever the metre; changes take effect
/// at once.
class TempoMap {
  public:
    /// From bar `bar` (1 is the first) on there are `beats` notes of 1/`unit` in a bar. Bars must rise from
    /// call to call.
    void meter(int bar, int beats, int unit);

    /// From `quarters` quarter notes after the start on, `bpm` of them make a minute. Positions must rise
    /// from call to call.
    void tempo(double quarters, double bpm);

    double quarters(double bar,
                    double beat) const; ///< quarter notes from the start to a bar and beat; both count from 1
    double seconds(double quarters) const;       ///< time of a position given in quarter notes
    double noteSeconds(double wholeNotes) const; ///< length of a part of a whole note at the first tempo

  private:
    struct Meter {
        int bar, beats, unit;
    };
    struct Tempo {
        double quarters, bpm;
    };
    std::vector<Meter> meters_{{1, 4, 4}};
    std::vector<Tempo> tempos_{{0, 120}};
};

}
