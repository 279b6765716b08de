// Finds what rings.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/track_analysis.h"

namespace stemwright {

/// Takes long power spectra and finds narrow parts that stand at least 6 dB above the spectrum around them
/// (the median of half an octave to either side) in at least 60 % of those that sound (less than 40 dB below
/// the loudest). What is as narrow as a steady tone is one and no resonance, and what carries a quarter of
/// the energy is the sound itself.
class ResonanceSearch {
  public:
    ResonanceSearch(size_t size, double rate); ///< of the spectra, in samples; Hz

    void add(const std::vector<float>& powers);

    std::vector<Resonance> resonances() const; ///< by frequency

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
