// Several frames of a signal at once, for what needs no earlier result of its own.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/lanes.h"

namespace stemwright {

/// Sixteen successive frames. A lone lane has several frames side by side in each register, so that it runs
/// at full width too; every operation is done frame by frame, so its bits are those of a loop over frames.
template <class Lanes> struct Stretch {
    static constexpr int frames = 16;
    using Wide = std::conditional_t<lanesOf<Lanes> == 1, Pack<nativeLanes>, Lanes>;
    static constexpr int parts = frames * lanesOf<Lanes> / lanesOf<Wide>;
    static constexpr int each = frames / parts; // frames of a register
    Wide part[parts];

    Stretch() = default;
    // Register by register: GCC 12 copies structs in smaller pieces, which a wider load then waits for.
    Stretch(const Stretch& other) { *this = other; }
    Stretch& operator=(const Stretch& other) {
        for (int i = 0; i < parts; ++i) part[i] = other.part[i];
        return *this;
    }

    static Stretch load(const Lanes* from) {
        Stretch s;
        for (int i = 0; i < parts; ++i) std::memcpy(&s.part[i], from + i * each, sizeof(Wide));
        return s;
    }
    void store(Lanes* to) const {
        for (int i = 0; i < parts; ++i) std::memcpy(to + i * each, &part[i], sizeof(Wide));
    }

    friend Stretch operator+(Stretch a, const Stretch& b) {
        for (int i = 0; i < parts; ++i) a.part[i] += b.part[i];
        return a;
    }
    friend Stretch operator-(Stretch a, const Stretch& b) {
        for (int i = 0; i < parts; ++i) a.part[i] -= b.part[i];
        return a;
    }
    friend Stretch operator*(Stretch a, const Stretch& b) {
        for (int i = 0; i < parts; ++i) a.part[i] *= b.part[i];
        return a;
    }
    friend Stretch operator*(float factor, Stretch a) {
        for (int i = 0; i < parts; ++i) a.part[i] *= factor;
        return a;
    }
};

}
