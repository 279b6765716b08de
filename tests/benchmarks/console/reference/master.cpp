// Followers frame by frame; all else in lanes along the time.
// SPDX-License-Identifier: MIT
#include "tests/benchmarks/console/reference/master.h"
#include "tests/benchmarks/console/reference/strips.h"
#include <algorithm>
#include <cmath>

namespace stemwright::reference {

Master::Master()
    : threshold_(float(bench::masterCompressor.threshold / 20 * std::log2(10))),
      slope_(float(1 - 1 / bench::masterCompressor.ratio)),
      attack_(share(bench::masterCompressor.attack)),
      release_(share(bench::masterCompressor.release)),
      ceiling_(float(std::pow(10, bench::ceiling / 20))),
      letGo_(share(bench::limiterRelease)) {}

void Master::run(Buses& buses, int frames) {
    alignas(64) float level[pieceFrames];
    auto loudest = [&](int i) {
        return max<Lanes>(abs<Lanes>(load(buses.left + i)), abs<Lanes>(load(buses.right + i)));
    };
    auto scale = [&](int i, Lanes gain) {
        store(buses.left + i, load(buses.left + i) * gain);
        store(buses.right + i, load(buses.right + i) * gain);
    };
    for (int i = 0; i < frames; i += lanes) {
        Lanes over = log2(max<Lanes>(loudest(i), all<Lanes>(1e-10f))) - threshold_;
        store(level + i, max<Lanes>(over, Lanes{}) * slope_);
    }
    for (int i = 0; i < frames; ++i) {
        peak_ = std::max(level[i], peak_ + release_ * (level[i] - peak_));
        level[i] = reduction_ += attack_ * (peak_ - reduction_);
    }
    for (int i = 0; i < frames; i += lanes) {
        scale(i, halvings(load(level + i)));
        store(level + i, loudest(i));
    }
    for (int i = 0; i < frames; ++i)
        level[i] = loudest_ = std::max(level[i], loudest_ + letGo_ * (level[i] - loudest_));
    for (int i = 0; i < frames; i += lanes)
        scale(i, ceiling_ / max<Lanes>(load(level + i), all<Lanes>(ceiling_)));
}

}
