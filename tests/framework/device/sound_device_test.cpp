// A device is found by its number, its name or a part of it; else it is said which there are.
// SPDX-License-Identifier: MIT
#include "framework/device/sound_device.h"
#include "framework/error/error.h"
#include <gmock/gmock.h>

namespace stemwright {
namespace {

using Rank = SoundDevice::Rank;

const std::vector<SoundDevice> devices{{0, "HDMI", 8, {48000}, Rank::other},
                                       {2, "USB Audio One", 2, {44100, 48000}, Rank::usual},
                                       {3, "USB Audio Two", 2, {48000}, Rank::other}};

std::string complaint(const std::vector<SoundDevice>& there, const std::string& wanted) {
    try {
        return "took " + chosenDevice(there, wanted).name;
    } catch (const Error& error) {
        return error.what();
    }
}

TEST(SoundDevices, areFoundByNumberNameAndPartOfTheName) {
    EXPECT_EQ(chosenDevice(devices, "3").name, "USB Audio Two");
    EXPECT_EQ(chosenDevice(devices, "HDMI").number, 0);
    EXPECT_EQ(chosenDevice(devices, "audio two").number, 3);
}

TEST(SoundDevices, areTheUsualOneWhereNoneIsNamed) { EXPECT_EQ(chosenDevice(devices, "").number, 2); }

TEST(SoundDevices, areSuggestedWhereTheNameIsWrong) {
    EXPECT_THAT(complaint(devices, "HDIM"), testing::HasSubstr("did you mean \"HDMI\"?"));
    EXPECT_THAT(complaint(devices, "USB"), testing::HasSubstr("several devices"));
    EXPECT_THAT(complaint({}, "USB"), testing::HasSubstr("start a sound server"));
}

}
}
