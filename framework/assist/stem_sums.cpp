// Each stem is read once and goes into both sums.
// SPDX-License-Identifier: MIT
#include "framework/assist/stem_sums.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

static void add(const StereoSound& stem, double gain, StereoSound& to) {
    to.resize(std::max(to.frames(), stem.frames()));
    for (size_t side : {0, 1})
        for (size_t i = 0; i < stem.channels[side].size(); ++i)
            to.channels[side][i] += float(gain * stem.channels[side][i]);
}

StemSums stemSums(const std::vector<std::string>& paths) {
    StemSums sums;
    for (const std::string& path : paths) {
        StereoSound stem = readStereo(path);
        add(stem, 1, sums.dry);
        if (double loudness = stem.loudness(); std::isfinite(loudness))
            add(stem, std::pow(10, (-30 - loudness) / 20), sums.equalLoudness);
    }
    return sums;
}

}
