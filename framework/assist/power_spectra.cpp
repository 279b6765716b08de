// Two signals are transformed as one complex one: two channels, or two frames of one.
// SPDX-License-Identifier: MIT
#include "framework/assist/power_spectra.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace stemwright {

PowerSpectra::PowerSpectra(size_t channels, size_t size, double hop, Take take)
    : size_(size),
      hop_(hop),
      take_(std::move(take)),
      fourier_(size),
      real_(size),
      imaginary_(size),
      signals_(channels, std::vector<float>(size)),
      start_(-int64_t(size)) {
    for (size_t n = 0; n < size; ++n)
        window_.push_back(float(0.5 - 0.5 * std::cos(2 * std::numbers::pi * double(n) / double(size))));
    for (Frame& frame : open_) frame = {std::vector<float>(size / 2 + 1), channels};
}

int64_t PowerSpectra::beginning(int64_t frame) const {
    return std::llround((double(frame) + 0.5) * hop_) - int64_t(size_) / 2;
}

void PowerSpectra::add(const std::vector<std::vector<float>>& signals, int64_t frames) {
    for (size_t c = 0; c < signals_.size(); ++c)
        signals_[c].insert(signals_[c].end(), signals[c].begin(), signals[c].begin() + frames);
    heard_ += frames;
    advance();
}

void PowerSpectra::finish() {
    auto count = int64_t(std::ceil(double(heard_) / hop_));
    if (count == next_ && waiting_ == 0) return;
    int64_t end = beginning(count - 1) + int64_t(size_);
    for (std::vector<float>& signal : signals_) signal.resize(size_t(std::max(end, heard_) - start_));
    advance();
    if (waiting_ == 0) return;
    std::fill(imaginary_.begin(), imaginary_.end(), 0.f);
    owners_[1] = owners_[0];
    ++open_[size_t(owners_[0] % 2)].missing; // nobody's signal
    transform();
}

void PowerSpectra::advance() {
    int64_t end = start_ + int64_t(signals_[0].size());
    for (; beginning(next_) + int64_t(size_) <= end && double(next_) * hop_ < double(heard_); ++next_)
        for (size_t c = 0; c < signals_.size(); ++c) put(c);
    int64_t unused = std::min(beginning(next_), end) - start_;
    if (unused < int64_t(4 * size_)) return;
    for (std::vector<float>& signal : signals_) signal.erase(signal.begin(), signal.begin() + unused);
    start_ += unused;
}

void PowerSpectra::put(size_t channel) {
    const float* from = &signals_[channel][size_t(beginning(next_) - start_)];
    std::vector<float>& to = waiting_ == 0 ? real_ : imaginary_;
    for (size_t n = 0; n < size_; ++n) to[n] = from[n] * window_[n];
    isSilent_ = isSilent_ && std::all_of(from, from + size_, [](float x) { return x == 0; });
    owners_[waiting_] = next_;
    if (++waiting_ == 2) transform();
}

void PowerSpectra::transform() {
    float scale = float(2 / (3. / 8 * double(size_) * double(size_) * double(signals_.size())));
    std::vector<float>&one = open_[size_t(owners_[0] % 2)].powers,
    &two = open_[size_t(owners_[1] % 2)].powers;
    if (!isSilent_) {
        fourier_.transform(real_, imaginary_);
        // The window has half of what it has at 0 in the bins beside it, with the other sign.
        for (size_t k : {size_t(1), size_ - 1}) real_[k] += real_[0] / 2, imaginary_[k] += imaginary_[0] / 2;
        for (size_t k = 1; k < size_ / 2; ++k) {
            float r = real_[k], i = imaginary_[k], mirroredR = real_[size_ - k],
                  mirroredI = imaginary_[size_ - k];
            float sumR = r + mirroredR, sumI = i + mirroredI, lessR = r - mirroredR, lessI = i - mirroredI;
            one[k] += scale / 4 * (sumR * sumR + lessI * lessI);
            two[k] += scale / 4 * (lessR * lessR + sumI * sumI);
        }
    }
    waiting_ = 0, isSilent_ = true;
    for (int64_t owner : owners_) {
        Frame& frame = open_[size_t(owner % 2)];
        if (--frame.missing > 0) continue;
        take_(frame.powers);
        std::fill(frame.powers.begin(), frame.powers.end(), 0.f);
        frame.missing = signals_.size();
    }
}

}
