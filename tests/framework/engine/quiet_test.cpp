// The quiet end: denormals become exact zeros, and decaying rooms end in silence.
// SPDX-License-Identifier: MIT
#include "framework/audio/denormals.h"
#include "tests/framework/engine/rendering.h"

namespace stemwright {
namespace {

TEST(Quiet, theSmallestNumberTimesTheLargestAttenuationIsExactlyZero) {
    Graph g;
    g.add("hit", "impulse", arguments({{"every", "1 samples"}, {"level", "0 dB"}}));
    std::string last = "hit";
    for (int i = 0; i < 5; ++i) { // -150 dB each: near the smallest normal number after five
        std::string name = "down" + std::to_string(i);
        g.add(name, "gain", arguments({{"gain", "-150 dB"}}));
        g.connect(last, name);
        last = name;
    }
    g.add("gone", "gain", arguments({{"gain", "-200 dB"}}));
    g.add("wire", "gain");
    g.connect(last, "gone");
    g.connect(last, "wire", arguments({{"level", "-30 dB"}}));
    g.output("last", last);
    g.output("gone", "gone");
    g.output("wire", "wire");
    auto heard = renderOutputs(compile(std::move(g)), {0, 128});
    for (int i = 0; i < 128; ++i) {
        ASSERT_GT(heard[0][0][i], 0.f);
        ASSERT_EQ(heard[1][0][i], 0.f);
        ASSERT_EQ(heard[2][0][i], 0.f);
    }
}

TEST(Quiet, whatDecaysEndsInExactSilence) {
    for (const char* type : {"reverb", "delay", "lowpass", "highpass"}) {
        Graph g;
        g.add("hit", "impulse");
        g.add("room", type, std::string(type) == "reverb" ? arguments({{"decay", "0.2 s"}}) : Datum::map({}));
        g.connect("hit", "room");
        g.output("mix", "room");
        int frames = 48000 * 20;
        Channels x = render(std::move(g), frames);
        for (const auto& channel : x)
            for (int i = frames - 4800; i < frames; ++i)
                if (std::string(type).find("pass") == std::string::npos)
                    ASSERT_EQ(channel[i], 0.f) << type << " at " << i;
                else // a filter may rest on the last number that is not denormal
                    ASSERT_LT(std::abs(channel[i]), 1e-36f) << type << " at " << i;
    }
}

// What makes a decaying room slow is numbers too small to be normal, so there may be none, in sound or state.
TEST(Quiet, aDecayingRoomHoldsNoDenormalNumbers) {
    const Type* type = Registry::instance().find("reverb");
    Datum decay = arguments({{"decay", "0.5 s"}});
    Timeline timeline;
    std::vector<Problem> problems;
    auto node = type->make({decay, timeline, "", 1, problems});
    node->arrange(std::vector<int>{1});
    node->prepare();
    auto batch = type->batch(*node, 1);
    float in[quantum] = {1}, left[quantum], right[quantum];
    const float* inputs[] = {in};
    float* outputs[] = {left, right};
    for (int64_t q = 0; q < 750 * 60; ++q) {
        {
            FlushDenormals flush;
            batch->process({q * quantum, quantum, inputs, outputs});
        }
        in[0] = 0;
        for (int i = 0; i < quantum; ++i)
            ASSERT_TRUE(std::fpclassify(left[i]) != FP_SUBNORMAL &&
                        std::fpclassify(right[i]) != FP_SUBNORMAL);
        if (q % 750 != 0) continue;
        for (uint32_t word : batch->lift(0))
            ASSERT_NE(std::fpclassify(std::bit_cast<float>(word)), FP_SUBNORMAL);
    }
}

TEST(Quiet, theCallersFloatingPointModeIsLeftAsItWas) {
    Graph g;
    g.add("in", "noise");
    g.output("mix", "in");
    Engine engine(compile(std::move(g)));
    engine.process();
    volatile float tiny = std::numeric_limits<float>::min();
    EXPECT_GT(tiny * 0.5f, 0.f);
}

}
}
