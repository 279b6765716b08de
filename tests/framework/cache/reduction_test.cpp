// What was kept may stand for what would be computed, and nobody hears it: random mixes, edited at random.
// SPDX-License-Identifier: MIT
#include "framework/cache/recorder.h"
#include "tests/framework/cache/cache_folder.h"
#include "tests/framework/engine/random_console.h"

namespace stemwright {
namespace {

constexpr int frames = 64 * 40;

class Kept : public CacheFolder {
  protected:
    struct Heard {
        std::vector<Channels> outputs;
        int found,
            givenBack; // kept sounds that were played, and old ones that were computed to be taken away
    };

    // As a render with a cache does it.
    Heard renderKept(const RandomMix& mix) {
        std::string document = std::to_string(mixes_.size());
        mixes_.push_back(mix);
        auto whole = compile(mix.graph());
        int64_t end = frames;
        for (const PlannedOutput& output : whole->outputs)
            end = std::max<int64_t>(end, frames + output.latency);
        auto read = [&](const std::string& text) { return compile(mixes_[std::stoul(text)].graph()); };
        Reduction reduction = reduce(whole, contentOf(*whole), end, store, document, read);
        Recorder recorder(store, reduction);
        Engine engine(reduction.plan, {Engine::Profiling::off, &recorder, &reduction.sums});
        Heard heard{{}, reduction.found, 0};
        for (const Graph::Vertex& vertex : reduction.plan->graph.vertices)
            heard.givenBack += vertex.name.ends_with(" inverted");
        for (const PlannedOutput& output : reduction.plan->outputs)
            heard.outputs.emplace_back(output.channels);
        renderOffline(engine, {0, frames}, [&](int output, const float* const* channels, int count) {
            for (size_t c = 0; c < heard.outputs[output].size(); ++c)
                heard.outputs[output][c].insert(heard.outputs[output][c].end(), channels[c],
                                                channels[c] + count);
        });
        if (engine.faults().empty()) recorder.keep();
        return heard;
    }

    void expectTheBitsOfAColdRender(const RandomMix& mix, const Heard& heard) {
        auto expected = renderOutputs(compile(mix.graph()), {0, frames});
        ASSERT_EQ(heard.outputs.size(), expected.size());
        for (size_t o = 0; o < expected.size(); ++o) ASSERT_EQ(difference(heard.outputs[o], expected[o]), "");
    }

  private:
    std::vector<RandomMix> mixes_;
};

// A level, the numbers of a node, or a wire that goes. The mix as it was where that makes none.
RandomMix edited(RandomMix mix, std::mt19937& random) {
    RandomMix before = mix;
    size_t kind = random() % 4;
    if (kind == 0 && mix.edges.size() > 8)
        mix.edges.erase(mix.edges.begin() + long(random() % mix.edges.size()));
    else if (kind == 1) {
        RandomMix::Edge& edge = mix.edges[random() % mix.edges.size()];
        if (edge.options.find("level"))
            edge.options = arguments({{"level", formatQuantity(-3. - double(random() % 40), Unit::dB)}});
    } else {
        RandomMix::Vertex& vertex = mix.vertices[random() % mix.vertices.size()];
        const Type& type = *Registry::instance().find(vertex.type);
        auto chosen = sensibleArguments(type, byChance(uint32_t(random())));
        if (chosen && vertex.type != "delay") vertex.arguments = *chosen;
    }
    return complaint(mix.graph()).empty() ? mix : before;
}

TEST_F(Kept, givesTheBitsOfAColdRenderAfterEveryEditOfAConsole) {
    int found = 0, givenBack = 0;
    for (uint32_t seed = 0; seed < 6; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 random(seed);
        RandomMix mix = randomConsole(12 + int(seed) * 4, seed);
        for (int edit = 0; edit < 12; ++edit) {
            SCOPED_TRACE("edit " + std::to_string(edit));
            Heard heard = renderKept(mix);
            expectTheBitsOfAColdRender(mix, heard);
            if (HasFatalFailure()) return;
            found += heard.found;
            givenBack += heard.givenBack;
            mix = edited(mix, random);
        }
    }
    EXPECT_GT(found, 60);
    EXPECT_GT(givenBack, 20);
}

TEST_F(Kept, givesTheBitsOfAColdRenderAfterEveryEditOfARandomGraph) {
    int found = 0;
    for (uint32_t seed = 0; seed < 10; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 random(seed);
        RandomMix mix = randomMix(20 + int(seed) * 12, seed);
        for (int edit = 0; edit < 8; ++edit) {
            SCOPED_TRACE("edit " + std::to_string(edit));
            Heard heard = renderKept(mix);
            expectTheBitsOfAColdRender(mix, heard);
            if (HasFatalFailure()) return;
            found += heard.found;
            mix = edited(mix, random);
        }
    }
    EXPECT_GT(found, 20);
}

TEST_F(Kept, isPlayedAndNotComputedWhereNothingChanged) {
    RandomMix mix = randomConsole(20, 3);
    renderKept(mix);
    auto whole = compile(mix.graph());
    Reduction again = reduce(whole, contentOf(*whole), frames, store, "", {});
    EXPECT_EQ(again.found, 1);
    EXPECT_EQ(again.plan->tasks.size(), 1u); // the output's place is taken by what was kept
    EXPECT_TRUE(again.keepable.empty());
}

TEST_F(Kept, isNotTakenForALongerSong) {
    RandomMix mix = randomConsole(8, 1);
    renderKept(mix);
    auto whole = compile(mix.graph());
    EXPECT_EQ(reduce(whole, contentOf(*whole), 4 * frames, store, "", {}).found, 0);
}

TEST_F(Kept, isKnownByNumbersAndSeeds) {
    auto keyOf = [](const std::string& name, const char* frequency, uint64_t seed) {
        Graph graph({}, "", seed);
        graph.add(name, "sine", arguments({{"freq", frequency}}));
        graph.output("out", name);
        auto plan = compile(std::move(graph));
        return contentOf(*plan).vertices[0];
    };
    EXPECT_EQ(keyOf("a", "440 Hz", 1), keyOf("a", "440 Hz", 1));
    EXPECT_NE(keyOf("a", "440 Hz", 1), keyOf("a", "441 Hz", 1));
    EXPECT_NE(keyOf("a", "440 Hz", 1), keyOf("a", "440 Hz", 2));
}

}
}
