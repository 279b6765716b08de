// Both channels are transformed as one complex signal, and told apart afterwards.
// SPDX-License-Identifier: MIT
#include "framework/assist/short_time_spectra.h"
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace stemwright {

ShortTimeSpectra::ShortTimeSpectra(int64_t size, int64_t hop, FrameWindow window, FrameEdges edges)
    : size_(size),
      hop_(hop),
      before_(edges == FrameEdges::mirrored ? size / 2 : 0),
      window_(size_t(size)),
      fourier_(size_t(size)) {
    for (size_t i = 0; i < window_.size(); ++i) {
        double root = std::sin(std::numbers::pi * double(i) / double(size));
        window_[i] = window == FrameWindow::hann ? root * root : root;
    }
}

int64_t ShortTimeSpectra::count(const StereoSound& sound) const {
    int64_t frames = sound.frames() + 2 * before_;
    return frames < size_ ? 0 : 1 + (frames - size_) / hop_;
}

void ShortTimeSpectra::each(const StereoSound& sound,
                            const std::function<void(const Magnitudes&)>& take) const {
    const auto& [left, right] = sound.channels;
    const size_t size = size_t(size_), half = size / 2;
    const int64_t last = sound.frames() - 1;
    std::vector<double> real(size), imaginary(size);
    Magnitudes magnitudes{std::vector<double>(half + 1), std::vector<double>(half + 1)};
    for (int64_t frame = 0; frame < count(sound); ++frame) {
        double peakLeft = 0, peakRight = 0;
        for (size_t i = 0; i < size; ++i) {
            int64_t at = std::abs(frame * hop_ - before_ + int64_t(i));
            if (at > last) at = 2 * last - at;
            real[i] = left[size_t(at)] * window_[i];
            imaginary[i] = right[size_t(at)] * window_[i];
            peakLeft = std::max(peakLeft, std::fabs(real[i]));
            peakRight = std::max(peakRight, std::fabs(imaginary[i]));
        }
        fourier_.transform(real, imaginary);
        for (size_t k = 0; k <= half; ++k) { // L = (X[k] + conj X[-k]) / 2, R = (X[k] - conj X[-k]) / 2i
            const size_t opposite = (size - k) % size;
            const double a = real[k], b = imaginary[k], c = real[opposite], d = imaginary[opposite];
            magnitudes[0][k] = std::sqrt((a + c) * (a + c) + (b - d) * (b - d)) / 2;
            magnitudes[1][k] = std::sqrt((a - c) * (a - c) + (b + d) * (b + d)) / 2;
        }
        // Rounding lets a trace of one channel into the other, where silence must stay silence.
        if (peakLeft == 0) std::fill(magnitudes[0].begin(), magnitudes[0].end(), 0);
        if (peakRight == 0) std::fill(magnitudes[1].begin(), magnitudes[1].end(), 0);
        take(magnitudes);
    }
}

}
