// Reads both a little at a time, so as not to add to the memory that children are told to have taken.
// SPDX-License-Identifier: MIT
#include "tests/benchmarks/console/difference.h"
#include <cmath>
#include <sndfile.hh>
#include <stdexcept>
#include <vector>

namespace stemwright::bench {

double difference(const std::string& first, const std::string& second) {
    SndfileHandle a(first), b(second);
    if (a.frames() == 0 || a.frames() != b.frames() || a.channels() != b.channels())
        throw std::runtime_error(first + " and " + second + " are not sounds of the same length");
    constexpr sf_count_t frames = 4096;
    std::vector<float> x(size_t(frames * a.channels())), y(x.size());
    double power = 0, rest = 0;
    for (sf_count_t done = 0; done < a.frames(); done += frames) {
        sf_count_t got = a.readf(x.data(), frames);
        b.readf(y.data(), frames);
        for (size_t i = 0; i < size_t(got * a.channels()); ++i) {
            double sample = x[i], other = y[i];
            power += sample * sample;
            rest += (sample - other) * (sample - other);
        }
    }
    return 10 * std::log10(rest / power);
}

}
