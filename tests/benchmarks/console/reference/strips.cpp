// Filters after R. Bristow-Johnson's cookbook in transposed direct form II, a feed-forward compressor, a
// fader.
// SPDX-License-Identifier: MIT
#include "tests/benchmarks/console/reference/strips.h"
#include <algorithm>
#include <cmath>
#include <numbers>

namespace stemwright::reference {

namespace {

struct Biquad {
    double b0, b1, b2, a0, a1, a2;
};

struct Corner {
    double cosine, alpha;
    Corner(double freq, double q)
        : cosine(std::cos(2 * std::numbers::pi * freq / bench::rate)),
          alpha(std::sin(2 * std::numbers::pi * freq / bench::rate) / (2 * q)) {}
};

Biquad highpass(double cutoff) {
    Corner w(cutoff, std::numbers::sqrt2 / 2);
    double c = 1 + w.cosine;
    return {c / 2, -c, c / 2, 1 + w.alpha, -2 * w.cosine, 1 - w.alpha};
}

Biquad biquad(const bench::Band& band) {
    Corner w(band.freq, band.q);
    double a = std::pow(10, band.gain / 40), c = w.cosine;
    if (band.shape == bench::Band::Shape::bell)
        return {1 + w.alpha * a, -2 * c, 1 - w.alpha * a, 1 + w.alpha / a, -2 * c, 1 - w.alpha / a};
    double low = band.shape == bench::Band::Shape::lowShelf ? 1 : -1; // a high shelf is a low one, mirrored
    c *= low;
    double up = a + 1, down = a - 1, s = 2 * std::sqrt(a) * w.alpha;
    return {a * (up - down * c + s), low * 2 * a * (down - up * c), a * (up - down * c - s),
            up + down * c + s,       low * -2 * (down + up * c),    up + down * c - s};
}

}

float share(double ms) { return float(1 - std::exp(-1000 / (ms * bench::rate))); }

Strips::Strips(int first, int tracks) {
    for (int l = 0; l < std::min(lanes, tracks - first); ++l) {
        bench::Strip strip = bench::strip(first + l, tracks);
        for (int f = 0; f < 5; ++f) {
            Biquad b = f == 0 ? highpass(strip.cutoff) : biquad(strip.bands[size_t(f) - 1]);
            lane(filters_[f].b0, l) = float(b.b0 / b.a0);
            lane(filters_[f].b1, l) = float(b.b1 / b.a0);
            lane(filters_[f].b2, l) = float(b.b2 / b.a0);
            lane(filters_[f].a1, l) = float(b.a1 / b.a0);
            lane(filters_[f].a2, l) = float(b.a2 / b.a0);
        }
        lane(threshold_, l) = float(strip.compressor.threshold / 20 * std::log2(10));
        lane(slope_, l) = float(1 - 1 / strip.compressor.ratio);
        lane(attack_, l) = share(strip.compressor.attack);
        lane(release_, l) = share(strip.compressor.release);
        double gain = std::pow(10, strip.gain / 20), angle = (strip.pan + 1) * std::numbers::pi / 4;
        left_[l] = float(gain * std::cos(angle));
        right_[l] = float(gain * std::sin(angle));
        send_[l] = float(std::pow(10, strip.send / 20));
    }
}

void Strips::process(Lanes* sound, int frames) {
    State s = state_; // a copy, or every store would make the compiler read all of it again
    Lanes silence{}, least = all<Lanes>(1e-10f);
    for (int i = 0; i < frames; ++i) {
        Lanes x = sound[i];
        for (int f = 0; f < 5; ++f) {
            const Filter& filter = filters_[f];
            Lanes y = filter.b0 * x + s.first[f];
            s.first[f] = filter.b1 * x - filter.a1 * y + s.second[f];
            s.second[f] = filter.b2 * x - filter.a2 * y;
            x = y;
        }
        Lanes over = max<Lanes>(log2(max<Lanes>(abs<Lanes>(x), least)) - threshold_, silence) * slope_;
        s.peak = max<Lanes>(over, s.peak + release_ * (over - s.peak));
        s.reduction = s.reduction + attack_ * (s.peak - s.reduction);
        sound[i] = x * halvings(s.reduction);
    }
    state_ = s;
}

void Strips::run(const float* sound, int frames, Buses& buses) {
    constexpr int part = 256; // frames that stay in the nearest cache from reading to mixing
    Lanes turned[part];
    for (int from = 0; from < frames; from += part) {
        int count = std::min(part, frames - from);
        for (int i = 0; i < count; i += lanes) {
            for (int l = 0; l < lanes; ++l) turned[i + l] = load(sound + l * pieceFrames + from + i);
            transpose(turned + i);
        }
        process(turned, count);
        for (int i = 0; i < count; i += lanes) {
            transpose(turned + i);
            Lanes left{}, right{}, sendLeft{}, sendRight{};
            for (int l = 0; l < lanes; ++l) {
                Lanes x = turned[i + l] * left_[l], y = turned[i + l] * right_[l];
                left += x, right += y;
                sendLeft += x * send_[l], sendRight += y * send_[l];
            }
            buses.add(from + i, left, right, sendLeft, sendRight);
        }
    }
}

}
