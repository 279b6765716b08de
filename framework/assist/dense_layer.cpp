// Multiplies a vector by the weights of a layer.
// SPDX-License-Identifier: MIT
#include "framework/assist/dense_layer.h"

namespace stemwright {

std::vector<double> dense(const WeightFile& file, const std::string& name, std::span<const double> input) {
    const std::span<const float> weight = file.values(name + ".weight", {0, input.size()});
    const size_t outputs = file.shape(name + ".weight")[0];
    const std::span<const float> bias = file.values(name + ".bias", {outputs});
    std::vector<double> output(bias.begin(), bias.end());
    for (size_t row = 0; row < outputs; ++row)
        for (size_t column = 0; column < input.size(); ++column)
            output[row] += double(weight[row * input.size() + column]) * input[column];
    return output;
}

}
