// Finds the device that somebody means.
// SPDX-License-Identifier: MIT
#include "framework/device/sound_device.h"
#include "framework/error/error.h"
#include <algorithm>

namespace stemwright {

static bool contains(const std::string& text, const std::string& part) {
    auto same = [](char a, char b) { return std::tolower(uint8_t(a)) == std::tolower(uint8_t(b)); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

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
    const SoundDevice* found = nullptr;
    int similar = 0;
    for (const SoundDevice& device : devices) {
        if (device.name == wanted || std::to_string(device.number) == wanted) return device;
        names.push_back(device.name);
        if (contains(device.name, wanted)) found = &device, ++similar;
    }
    if (similar == 1) return *found;
    if (similar > 1)
        throw Error({"--device"}, "several devices are called \"" + wanted + "\"",
                    "name one by its number: stemwright live --devices");
    throw Error({"--device"}, "there is no device \"" + wanted + "\"", suggestion(wanted, names));
}

}
