// What is found out about modules of each dialect, and that they sound as their text says.
// SPDX-License-Identifier: MIT
#include "tests/framework/torch/model_run.h"
#include <algorithm>
#include <gmock/gmock.h>

namespace stemwright::test {
namespace {

using testing::HasSubstr;
using Dialects = TorchModels;

std::vector<std::string> namesOf(const auto& all) {
    std::vector<std::string> names;
    for (const auto& one : all) names.push_back(one.name);
    return names;
}

TEST_F(Dialects, aTildeModelTellsItsMethodsRatiosAndNumbers) {
    auto model = loadModel(module("Tilde"));
    const ModelFacts& facts = model->facts();
    EXPECT_EQ(facts.dialect, "nn~");
    EXPECT_EQ(facts.method, "forward");
    EXPECT_EQ(namesOf(facts.numbers), (std::vector<std::string>{"gain", "range_1", "range_2", "on"}));
    EXPECT_EQ(facts.numbers[0].init, 0.5);
    EXPECT_EQ(facts.numbers[1].init, -3);
    EXPECT_EQ(facts.numbers[1].kind, ModelNumber::Kind::whole);
    EXPECT_EQ(facts.numbers[3].kind, ModelNumber::Kind::toggle);
    EXPECT_EQ(facts.hash.size(), 32u);
}

TEST_F(Dialects, tildeAttributesTakeEffectWithTheNextBlockAndOutliveAReset) {
    auto model = loadModel(module("Tilde"));
    const ModelFacts& facts = model->facts();
    auto instance = model->instance(), other = model->instance();
    const Signals in = noises(1, facts.block);
    auto gained = [&](float gain, float low, float high) {
        Signals out = in;
        for (float& v : out[0]) v = std::clamp(v * gain, low, high);
        return out;
    };
    EXPECT_EQ(through(*instance, facts, in, facts.block), gained(0.5f, -0.3f, 0.3f));
    instance->set(0, 2);
    instance->set(1, -7);
    for (int turn = 0; turn < 2; ++turn) {
        EXPECT_EQ(through(*instance, facts, in, facts.block), gained(2, -0.7f, 0.3f)) << turn;
        instance->reset();
    }
    EXPECT_EQ(through(*other, facts, in, facts.block), gained(0.5f, -0.3f, 0.3f));
    instance->set(3, 0);
    EXPECT_EQ(through(*instance, facts, in, facts.block), in);
    instance->set(0, 100);
    EXPECT_THAT(saidBy([&] { through(*instance, facts, in, facts.block); }), HasSubstr("does not take"));
}

TEST_F(Dialects, lowRateOutputsAndInputsAreControlSignalsOfOneChannel) {
    auto encoder = loadModel(module("Tilde"), {.method = "encode"});
    auto decoder = loadModel(module("Tilde"), {.method = "decode"});
    const ModelFacts &coded = encoder->facts(), &decoded = decoder->facts();
    EXPECT_EQ(namesOf(coded.outputs), (std::vector<std::string>{"out1", "out2", "out3", "out4"}));
    EXPECT_EQ(namesOf(decoded.inputs), (std::vector<std::string>{"in1", "in2", "in3", "in4"}));
    EXPECT_EQ(coded.outputs[3].framesPerValue, 256);
    EXPECT_EQ(coded.block, 512);
    const Signals in = noises(1, 1024);
    Signals codes = through(*encoder->instance(), coded, in, 1024);
    Signals out = through(*decoder->instance(), decoded, codes, 1024);
    for (size_t n = 0; n < 1024; ++n) {
        float sum = 0;
        for (size_t k = 63; k < 256; k += 64) sum += in[0][n / 256 * 256 + k];
        EXPECT_FLOAT_EQ(out[0][n], sum) << n;
    }
}

TEST_F(Dialects, aTildeModelIsHeldToWhatItGivesAndToldTheRate) {
    auto model = loadModel(module("TwoDeclared"), {.rate = 24000});
    EXPECT_EQ(model->facts().outputs[0].channels, 1);
    const Signals in = noises(1, 512);
    Signals out = through(*model->instance(), model->facts(), in, 512);
    for (size_t n = 0; n < 512; ++n) EXPECT_EQ(out[0][n], in[0][n] * 0.25f);
}

TEST_F(Dialects, aRateIsTheDocumentsElseTheModelsElseTheSessions) {
    auto rate = [](const std::string& name, const ModelUse& use) {
        return loadModel(module(name), use)->facts().rate;
    };
    EXPECT_EQ(rate("TwoDeclared", {.usualRate = 44100}), 44100) << "it is told";
    EXPECT_EQ(rate("TwoDeclared", {}), 48000);
    EXPECT_EQ(rate("DescribedState", {.usualRate = 48000}), 22050) << "it says so";
    EXPECT_EQ(rate("DescribedState", {.rate = 16000, .usualRate = 48000}), 16000);
    EXPECT_EQ(rate("Tilde", {.usualRate = 48000}), 0) << "it runs at any";
}

TEST_F(Dialects, optionalStatesThatComeBackAreCarried) {
    auto model = loadModel(module("CarriedState"));
    EXPECT_TRUE(model->facts().remembers);
    EXPECT_EQ(model->facts().outputs.size(), 1u);
    auto instance = model->instance();
    const Signals in{std::vector<float>(2048, 0.25f)};
    Signals out = through(*instance, model->facts(), in, 2048);
    for (size_t n = 0; n < 2048; ++n) ASSERT_EQ(out[0][n], 0.25f * float(n + 1));
    instance->reset();
    EXPECT_EQ(through(*instance, model->facts(), in, 2048), out);
}

TEST_F(Dialects, aDescriptionInTheFileOverridesWhatIsFoundOut) {
    auto model = loadModel(module("DescribedState"));
    const ModelFacts& facts = model->facts();
    EXPECT_EQ(facts.block, 128);
    EXPECT_EQ(facts.rate, 22050);
    EXPECT_EQ(facts.latency, 7);
    EXPECT_EQ(facts.outputs[0].name, "sum");
    EXPECT_EQ(namesOf(facts.numbers), std::vector<std::string>{"push"});
    EXPECT_EQ(facts.numbers[0].init, 2);
    EXPECT_EQ(facts.numbers[0].max, 4);
    const Signals in{std::vector<float>(512, 0.125f)};
    Signals out = through(*model->instance(), facts, in, 512);
    for (size_t n = 0; n < 512; ++n) ASSERT_NEAR(out[0][n], 0.25f * float(n + 1), 1e-4);
    EXPECT_EQ(loadModel(module("DescribedState"), {.block = 64})->facts().block, 64) << "the document rules";
}

TEST_F(Dialects, windowsEndAtEachFrame) {
    auto model = loadModel(module("Windows"), {.layout = "window", .lookBehind = 3});
    const Signals in = noises(1, 1024);
    Signals out = through(*model->instance(), model->facts(), in, 1024);
    for (size_t n = 0; n < 1024; ++n)
        ASSERT_FLOAT_EQ(out[0][n], (n < 3 ? 0 : in[0][n - 3]) + 10 * in[0][n]) << n;
}

TEST_F(Dialects, tensorsThatCannotBeNumbersAreFurtherSounds) {
    auto model = loadModel(module("TwoSounds"));
    const ModelFacts& facts = model->facts();
    EXPECT_EQ(namesOf(facts.inputs), (std::vector<std::string>{"in", "side"}));
    ASSERT_EQ(facts.outputs.size(), 2u);
    EXPECT_EQ(facts.outputs[1].framesPerValue, 128);
    const Signals in = noises(2, 512);
    Signals out = through(*model->instance(), facts, in, 512);
    for (size_t n = 0; n < 512; ++n) ASSERT_EQ(out[0][n], in[0][n] - in[1][n]);
    for (size_t k = 0; k < 4; ++k) {
        double mean = 0;
        for (size_t n = 128 * k; n < 128 * (k + 1); ++n) mean += double(in[0][n]) * in[1][n] / 128;
        ASSERT_NEAR(out[1][k], mean, 1e-6);
    }
}

TEST_F(Dialects, bareNumbersAreControlSignals) {
    auto model = loadModel(module("Loudness"), {.block = 256});
    ASSERT_EQ(model->facts().outputs.size(), 3u);
    EXPECT_EQ(model->facts().outputs[1].framesPerValue, 256);
    const Signals in{std::vector<float>(256, 0.5f)};
    EXPECT_EQ(through(*model->instance(), model->facts(), in, 256), (Signals{{0.5f}, {0.25f}, {1}}));
}

TEST_F(Dialects, anyMethodOfAPlainModuleCanBeNamed) {
    auto model = loadModel(module("NoForward"), {.method = "enhance"});
    const Signals in = noises(1, 512);
    Signals out = through(*model->instance(), model->facts(), in, 512);
    for (size_t n = 0; n < 512; ++n) ASSERT_EQ(out[0][n], 2 * in[0][n]);
}

TEST_F(Dialects, nothingIsDroppedOfAModelThatWasSavedWhileTraining) {
    auto model = loadModel(module("TrainingMode"));
    EXPECT_FALSE(model->facts().random);
    const Signals in = noises(1, 512);
    EXPECT_EQ(through(*model->instance(), model->facts(), in, 512), in);
}

}
}
