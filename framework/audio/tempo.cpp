// Sums over the stretches of equal metre and equal tempo.
// SPDX-License-Identifier: MIT
#include "framework/audio/tempo.h"
#include <algorithm>

namespace stemwright {

void TempoMap::meter(int bar, int beats, int unit) {
    if (bar <= 1) meters_.clear(), bar = 1;
    meters_.push_back({bar, beats, unit});
}

void TempoMap::tempo(double quarters, double bpm) {
    if (quarters <= 0) tempos_.clear(), quarters = 0;
    tempos_.push_back({quarters, bpm});
}

double TempoMap::quarters(double bar, double beat) const {
    double sum = 0;
    for (size_t i = 0; i < meters_.size(); ++i) {
        const Meter& m = meters_[i];
        double end = i + 1 < meters_.size() ? std::min<double>(bar, meters_[i + 1].bar) : bar;
        double quartersPerBeat = 4.0 / m.unit;
        if (bar >= m.bar || i == 0) sum += (end - m.bar) * m.beats * quartersPerBeat;
        if (i + 1 == meters_.size() || bar < meters_[i + 1].bar) return sum + (beat - 1) * quartersPerBeat;
    }
    return sum;
}

double TempoMap::seconds(double quarters) const {
    double sum = 0;
    for (size_t i = 0; i < tempos_.size(); ++i) {
        bool last = i + 1 == tempos_.size() || quarters < tempos_[i + 1].quarters;
        sum += ((last ? quarters : tempos_[i + 1].quarters) - tempos_[i].quarters) * 60 / tempos_[i].bpm;
        if (last) break;
    }
    return sum;
}

double TempoMap::noteSeconds(double wholeNotes) const { return wholeNotes * 4 * 60 / tempos_[0].bpm; }

}
