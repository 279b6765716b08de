// Adds up the power spectra of overlapping blocks under a Hann window, and their bins band by band.
// SPDX-License-Identifier: MIT
#include "framework/audio/third_octaves.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <numbers>

namespace stemwright {

namespace {

constexpr int reference = 16;     // the band of 1 kHz
constexpr double widestBin = 1.5; // Hz; the lowest band is 5.8 Hz wide
constexpr int64_t overlaps = 4;   // blocks that every sample lies in
constexpr double power = 3. / 8;  // of the window: the squares of four that overlap add up to 4 * 3 / 8

int64_t blockFor(double rate) {
    int64_t size = 64;
    while (rate / double(size) > widestBin) size *= 2;
    return size;
}

std::vector<float> hann(int64_t size) {
    std::vector<float> window(size_t(size), 0.f);
    for (int64_t n = 0; n < size; ++n)
        window[size_t(n)] = float(0.5 - 0.5 * std::cos(2 * std::numbers::pi * double(n) / double(size)));
    return window;
}

}

double thirdOctaveMiddle(int band) { return 1000 * std::pow(10, double(band - reference) / 10); }

// The numbers of the Renard series R10, which ISO 266 and annex E agree on.
double thirdOctaveNominal(int band) {
    constexpr double decade[] = {1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8};
    int steps = band - reference + 30; // from 1 Hz
    return decade[steps % 10] * std::pow(10, steps / 10);
}

std::string thirdOctaveName(int band) {
    double nominal = thirdOctaveNominal(band);
    return nominal < 1000 ? fmt::format("{:g} Hz", nominal) : fmt::format("{:g} kHz", nominal / 1000);
}

ThirdOctaves::ThirdOctaves(int channels, double rate)
    : channels_(channels),
      size_(blockFor(rate)),
      step_(size_ / overlaps),
      rate_(rate),
      fourier_(std::make_shared<Fourier>(size_t(size_))),
      window_(std::make_shared<std::vector<float>>(hann(size_))),
      signals_(size_t(channels), std::vector<float>(size_t(size_))),
      power_(size_t(size_ / 2 + 1)),
      quiet_(size_) {}

void ThirdOctaves::add(const float* interleaved, int64_t frames) {
    frames_ += frames;
    take(interleaved, frames);
}

void ThirdOctaves::take(const float* interleaved, int64_t frames) {
    for (int64_t count; frames > 0; frames -= count, interleaved += count * channels_) {
        count = std::min(frames, step_ - held_);
        for (int64_t c = 0; c < channels_; ++c) {
            float* to = &signals_[size_t(c)][size_t(size_ - step_ + held_)];
            for (int64_t i = 0; i < count; ++i) to[i] = interleaved[i * channels_ + c];
        }
        for (int64_t i = 0; i < count; ++i) {
            const float* frame = interleaved + i * channels_;
            bool silent = std::all_of(frame, frame + channels_, [](float x) { return x == 0; });
            quiet_ = silent ? quiet_ + 1 : 0;
        }
        held_ += count;
        if (held_ < step_) continue;
        if (quiet_ < size_) analyse();
        for (std::vector<float>& signal : signals_)
            std::copy(signal.begin() + step_, signal.end(), signal.begin());
        held_ = 0;
    }
}

// Two channels are transformed as one complex signal: what both have in bin k is in bins k and size - k.
void ThirdOctaves::analyse() {
    const std::vector<float>& window = *window_;
    thread_local std::vector<float> real, imaginary; // one for all that a thread analyses
    real.resize(window.size());
    for (size_t c = 0; c < signals_.size(); c += 2) {
        imaginary.assign(window.size(), 0.f);
        for (size_t i = 0; i < window.size(); ++i) real[i] = signals_[c][i] * window[i];
        if (c + 1 < signals_.size())
            for (size_t i = 0; i < window.size(); ++i) imaginary[i] = signals_[c + 1][i] * window[i];
        fourier_->transform(real, imaginary);
        for (size_t k = 0; k < window.size(); ++k)
            power_[std::min(k, window.size() - k)] +=
                double(real[k]) * real[k] + double(imaginary[k]) * imaginary[k];
    }
}

ThirdOctaves::Levels ThirdOctaves::levels() const {
    ThirdOctaves end = *this;
    std::vector<float> silence(size_t((size_ - held_) * channels_)); // so that the last samples count in full
    end.take(silence.data(), size_ - held_);
    double width = rate_ / double(size_), edge = std::pow(10, 0.05); // of a bin, in Hz; of a band, G^(1/6)
    double all = double(size_) * double(overlaps) * power * double(frames_ * channels_);
    Levels levels;
    for (int band = 0; band < thirdOctaveCount; ++band) {
        double low = thirdOctaveMiddle(band) / edge / width, high = thirdOctaveMiddle(band) * edge / width;
        double sum = 0;
        for (int64_t k = int64_t(low); k <= int64_t(high) + 1 && k <= size_ / 2; ++k) {
            double share = std::min(double(k) + 0.5, high) - std::max(double(k) - 0.5, low);
            sum += end.power_[size_t(k)] * std::clamp(share, 0.0, 1.0);
        }
        levels[size_t(band)] =
            sum > 0 ? 10 * std::log10(sum / all) : -std::numeric_limits<double>::infinity();
    }
    return levels;
}

}
