// Rounds samples to integers, with dither that depends on nothing but seed, channel and frame.
// SPDX-License-Identifier: MIT
#pragma once
#include <cmath>
#include <cstdint>

namespace stemwright {

/// Triangular noise between -1 and 1 LSB for any frame, in any order, by any thread: the generator counts
/// instead of remembering. It is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
/// generators", 2014) with a stream per channel.
class Dither {
  public:
    Dither(uint64_t seed, int channel) : key_(mixed(seed + golden * (uint64_t(channel) + 1))) {}

    double at(int64_t frame) const {
        uint64_t bits = mixed(key_ + golden * uint64_t(frame));
        return double(int64_t(bits >> 32) - int64_t(bits & 0xFFFFFFFFu)) *
               0x1p-32; // two uniform ones: triangular, mean 0
    }

  private:
    static constexpr uint64_t golden = 0x9E3779B97F4A7C15u;
    static uint64_t mixed(uint64_t z) {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
        z = (z ^ z >> 27) * 0x94D049BB133111EBu;
        return z ^ z >> 31;
    }
    uint64_t key_;
};

/// `sample` (full scale is 1) as an integer of `bits` (at most 32), `noise` LSB added before it is rounded to
/// the nearest, and held within what fits; no number at all becomes 0.
inline int32_t quantized(float sample, int bits, double noise) {
    const double scale = double(int64_t(1) << (bits - 1));
    double value =
        double(sample) * scale + noise; // no branch or call from here: compilers make vectors of it
    value = value == value ? value : 0;
    value = value < scale - 1 ? value : scale - 1;
    value = value > -scale ? value : -scale;
    constexpr double whole = 0x1.8p52; // of this size, doubles have no fraction
    return int32_t(value + whole - whole);
}

}
