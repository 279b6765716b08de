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

void checkChannels(const SoundDevice& device, int inputs, int outputs) {
    auto counted = [](int count, const std::string& one) {
        return (count == 0 ? "no" : std::to_string(count)) + " " + one + (count == 1 ? "" : "s");
    };
    if (device.outputs < outputs)
        throw Error({device.name},
                    "this device has " + counted(device.outputs, "output") + ", and channel " +
                        std::to_string(outputs) + " is to be played",
                    "play less with --output, or choose another device");
    if (device.inputs < inputs)
        throw Error({device.name},
                    "this device has " + counted(device.inputs, "input") + ", and input " +
                        std::to_string(inputs) + " is to be heard",
                    "hear other inputs, open fewer with --inputs, or choose another device");
}

}
