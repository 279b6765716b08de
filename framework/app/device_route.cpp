// A word with a colon begins a route, and numbers behind it are further channels of it.
// SPDX-License-Identifier: MIT
#include "framework/app/device_route.h"
#include "framework/app/exit_status.h"
#include <algorithm>
#include <cctype>
#include <charconv>

namespace stemwright {

static constexpr int mostOfADevice = 1024;

int readChannel(const std::string& option, const std::string& word) {
    int channel = 0;
    auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), channel);
    if (failure != std::errc{} || end != word.data() + word.size() || channel < 1 || channel > mostOfADevice)
        throw UsageError({option}, "\"" + word + "\" is no channel of a device",
                         "write a number, counted from 1");
    return channel - 1;
}

std::vector<DeviceRoute> readRoutes(const std::string& option, const std::vector<std::string>& words) {
    std::vector<DeviceRoute> routes;
    for (const std::string& word : words) {
        size_t colon = word.rfind(':');
        bool number = !word.empty() &&
                      std::all_of(word.begin(), word.end(), [](unsigned char c) { return std::isdigit(c); });
        if (colon != word.npos)
            routes.push_back({word.substr(0, colon), {readChannel(option, word.substr(colon + 1))}});
        else if (number && !routes.empty() && !routes.back().channels.empty())
            routes.back().channels.push_back(readChannel(option, word));
        else
            routes.push_back({word, {}});
    }
    return routes;
}

}
