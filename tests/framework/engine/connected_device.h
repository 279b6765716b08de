// A device with inputs that are in the mix, monitored and recorded, without the device.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/sound_reader.h"
#include "framework/device/patchbay.h"
#include "framework/device/take_thread.h"
#include "tests/framework/engine/playing.h"
#include "tests/framework/engine/sound_folder.h"

namespace stemwright {

class ConnectedDevice {
  public:
    ConnectedDevice()
        : ring_(2, 48000),
          playout_(made(), Playout::AtEnd::stop),
          patchbay_(playout_, &ring_, {{0, 0}, {1, 3}}, frames) {
        patchbay_.monitor({1, 2});
        SoundFormat format;
        format.depth = SoundFormat::Depth::float32;
        patchbay_.record(takes_.add(folder_.path("raw.wav"), format), Patchbay::Heard::inputs, 0);
        patchbay_.record(takes_.add(folder_.path("mix.wav"), format), Patchbay::Heard::mix, 0);
        takes_.start();
        play(1); // the first call binds symbols, which maps memory
    }

    void play(int blocks) noexcept {
        for (int b = 0; b < blocks; ++b) patchbay_.process(in_, out_, frames);
    }

    /// Once, after so many blocks.
    void expectToHaveRecorded(int blocks) {
        takes_.finish();
        EXPECT_TRUE(takes_.problems().empty());
        for (const char* name : {"raw.wav", "mix.wav"})
            EXPECT_EQ(inspect(folder_.path(name)).frames, (blocks + 1) * frames) << name;
    }

  private:
    static constexpr int frames = 480;

    std::unique_ptr<LiveMix> made() {
        Graph g;
        g.add("in", "input", arguments({{"channels", "2"}}));
        g.add("comp", "compressor", arguments({{"lookahead", "3 ms"}}));
        g.add("pan", "pan");
        g.connect("in", "comp");
        g.connect("comp", "pan");
        g.output("mix", "pan");
        auto mix = std::make_unique<LiveMix>(compile(std::move(g)), std::vector<int>{0}, Cut{0, 1 << 30},
                                             nullptr, &ring_);
        mix->start();
        return mix;
    }

    SoundFolder folder_;
    InputRing ring_;
    Playout playout_;
    TakeThread takes_;
    Patchbay patchbay_;
    float sound_[6][frames] = {};
    const float* in_[2] = {sound_[0], sound_[1]};
    float* out_[4] = {sound_[2], sound_[3], sound_[4], sound_[5]};
};

}
