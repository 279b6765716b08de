// The node that hears a device: the channels that it is told, as late as its tap says, silence elsewhere.
// SPDX-License-Identifier: MIT
#include "framework/audio/input_ring.h"
#include "tests/nodes/lone_node.h"
#include <gmock/gmock.h>

namespace stemwright {
namespace {

Datum channels(const Datum& value) { return Datum::map({{"channels", value}}); }

std::string problemOf(const Datum& arguments) {
    try {
        LoneNode node({"input", arguments});
    } catch (const std::runtime_error& error) {
        return error.what();
    }
    return "";
}

TEST(Input, isSilentWhereThereIsNoDevice) {
    LoneNode node({"input", channels(Datum::sequence({Datum("3"), Datum("1")}))});
    Sound heard = node.run({}, 256);
    ASSERT_EQ(heard.size(), 2u);
    for (const auto& channel : heard) EXPECT_THAT(channel, testing::Each(0.f));
}

TEST(Input, hearsItsChannelsOfTheTap) {
    InputRing ring(3, 1000);
    InputTap tap(&ring);
    InputTap::Using use(tap);
    LoneNode one({"input"}), two({"input", channels(Datum::sequence({Datum("3"), Datum("2")}))}),
        beyond({"input", channels("4")});
    std::vector<float> sound[3];
    const float* in[3];
    for (int c = 0; c < 3; ++c) sound[c] = noise(512, uint32_t(c)), in[c] = sound[c].data();
    ring.receive(in, 3, 512);
    tap.place(0, 512, 0);
    EXPECT_EQ(one.run({}, 512), Sound{sound[0]});
    EXPECT_EQ(two.run({}, 512), (Sound{sound[2], sound[1]}));
    EXPECT_THAT(beyond.run({}, 512)[0], testing::Each(0.f));
}

TEST(Input, refusesChannelsThatNoDeviceHas) {
    for (const char* wrong : {"0", "-1", "1.5", "5000"})
        EXPECT_THAT(problemOf(channels(wrong)), testing::StartsWith("a device has no input ")) << wrong;
    EXPECT_EQ(problemOf(channels("2")), "");
}

}
}
