// What `stemwright live` is told on the command line.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace stemwright {

struct LiveOptions {
    std::string mix, api, device, rate, from, duration;
    std::string capture;              ///< where moves are written, "" for nowhere
    std::vector<std::string> outputs; ///< of the mix, side by side; the first where none is named
    int frames = 256;
    enum class Hands { none, move } hands = Hands::none; ///< whether anybody outside may move anything
    bool loop = false, fixed = false, quiet = false, devices = false;
};

}
