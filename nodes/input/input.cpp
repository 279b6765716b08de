// What arrives at the inputs of a sound device.
// SPDX-License-Identifier: MIT
#include "framework/audio/input_ring.h"
#include "framework/node/registry.h"
#include <algorithm>
#include <cmath>

namespace stemwright {
namespace {

struct DeviceInput : Node {
    static constexpr int most = 1024;
    const size_t problemsBefore = construction().problems.size();
    AudioOut out{this, "out", "the sound of these channels; silence where no device is heard"};
    Table picked{this, "channels", "channels of the device, counted from 1; the first unless said"};
    std::vector<int> channelsOfDevice;

    DeviceInput() {
        const Datum* written = construction().arguments.find("channels");
        bool readable = construction().problems.size() == problemsBefore; // what is none was told already
        for (const auto& row : readable ? picked.rows() : std::vector<std::vector<double>>{})
            for (double number : row) {
                if (number >= 1 && number <= most && number == std::floor(number))
                    channelsOfDevice.push_back(int(number) - 1);
                else
                    problem(written->place, "a device has no input " + formatQuantity(number, Unit::none),
                            "count its channels from 1");
            }
        if (channelsOfDevice.empty()) channelsOfDevice.push_back(0);
    }

    int channels(const AudioOut&) const override { return int(channelsOfDevice.size()); }
    double end() const override { return unbounded; }

    struct Processor {
        const InputTap* tap = InputTap::current();

        explicit Processor(const DeviceInput&) {}
        void process(const DeviceInput& node, const Signals<float>& signals, auto) {
            for (size_t c = 0; c < node.channelsOfDevice.size(); ++c) {
                float* y = signals.out(node.out, int(c));
                if (tap)
                    tap->read(node.channelsOfDevice[c], signals.frame, y, signals.frames);
                else
                    std::fill_n(y, signals.frames, 0.f);
                for (int i = 0; i < signals.frames; ++i) y[i] += 0.f; // no -0, as from a file
            }
        }
    };
};
const Register<DeviceInput> input{"input", "Hears a sound device while a mix is played live."};

}
}
