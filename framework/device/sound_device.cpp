// Finds the device that somebody means.
// SPDX-License-Identifier: MIT
#include "framework/device/sound_device.h"
#include "framework/error/error.h"
#include "framework/error/named.h"

namespace stemwright {

const SoundDevice& chosenDevice(const std::vector<SoundDevice>& devices, const std::string& wanted) {
    if (devices.empty())
        throw Error(
            "there is no device that can play",
            "start a sound server (jackd, PipeWire or PulseAudio), or name another system with --api");
    if (wanted.empty()) {
        for (const SoundDevice& device : devices)
            if (device.rank == SoundDevice::Rank::usual) return device;
        return devices[0];
    }
    std::vector<std::string> names;
    for (const SoundDevice& device : devices) {
        if (std::to_string(device.number) == wanted) return device;
        names.push_back(device.name);
    }
    std::vector<size_t> found = namesWith(names, wanted);
    if (found.size() == 1) return devices[found[0]];
    if (found.size() > 1)
        throw Error({"--device"}, "several devices are called \"" + wanted + "\"",
                    "name one by its number: stemwright live --devices");
    throw Error({"--device"}, "there is no device \"" + wanted + "\"", suggestion(wanted, names));
}

}
