// Outside models as nodes: what PyTorch makes of them, in blocks of any size of the model, the graph and the
// device.
// SPDX-License-Identifier: MIT
#include "framework/neural/model_layout.h"
#include "tests/framework/engine/playing.h"
#include "tests/framework/engine/sound_folder.h"
#include "tests/framework/neural/fake_model.h"
#include "tests/framework/torch/golden.h"
#include "tests/nodes/lone_node.h"
#include <optional>

namespace stemwright::test {
namespace {

class OutsideNodes : public OutsideModelTest {
  protected:
    void SetUp() override {
        OutsideModelTest::SetUp();
        if (!IsSkipped()) facts = loadModel(path(), GetParam().use)->facts();
    }

    double rate() const { return facts.rate > 0 ? facts.rate : 48000; }

    // As long an allowance as the longest block of a device and one of the model, so that a test that waits
    // between such blocks is never late.
    Datum arguments() const {
        const OutsideModel& outside = GetParam();
        Datum all = Datum::map({{"model", path()}, {"allowance", "5000 samples"}});
        auto add = [&](const std::string& name, const std::string& value) {
            all.entries.push_back({{name, {}}, Datum(value)});
        };
        if (outside.use.block > 0) add("block", std::to_string(outside.use.block));
        if (outside.use.channels > 0) add("channels", std::to_string(outside.use.channels));
        if (outside.use.exact) add("kernels", "torch");
        for (auto [number, value] : outside.numbers)
            add(facts.numbers[size_t(number)].name, std::to_string(value));
        return all;
    }

    LoneNode node(int block = quantum) const {
        stemwright::Setup setup{"torch", arguments(), {facts.inputs[0].channels}, rate()};
        setup.block = block;
        return LoneNode(setup);
    }

    Sound sound(int frames) const { return noises(facts.inputs[0].channels, frames); }

    // `found(signal, output, frame)`: what the nth output of that kind, of sound or control, gives `frame`
    // frames of the model after its start. Returns how many values were compared.
    int
    compareWithGolden(const std::function<std::optional<float>(const ModelSignal&, int, int)>& found) const {
        int compared = 0;
        for (const auto& [place, value] : committedGoldenValues().at(GetParam().file)) {
            int channel = int(place.first), sounds = 0, controls = 0;
            for (const ModelSignal& signal : facts.outputs)
                for (int c = 0; c < signal.channels; ++c, --channel) {
                    const int output = isSound(signal) ? sounds++ : controls++;
                    if (channel != 0) continue;
                    const auto given = found(signal, output, int(place.second) * signal.framesPerValue);
                    if (!given) continue;
                    EXPECT_NEAR(*given, value, 1e-5) << signal.name << ", value " << place.second;
                    ++compared;
                }
        }
        return compared;
    }

    ModelFacts facts;
};

TEST_P(OutsideNodes, giveWhatPyTorchGivesInBlocksOfTheEngine) {
    for (int block : {controlStep, quantum}) {
        LoneNode lone = node(block);
        const int wait = lone.node().latency() - facts.latency, frames = GetParam().frames;
        const Sound given = lone.run({sound(frames)}, (frames + wait) / quantum * quantum + 2 * quantum);
        const int compared = compareWithGolden([&](const ModelSignal& signal, int output, int frame) {
            return isSound(signal) ? given[size_t(output)][size_t(frame + wait)]
                                   : lone.control(output)[size_t((frame + wait) / controlStep)].second;
        });
        EXPECT_EQ(compared, int(committedGoldenValues().at(GetParam().file).size()));
    }
}

TEST_P(OutsideNodes, doNotHearEachOtherAndResetToTheBit) {
    const Sound x = sound(12288), y(x.size(), stemwright::noise(12288, 9));
    auto played = [&](LoneNode& lone, LoneNode* other) {
        Sound all(size_t(lone.node().outputChannels()) + lone.node().controls().size());
        for (int first = 0, part = 3072; first < 12288; first += part) {
            auto cut = [&](const Sound& whole) { return cutOut(whole, size_t(first), size_t(part)); };
            if (other) other->run({cut(y)});
            Sound given = lone.run({cut(x)});
            for (size_t c = 0; c < given.size(); ++c)
                all[c].insert(all[c].end(), given[c].begin(), given[c].end());
            for (size_t c = given.size(); c < all.size(); ++c)
                for (auto [from, to] : lone.control(int(c - given.size()))) all[c].push_back(to);
        }
        return all;
    };
    LoneNode one = node(), other = node();
    const Sound alone = played(one, nullptr);
    one.batch().reset(0);
    EXPECT_EQ(played(one, &other), alone) << "beside another one";
    other.batch().reset(0);
    EXPECT_EQ(played(other, nullptr), alone) << "after a reset";
}

// The graph hears a file with the golden noise, and more of it behind; a control output moves a number that
// is shown as sound.
class PlayedOutsideNodes : public OutsideNodes {
  protected:
    static constexpr int frames = 16000;

    std::shared_ptr<const Plan> plan() const {
        Graph g;
        g.timeline.rate = rate();
        SoundFormat format;
        format.depth = SoundFormat::Depth::float32;
        format.rate = rate();
        format.channels = facts.inputs[0].channels;
        const Sound x = sound(frames);
        std::vector<float> interleaved;
        for (size_t i = 0; i < size_t(frames); ++i)
            for (const auto& channel : x) interleaved.push_back(channel[i]);
        SoundWriter writer(folder.path("noise.wav"), format);
        writer.write(interleaved.data(), frames);
        writer.finish();
        g.add("in", "file", stemwright::arguments({{"file", folder.path("noise.wav")}}));
        g.add("model", "torch", arguments());
        g.connect("in", "model");
        const Node& model = *g.vertices.back().node;
        if (!model.outputs().empty()) g.output("sound", "model");
        for (const ControlOut* control : model.controls()) {
            g.add("shown_" + control->name, "probe_show");
            g.connect("model." + control->name, "shown_" + control->name + ".grid");
            g.output(control->name, "shown_" + control->name);
        }
        return compile(std::move(g));
    }

    // Until everything is computed that was posted so far.
    void waitForModel(const Playout& playout) const {
        waitForModels(playout.current(), (controlStep + facts.block - 1) / facts.block * facts.block);
    }

    SoundFolder folder;
};

TEST_P(PlayedOutsideNodes, areTheSameOfflineAndLiveInAnyBlocksOfADevice) {
    const Channels expected = rendered(plan(), {0, frames});
    compareWithGolden([&](const ModelSignal& signal, int output, int frame) -> std::optional<float> {
        if (!isSound(signal) || frame < facts.latency) return {};
        return expected[size_t(output)][size_t(frame - facts.latency)];
    });
    for (int block : {1, 17, 64, 128, 480, 1000, 4096}) {
        Channels live;
        Playout playout(startedMix(plan()), Playout::AtEnd::stop);
        for (int done = 0; done < frames; done += block) {
            waitForModel(playout);
            playOn(playout, std::min(block, frames - done), block, live);
        }
        ASSERT_EQ(difference(live, expected), "") << "blocks of " << block;
    }
}

// Those that know no block of their own, in many; by our own kernels, where those can, and by LibTorch.
std::vector<OutsideModel> inManyBlocks(std::vector<int> blocks) {
    std::vector<OutsideModel> all = allOutsideModels();
    for (int block : blocks) {
        all.push_back({"audacitorch/model.pt", {.block = block}, {}, 2048});
        all.push_back(
            {"steerable_nafx/steerable-nafx-2_blocks-dynamic.pt", {.block = block, .exact = true}, {}, 4096});
    }
    return all;
}

INSTANTIATE_TEST_SUITE_P(Shared, OutsideNodes,
                         testing::ValuesIn(inManyBlocks({17, 64, 128, 480, 1000, 4096})));
INSTANTIATE_TEST_SUITE_P(Shared, PlayedOutsideNodes, testing::ValuesIn(inManyBlocks({17, 1000})));

}
}
