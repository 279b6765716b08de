// Medians by networks of minima and maxima, which run as fast as vectors do.
// SPDX-License-Identifier: MIT
#include "framework/assist/tonal_share.h"
#include <algorithm>
#include <limits>

namespace stemwright {

namespace {

constexpr size_t spacing = 3, room = 4 * spacing; // bins
constexpr float tiny = 1e-30f;                    // far below a bit of any format

inline float less(float a, float b) { return a < b ? a : b; }
inline float more(float a, float b) { return a > b ? a : b; }
inline float middle(float a, float b, float c) { return more(less(a, b), less(more(a, b), c)); }
inline float lowest(float a, float b, float c) { return less(less(a, b), c); }
inline float highest(float a, float b, float c) { return more(more(a, b), c); }

inline float median(float a, float b, float c, float d, float e) {
    return middle(e, more(less(a, b), less(c, d)), less(more(a, b), more(c, d)));
}

// The middle of three columns' lowest, middle and highest.
inline float medianAround(const float* x) {
    constexpr size_t s = spacing;
    const float *a = x - 4 * s, *b = x - s, *c = x + 2 * s;
    float low =
        highest(lowest(a[0], a[s], a[2 * s]), lowest(b[0], b[s], b[2 * s]), lowest(c[0], c[s], c[2 * s]));
    float mid =
        middle(middle(a[0], a[s], a[2 * s]), middle(b[0], b[s], b[2 * s]), middle(c[0], c[s], c[2 * s]));
    float high =
        lowest(highest(a[0], a[s], a[2 * s]), highest(b[0], b[s], b[2 * s]), highest(c[0], c[s], c[2 * s]));
    return middle(low, mid, high);
}

}

TonalShare::TonalShare(size_t bins) : kept_(bins) {
    for (std::vector<float>& spectrum : last_) spectrum.resize(bins + 2 * room);
}

void TonalShare::add(const std::vector<float>& powers) {
    size_t bins = powers.size();
    std::vector<float>& fresh = last_[next_ % 5];
    std::fill(fresh.begin(), fresh.begin() + room, powers.front());
    std::copy(powers.begin(), powers.end(), fresh.begin() + room);
    std::fill(fresh.end() - room, fresh.end(), powers.back());
    const float *a = &last_[(next_ + 1) % 5][room], *b = &last_[(next_ + 2) % 5][room],
                *c = &last_[(next_ + 3) % 5][room], *d = &last_[(next_ + 4) % 5][room], *e = &fresh[room];
    ++next_;
    for (size_t k = 0; k < bins; ++k) {
        float lasting = median(a[k], b[k], c[k], d[k], e[k]), sudden = medianAround(c + k);
        kept_[k] = c[k] * ((lasting + tiny) / (lasting + sudden + 2 * tiny));
    }
    float tonal = 0, all = 0;
    for (size_t k = 0; k < bins; ++k) tonal += kept_[k], all += c[k];
    tonal_ += tonal, all_ += all;
}

double TonalShare::share() const {
    TonalShare end = *this; // the last two spectra are in the middle of what is silent after them
    for (int i = 0; i < 2; ++i) end.add(std::vector<float>(last_[0].size() - 2 * room));
    return end.all_ > 0 ? end.tonal_ / end.all_ : std::numeric_limits<double>::quiet_NaN();
}

}
