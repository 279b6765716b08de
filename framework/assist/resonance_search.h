// Finds what rings.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/track_analysis.h"

namespace stemwright {

/// Takes long power spectra and finds narrow parts that stand at least 6 dB above the spectrum around them
/// (the median of half an octave to either side) in at least 60 % of those that sound (less than 40 dB below
/// the loudest). What is as narrow as a steady tone is one and no resonance, what carries a quarter of the
/// energy is the sound itself, and what carries less than 40 dB below it is not heard. Notes that come again
/// and again stand out as well: where more than 60 % of the energy lasts, what has a Q above 40 counts as
/// one, and from 20 % on what has a relation of small numbers to another such part.
class ResonanceSearch {
  public:
    ResonanceSearch(size_t size, double rate); ///< of the spectra, in samples; Hz

    void add(const std::vector<float>& powers);

    /// By frequency; `tonal` is the share of the energy that lasts.
    std::vector<Resonance> resonances(double tonal) const;

  private:
    struct Cell {
        size_t first, last; // bins
    };
    Resonance refined(size_t cell) const;

    double width_; // of a bin, in Hz
    std::vector<Cell> cells_;
    std::vector<std::vector<float>> above_; // dB above the surroundings, cell by cell, of each spectrum
    std::vector<float> energies_;           // of each spectrum
    std::vector<double> sums_;              // of all spectra, by bin
};

}
