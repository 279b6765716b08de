// Converts one channel from one rate to another, a frame at a time and always equally late.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/dsp/fir.h"
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numeric>

namespace stemwright {

/// The filters of a conversion, one for each place that an output can have between two inputs: windowed sincs
/// of 32 lobes on each side at the lower rate. Flat to 0.86 of its Nyquist frequency; what would come back as
/// an alias below that is 90 dB down. Gain 1 at 0 Hz.
class RateFilters {
  public:
    static constexpr int lobes = 32;

    /// Whole frames per second; outputs lag by `delay` frames of the input, at least shortestDelay().
    RateFilters(int from, int to, double delay)
        : step(from / std::gcd(from, to)), phases(to / std::gcd(from, to)) {
        double width = halfWidth(from, to), cutoff = 0.955 * lobes / width;
        taps = (int(std::ceil(delay + width)) + 8) / 8 * 8;
        rows_.resize(size_t(phases) * size_t(taps));
        for (int phase = 0; phase < phases; ++phase) {
            float* row = &rows_[size_t(phase) * size_t(taps)];
            double sum = 0;
            auto weight = [&](int back) {
                double x = double(phase) / phases + back - delay;
                return std::abs(x) < width ? sinc(x * cutoff) * kaiser(x / width, 9.) : 0.;
            };
            for (int back = 0; back < taps; ++back) sum += weight(back);
            for (int back = 0; back < taps; ++back) row[taps - 1 - back] = float(weight(back) / sum);
        }
    }

    static int shortestDelay(int from, int to) { return int(std::ceil(halfWidth(from, to))); }
    const float* row(int phase) const { return &rows_[size_t(phase) * size_t(taps)]; }

    const int step, phases; ///< an output every step / phases inputs
    int taps;

  private:
    static double halfWidth(int from, int to) { return lobes * std::max(1., double(from) / to); }
    std::vector<float> rows_; // [phase][tap], the newest input last
};

/// Memory is taken in the constructor only. Put a frame while it wants one, else take one:
///
///     for (float x : in) for (converter.put(x); !converter.wants();) out.push_back(converter.take());
class RateConverter {
  public:
    explicit RateConverter(std::shared_ptr<const RateFilters> filters)
        : filters_(std::move(filters)), line_(size_t(filters_->taps) * 2) {}

    RateConverter(const RateConverter&) = default;
    /// Goes on where the other one is, which must convert between the same rates; its own filters stay, so
    /// that nothing is given back.
    RateConverter& operator=(const RateConverter& other) noexcept {
        line_ = other.line_;
        at_ = other.at_;
        phase_ = other.phase_;
        ahead_ = other.ahead_;
        return *this;
    }

    bool wants() const noexcept { return ahead_ > 0; }

    void put(float x) noexcept {
        line_[size_t(at_)] = line_[size_t(at_ + filters_->taps)] = x;
        if (++at_ == filters_->taps) at_ = 0;
        --ahead_;
    }

    float take() noexcept {
        const float *x = &line_[size_t(at_)], *row = filters_->row(phase_);
        float sums[8] = {};
        for (int k = 0; k < filters_->taps; k += 8)
            for (int r = 0; r < 8; ++r) sums[r] += row[k + r] * x[k + r];
        phase_ += filters_->step;
        ahead_ += phase_ / filters_->phases;
        phase_ %= filters_->phases;
        return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
    }

    void reset() noexcept {
        std::fill(line_.begin(), line_.end(), 0.f);
        at_ = phase_ = 0;
        ahead_ = 1;
    }

  private:
    std::shared_ptr<const RateFilters> filters_;
    std::vector<float> line_; // twice, so that the last `taps` frames always lie in a row
    int at_ = 0, phase_ = 0;
    int ahead_ = 1; // inputs that are missing for the next output
};

}
