// Says how much two sound files differ.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>

namespace stemwright::bench {

/// Level of the difference in dB, as against the level of the first: -60 is a thousandth. Throws
/// std::runtime_error where one cannot be read, or where they are not equally long.
double difference(const std::string& first, const std::string& second);

}
