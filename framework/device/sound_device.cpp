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
