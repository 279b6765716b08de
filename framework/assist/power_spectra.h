// Power spectra of a stream, frame by frame.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/fourier.h"
#include <array>
#include <cstdint>
#include <functional>
#include <vector>

namespace stemwright {

/// Takes a stream of samples and hands on the spectrum of frame after frame, each the mean of all channels.
/// Frame i is the Hann window of `size` around (i + 0.5) `hop`; there are as many as hops were begun. One
/// thread at a time may use it; it allocates.
class PowerSpectra {
  public:
    /// Mean squares by bin, `size` / 2 + 1 of them, which sum up to the mean square of the frame under its
    /// window. The mean of the frame is taken out of bin 0 and its neighbour.
    using Take = std::function<void(const std::vector<float>& powers)>;

    /// `size` is a power of two, `hop` in samples and at least 1.
    PowerSpectra(size_t channels, size_t size, double hop, Take take);

    /// The first `frames` samples of each signal, one for each channel; finite ones only.
    void add(const std::vector<std::vector<float>>& signals, int64_t frames);
    void finish(); ///< silence follows: hands on the rest

  private:
    struct Frame {
        std::vector<float> powers;
        size_t missing = 0; // channels
    };
    int64_t beginning(int64_t frame) const;
    void advance();
    void put(size_t channel);
    void transform();

    size_t size_;
    double hop_;
    Take take_;
    Fourier fourier_;
    std::vector<float> window_, real_, imaginary_;
    std::vector<std::vector<float>> signals_; // by channel, from sample `start_` of the stream on
    int64_t start_, heard_ = 0, next_ = 0;    // next_: the frame to be begun
    std::array<Frame, 2> open_;               // of even and of odd number
    std::array<int64_t, 2> owners_{};         // frames of the signals in real_ and imaginary_
    size_t waiting_ = 0;                      // how many there are
    bool isSilent_ = true;                    // both
};

}
