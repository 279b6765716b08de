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
        return (double(bits >> 32) - double(bits & 0xFFFFFFFFu)) *
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
    double scale = std::ldexp(1.0, bits - 1), value = double(sample) * scale + noise;
    if (!(value < scale - 1)) return std::isnan(value) ? 0 : int32_t(scale - 1);
    if (value <= -scale) return int32_t(-scale);
    return int32_t(std::lrint(value));
}

}
