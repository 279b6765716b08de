// What networks do on the audio thread, under the eyes of LLVM's RealtimeSanitizer.
// SPDX-License-Identifier: MIT
#include "tests/framework/neural/network_bench.h"

extern "C" {
void __rtsan_init();
void __rtsan_realtime_enter();
void __rtsan_realtime_exit();
}

namespace stemwright {
namespace {

TEST(RealTimeNetworks, takeNoMemory) {
    __rtsan_init();
    RandomNumbers random;
    Network n;
    auto x = n.convolve(n.input(1), Convolution({1, 9, 3, 70}, random(27), random(9)));
    auto y = n.apply(n.join({x, n.combine(Pairwise::sum, x, x)}), {Pointwise::Kind::tanh, {}, {}});
    y = n.recur(y, Recurrence({Recurrence::Cell::lstm, 18, 10}, random(720), random(400), {}, {}));
    n.output(n.recur(y, Recurrence({Recurrence::Cell::gru, 10, 6}, random(180), random(108), {}, {})));
    auto network = std::make_shared<const Network>(std::move(n));
    inEveryInstructionSet([&] {
        NetworkInstance instance(network), other(network);
        NetworkSound input = random.sound(1, 1000), output(6, input[0]);
        std::vector<const float*> from{input[0].data()};
        std::vector<float*> to;
        for (auto& row : output) to.push_back(row.data());
        __rtsan_realtime_enter();
        for (int frames : {1, 64, 1000, 63, 128}) instance.process(from, to, frames);
        other.take(instance);
        instance.reset();
        __rtsan_realtime_exit();
    });
}

}
}
