// Routes between a mix and a device, as they are written on the command line.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace stemwright {

/// "cue:3,4": something by name, and channels of the device.
struct DeviceRoute {
    std::string name;
    std::vector<int> channels; ///< counted from 0; none where nothing is said
};

/// Reads what stands behind an option, taken apart at its commas: "mix", "cue:3", "4". Throws a UsageError.
std::vector<DeviceRoute> readRoutes(const std::string& option, const std::vector<std::string>& words);

/// A channel of a device, counted from 1 as people do; the result counts from 0. Throws a UsageError.
int readChannel(const std::string& option, const std::string& word);

}
