// Draws the settings of a strip.
// SPDX-License-Identifier: MIT
#include "tests/benchmarks/console/strip.h"
#include <cmath>
#include <random>

namespace stemwright::bench {

Strip strip(int track, int tracks) {
    std::mt19937 random(uint32_t(track) + 1);
    auto draw = [&](double low, double high) { // in thousandths, which a document can write in full
        return std::round((low + (high - low) * (random() * 0x1p-32)) * 1000) / 1000;
    };
    using Shape = Band::Shape;
    Strip s;
    s.cutoff = draw(60, 100);
    s.bands[0] = {Shape::lowShelf, draw(90, 150), draw(-4, 4), 0.71};
    s.bands[1] = {Shape::bell, draw(250, 450), draw(-4, 4), draw(0.8, 1.2)};
    s.bands[2] = {Shape::bell, draw(2000, 4000), draw(-4, 4), draw(1, 2)};
    s.bands[3] = {Shape::highShelf, draw(7000, 9000), draw(-4, 4), 0.71};
    s.compressor = {draw(-24, -18), draw(2, 4), draw(5, 17), draw(80, 200)};
    s.gain = std::round((draw(-5, 0) + 6 - 10 * std::log10(tracks)) * 1000) / 1000;
    s.pan = draw(-0.6, 0.6);
    s.send = draw(-20, -12);
    return s;
}

}
