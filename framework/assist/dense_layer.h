// A layer of a network that connects everything with everything.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/assist/weight_file.h"

namespace stemwright {

/// `NAME.weight`, an array of outputs by inputs, times `input`, plus `NAME.bias`. Added in order in double
/// precision, so that every machine gives the same bits. Throws where the file has no such arrays for so many
/// inputs.
std::vector<double> dense(const WeightFile& file, const std::string& name, std::span<const double> input);

}
