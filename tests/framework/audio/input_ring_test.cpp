// Inputs are heard as late as blocks and quanta need, and not a frame later.
// SPDX-License-Identifier: MIT
#include "framework/audio/input_ring.h"
#include <algorithm>
#include <gtest/gtest.h>

namespace stemwright {
namespace {

constexpr int64_t quantumFrames = 64;

// By going through it: the most frames that an engine, which runs in whole quanta, is ahead of the end of a
// block when it has all that the block plays.
int64_t mostAhead(int64_t end, int latency, int block) {
    int64_t most = 0;
    for (int b = 0; b < 64; ++b, end += block) {
        int64_t needed = end + latency;
        int64_t engine = (needed + quantumFrames - 1) / quantumFrames * quantumFrames;
        most = std::max(most, engine - end);
    }
    return most;
}

TEST(InputTap, isAsLateAsTheEngineIsAheadAndNotLater) {
    for (int block : {1, 16, 32, 48, 64, 96, 100, 128, 192, 441, 480, 512, 1000, 1024})
        for (int latency : {0, 1, 20, 63, 64, 65, 110, 128, 4800})
            for (int64_t end : {64, 480, 1000, 48031})
                ASSERT_EQ(InputTap::lateness(end, latency, block), mostAhead(end, latency, block))
                    << block << ", " << latency << ", " << end;
}

TEST(InputTap, isNotLateInBlocksOfWholeQuanta) {
    for (int block : {64, 128, 256, 1024}) EXPECT_EQ(InputTap::lateness(block, 0, block), 0);
    EXPECT_EQ(InputTap::lateness(480, 0, 480), 32);
}

TEST(InputRing, keepsTheLastFramesAndIsSilentAroundThem) {
    InputRing ring(2, 100);
    std::vector<float> sound(1000);
    int64_t total = 0;
    float out[3];
    while (total < 300'000) {
        for (float& x : sound) x = float(++total);
        const float* in[] = {sound.data()};
        ring.receive(in, 1, int(sound.size()));
    }
    ring.read(0, total - 100, out, 3);
    EXPECT_EQ(out[0], float(total - 99));
    EXPECT_EQ(out[2], float(total - 97));
    ring.read(0, total - 1, out, 3);
    EXPECT_EQ(out[0], float(total));
    EXPECT_EQ(out[1], 0);
    ring.read(1, total - 100, out, 1);
    EXPECT_EQ(out[0], 0);
    ring.read(5, total - 100, out, 1);
    EXPECT_EQ(out[0], 0);
    ring.read(0, 0, out, 1);
    EXPECT_EQ(out[0], 0);
    ring.read(0, -5, out, 1);
    EXPECT_EQ(out[0], 0);
}

}
}
