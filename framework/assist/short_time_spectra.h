// Spectra of overlapping frames of a stereo sound.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/stereo_sound.h"
#include "framework/audio/fourier.h"
#include <functional>

namespace stemwright {

enum class FrameWindow { hann, rootHann }; ///< periodic ones
enum class FrameEdges {
    inside,  ///< frames lie within the sound: the first one begins with it
    mirrored ///< the first one is centred on the first sample; before it the sound is mirrored
};

/// Magnitudes of size / 2 + 1 bins, of both channels at once, in doubles: what is judged may divide by next
/// to nothing. Immutable; one thread at a time may use it.
class ShortTimeSpectra {
  public:
    using Magnitudes = std::array<std::vector<double>, 2>; ///< left, right; from 0 Hz to half the rate

    /// `size` is a power of two, `hop` the frames from one to the next.
    ShortTimeSpectra(int64_t size, int64_t hop, FrameWindow window, FrameEdges edges);

    /// Calls `take` for every frame, in order. Mirrored edges ask for more than size / 2 frames of sound.
    void each(const StereoSound& sound, const std::function<void(const Magnitudes&)>& take) const;

    int64_t count(const StereoSound& sound) const; ///< how many frames there will be

  private:
    int64_t size_, hop_, before_; // before_: what of the first frame lies before the sound
    std::vector<double> window_;
    FourierOf<double> fourier_;
};

}
