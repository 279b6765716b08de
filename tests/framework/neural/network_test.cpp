// What holds for every network, whatever its layers.
// SPDX-License-Identifier: MIT
#include "tests/framework/neural/network_bench.h"

namespace stemwright {
namespace {

// Layers of all kinds on top of each other, with residuals, delays and parts of signals.
std::shared_ptr<const Network> randomNetwork(RandomNumbers& random) {
    Network n;
    std::vector<Network::Tap> taps{n.input(2), n.input(1)};
    auto tap = [&] {
        Network::Tap t = taps[size_t(random.below(int(taps.size())))];
        t.delay += random.below(3) == 0 ? random.below(100) : 0;
        return t;
    };
    for (int layer = 0; layer < 12; ++layer) {
        Network::Tap in = tap();
        int outputs = 1 + random.below(20);
        switch (random.below(5)) {
        case 0: {
            Convolution::Form form{in.channels, outputs, 1 + random.below(4), 1 + random.below(40)};
            taps.push_back(n.convolve(
                in, Convolution(form, random(outputs * in.channels * form.kernel, 0.2f), random(outputs))));
            if (random.below(2) == 0) n.silenceBefore(taps.back());
            break;
        }
        case 1: {
            auto cell = random.below(2) == 0 ? Recurrence::Cell::lstm : Recurrence::Cell::gru;
            int rows = (cell == Recurrence::Cell::lstm ? 4 : 3) * outputs;
            taps.push_back(n.recur(in, Recurrence({cell, in.channels, outputs}, random(rows * in.channels),
                                                  random(rows * outputs, 0.2f), random(rows), random(rows))));
            break;
        }
        case 2:
            taps.push_back(n.apply(in, {Pointwise::Kind::tanh, {}, {}}));
            break;
        case 3:
            taps.push_back(n.join({in, tap()}));
            break;
        default: {
            Network::Tap other = tap();
            other.first += random.below(other.channels);
            other.channels = 1;
            taps.push_back(n.combine(random.below(2) == 0 ? Pairwise::sum : Pairwise::product, in, other));
        }
        }
    }
    n.output(n.apply(taps.back(), {Pointwise::Kind::tanh, {}, {}}));
    return std::make_shared<const Network>(std::move(n));
}

class Networks : public testing::TestWithParam<uint32_t> {
  protected:
    Networks() { random.source.seed(GetParam()); }
    RandomNumbers random;
    std::shared_ptr<const Network> network = randomNetwork(random);
    int outputs = network->outputs()[0].channels;
    NetworkSound input = random.sound(3, 700);
};

TEST_P(Networks, giveTheSameBitsForBlocksOfAnyLengthInEveryInstructionSet) {
    NetworkInstance plain(network);
    NetworkSound expected = playedInOneCall(plain, input, outputs);
    inEveryInstructionSet([&] {
        for (int most : {1, 64, 200}) {
            NetworkInstance instance(network);
            EXPECT_EQ(playedInCalls(instance, input, outputs, [&] { return 1 + random.below(most); }),
                      expected);
        }
    });
}

TEST_P(Networks, beginAnewAfterAReset) {
    NetworkInstance instance(network);
    NetworkSound expected = playedInOneCall(instance, input, outputs);
    instance.reset();
    EXPECT_EQ(playedInOneCall(instance, input, outputs), expected);
}

TEST_P(Networks, shareNoStateBetweenInstances) {
    NetworkInstance alone(network), one(network), other(network);
    NetworkSound expected = playedInOneCall(alone, input, outputs), loud = random.sound(3, 64);
    auto next = [&] {
        playedInOneCall(other, loud, outputs);
        return 50;
    };
    EXPECT_EQ(playedInCalls(one, input, outputs, next), expected);
}

TEST_P(Networks, goOnWhereAnotherInstanceIs) {
    NetworkInstance alone(network), one(network), other(network);
    NetworkSound expected = playedInOneCall(alone, input, outputs), before = input, after = input;
    for (auto& row : before) row.resize(333);
    for (auto& row : after) row.erase(row.begin(), row.begin() + 333);
    for (auto& row : expected) row.erase(row.begin(), row.begin() + 333);
    playedInOneCall(one, before, outputs);
    playedInOneCall(other, input, outputs);
    other.take(one);
    for (NetworkInstance* instance : {&one, &other})
        EXPECT_EQ(playedInOneCall(*instance, after, outputs), expected);
}

INSTANTIATE_TEST_SUITE_P(Random, Networks, testing::Range(1u, 25u));

TEST(Network, computesThePastOfAnInnerSignalFromSilence) {
    for (bool silent : {false, true}) {
        Network n;
        LineFloats scale{1}, offset{3};
        Network::Tap inner = n.apply(n.input(1), {Pointwise::Kind::affine, scale, offset});
        if (silent) n.silenceBefore(inner);
        std::vector<float> weights{1, 0};
        n.output(n.convolve(inner, Convolution({1, 1, 2, 5}, weights, {})));
        NetworkInstance instance(std::make_shared<const Network>(std::move(n)));
        NetworkSound zeros{std::vector<float>(12)};
        NetworkSound given = playedInOneCall(instance, zeros, 1);
        for (size_t f = 0; f < 12; ++f) EXPECT_EQ(given[0][f], silent && f < 5 ? 0 : 3);
    }
}

TEST(Network, saysWhatItIsMadeOf) {
    RandomNumbers random;
    Network n;
    auto x = n.input(1);
    EXPECT_FALSE(n.remembers());
    for (int i = 0; i < 2; ++i) x = n.convolve(x, Convolution({1, 1, 3, 4}, random(3), {}));
    EXPECT_EQ(n.text(), "2 convolutions");
    n.output(n.recur(x, Recurrence({Recurrence::Cell::gru, 1, 2}, random(6), random(12), {}, {})));
    EXPECT_EQ(n.text(), "2 convolutions, 1 GRU layer");
    EXPECT_TRUE(n.remembers());
}

}
}
