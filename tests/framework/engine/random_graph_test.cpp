// Random graphs of 5 to 500 nodes: they compile, stay finite, and give the same bits in whatever order they
// are written.
// SPDX-License-Identifier: MIT
#include "tests/framework/engine/random_graph.h"
#include <set>

namespace stemwright {
namespace {

constexpr int frames = 64 * 40;
const std::vector<int> sizes{5, 6, 8, 10, 13, 17, 22, 30, 40, 60, 90, 150, 250, 500};

std::vector<Channels> rendered(const RandomMix& mix) {
    return renderOutputs(compile(mix.graph()), {0, frames});
}

TEST(RandomGraph, holdsEveryTypeOfNode) {
    std::set<std::string> types;
    for (const auto& v : randomMix(100, 1).vertices) types.insert(v.type);
    for (const Type* type : namedTypes()) EXPECT_TRUE(types.contains(type->name)) << type->name;
}

TEST(RandomGraph, compilesAndStaysFinite) {
    int graphs = 0, heard = 0;
    for (int size : sizes)
        for (uint32_t seed = 0; seed < 4; ++seed) {
            SCOPED_TRACE(std::to_string(size) + " nodes, seed " + std::to_string(seed));
            RandomMix mix = randomMix(size, seed * 1000 + uint32_t(size));
            ASSERT_EQ(complaint(mix.graph()), "");
            auto plan = compile(mix.graph());
            Engine engine(plan);
            float peak = 0;
            for (int q = 0; q < frames / quantum; ++q) {
                engine.process();
                for (size_t o = 0; o < plan->outputs.size(); ++o)
                    for (int c = 0; c < plan->outputs[o].channels; ++c)
                        for (int i = 0; i < quantum; ++i) {
                            float x = engine.output(int(o), c)[i];
                            ASSERT_TRUE(std::isfinite(x));
                            peak = std::max(peak, std::abs(x));
                        }
            }
            ++graphs;
            heard += peak > 1e-4f;
            for (const auto& fault : engine.faults())
                ADD_FAILURE() << "not finite: " << plan->graph.vertices[fault.vertex].type->name;
        }
    EXPECT_GT(heard, graphs / 2);
}

TEST(RandomGraph, givesTheSameBitsInWhateverOrderItIsWritten) {
    for (int size : sizes)
        for (uint32_t seed = 0; seed < (size < 100 ? 3 : 1); ++seed) {
            RandomMix mix = randomMix(size, seed * 1000 + uint32_t(size));
            auto expected = rendered(mix);
            for (uint32_t order = 1; order <= 2; ++order) {
                mix.shuffle(order);
                auto heard = rendered(mix);
                for (size_t o = 0; o < expected.size(); ++o)
                    ASSERT_EQ(difference(heard[o], expected[o]), "")
                        << size << " nodes, seed " << seed << ", order " << order;
            }
        }
}

TEST(RandomGraph, playsTheSameBitsInBlocksOfAnySize) {
    std::mt19937 random(3);
    for (int size : {5, 8, 13, 22, 40, 90, 250}) {
        RandomMix mix = randomMix(size, uint32_t(size));
        auto plan = compile(mix.graph());
        int latency = plan->outputs[0].latency, length = latency + frames;
        Channels offline = renderOutputs(plan, {0, frames})[0];
        for (int block : {1, 64, 65, 128, 480, 0}) {
            Engine engine(plan);
            Playback playback(engine);
            Channels heard(offline.size(), std::vector<float>(length));
            for (int at = 0; at < length;) {
                int part = std::min(block ? block : 1 + int(random() % 900), length - at);
                std::vector<float*> rows;
                for (auto& channel : heard) rows.push_back(channel.data() + at);
                playback.read(rows.data(), part);
                at += part;
            }
            for (auto& channel : heard) channel.erase(channel.begin(), channel.begin() + latency);
            ASSERT_EQ(difference(heard, offline), "") << size << " nodes, blocks of " << block;
        }
    }
}

// Compensation moves nothing against the rest: later neighbours of the outputs change only when, not what.
TEST(RandomGraph, aNodeThatNobodyHearsChangesNothing) {
    for (int size : {10, 60, 250}) {
        RandomMix mix = randomMix(size, uint32_t(size));
        auto expected = rendered(mix);
        mix.vertices.insert(mix.vertices.begin(),
                            {"unheard", "probe_late", arguments({{"by", "777 samples"}})});
        mix.edges.insert(mix.edges.begin(), {mix.outputs[0], "unheard", Datum::map({})});
        auto heard = rendered(mix);
        for (size_t o = 0; o < expected.size(); ++o) ASSERT_EQ(difference(heard[o], expected[o]), "") << size;
    }
}

}
}
