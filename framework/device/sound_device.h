// What sound can be played on: the systems that this program knows, and their devices.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

namespace stemwright {

struct SoundDevice {
    int number; ///< as the system counts
    std::string name;
    int outputs;                           ///< channels that it plays
    std::vector<int> rates;                ///< Hz
    enum class Rank { usual, other } rank; ///< usual: what is taken where none is named
    int inputs = 0;                        ///< channels that it hears
};

/// "jack", "pulse", "alsa", as far as they were compiled in.
std::vector<std::string> soundSystems();

/// Those of a system that can play; "" stands for the first system that has a device. Throws an Error where
/// there is no such system. Control thread.
std::vector<SoundDevice> soundDevices(const std::string& system);

/// The device that is meant: by its number, its name or a part of it that no other has; "" for the usual one.
/// Throws an Error that lists what there is. Any thread.
const SoundDevice& chosenDevice(const std::vector<SoundDevice>& devices, const std::string& wanted);

/// Throws an Error where the device has fewer inputs or outputs. Any thread.
void checkChannels(const SoundDevice& device, int inputs, int outputs);

}
