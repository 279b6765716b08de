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
    std::vector<std::string> outputs;  ///< "mix" or "mix:3", "4" for channels; the first where none is named
    std::vector<std::string> monitors; ///< "1:3", "4": an input, and channels that it is heard on at once
    std::vector<std::string> records;  ///< "FILE=ADDRESS", "FILE=inputs" or "FILE"
    std::string compensate;            ///< how much earlier recorded inputs are placed
    int inputs = 0;                    ///< of the device; 0: as many as somebody hears
    int frames = 256;
    int threads = 1; ///< that share each block
    bool loop = false, fixed = false, quiet = false, devices = false;

    bool isControlled() const { return osc || http; } ///< whether anybody outside may move anything
};

}
