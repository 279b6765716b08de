// What `stemwright live` is told on the command line.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stemwright {

struct LiveOptions {
    std::string mix, api, device, rate, from, duration;
    std::string capture;               ///< where moves are written, "" for nowhere
    std::optional<uint16_t> osc, http; ///< ports; nobody listens where there is none
    std::string listen = "127.0.0.1", token;
    std::string midi; ///< the device that moves what the mix binds; "" for the one that it names
    std::vector<std::string> outputs; ///< of the mix, side by side; the first where none is named
    int frames = 256;
    bool loop = false, fixed = false, quiet = false, devices = false;

    bool isControlled() const { return osc || http; } ///< whether anybody outside may move anything
};

}
