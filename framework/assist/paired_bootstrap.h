// How sure it is that one way of mixing is nearer to the authors than another.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace stemwright {

struct BootstrapInterval {
    double mean;      ///< of the differences
    double low, high; ///< 95 % of the means of resampled differences lie between them
};

/// Percentile interval of the mean of `differences`, one for each song, from `resamples` draws of as many
/// songs, with replacement (Efron and Tibshirani, "An introduction to the bootstrap", 1993). The same numbers
/// and seed give the same interval on every machine. NaN throughout where there are no differences.
BootstrapInterval pairedBootstrap(const std::vector<double>& differences, uint64_t seed,
                                  size_t resamples = 10000);

}
