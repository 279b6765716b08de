// Attributes of nn~'s in a mix: truths, numbers and texts are set, anything else is refused.
// SPDX-License-Identifier: MIT
#include "framework/document/mix.h"
#include "tests/framework/engine/rendering.h"
#include "tests/framework/torch/model_run.h"

namespace stemwright::test {
namespace {

using testing::HasSubstr;

class Attributes : public TorchModels {
  protected:
    // What the model makes of a tone, compared with the tone.
    static double gain(const std::string& name, const std::string& attributes) {
        return loudest(mix(", chain: [{torch: {model: " + module(name) + attributes + "}}]")) /
               loudest(mix(""));
    }
    static std::string refusal(const std::string& name, const std::string& attributes) {
        return saidBy([&] { gain(name, attributes); });
    }

  private:
    static Channels mix(const std::string& chain) {
        const std::string text =
            "stemwright: 1\nsession: {length: 0.5 s}\ntracks:\n  a: {source: {sine: {freq: 441 "
            "Hz, level: -20 dB}}" +
            chain + "}\n";
        return render(readMix(text, "mix.yaml").graph, 24000);
    }
    static double loudest(const Channels& sound) {
        auto [least, most] = std::minmax_element(sound[0].begin() + 12000, sound[0].end());
        return *most - *least;
    }
};

TEST_F(Attributes, ofTextAreSet) {
    EXPECT_NEAR(gain("Attributes", ""), 0.5, 1e-4);
    EXPECT_NEAR(gain("Attributes", ", mode: double"), 2, 1e-4);
    EXPECT_NEAR(gain("Attributes", ", slope_1: 0.5, slope_2: '-', mode: double"), 1, 1e-4);
}

TEST_F(Attributes, ofTextTurnTheSignToo) {
    auto model = loadModel(module("Attributes"), {.texts = {{"slope_2", "-"}}});
    auto instance = model->instance();
    const Signals in = noises(1, model->facts().block);
    for (int turn = 0; turn < 2; ++turn) {
        Signals out = through(*instance, model->facts(), in, model->facts().block);
        for (size_t n = 0; n < in[0].size(); ++n) ASSERT_EQ(out[0][n], -0.5f * in[0][n]) << n;
        instance->reset();
    }
}

TEST_F(Attributes, thatAreTrueOrFalseAreWrittenSo) {
    EXPECT_NEAR(gain("Tilde", ", on: true"), 0.5, 1e-4);
    EXPECT_NEAR(gain("Tilde", ", on: false"), 1, 1e-4);
    EXPECT_NEAR(gain("Tilde", ", on: 1, gain: 2, range_1: -5, word: plate"), 2, 1e-4);
}

TEST_F(Attributes, areTold) {
    const ModelFacts facts = loadModel(module("Attributes"))->facts();
    ASSERT_EQ(facts.texts.size(), 2u);
    EXPECT_EQ(facts.texts[0].name, "mode");
    EXPECT_EQ(facts.texts[0].value, "half");
    EXPECT_EQ(facts.texts[1].name, "slope_2");
    ASSERT_EQ(facts.numbers.size(), 1u);
    EXPECT_EQ(facts.numbers[0].name, "slope_1");
    EXPECT_EQ(facts.closed.size(), 2u);
}

TEST_F(Attributes, thatCannotBeSetAreRefusedWithTheReason) {
    EXPECT_THAT(refusal("Attributes", ", curve: 3"),
                HasSubstr("\"curve\" of the model cannot be set: set_curve() takes Tensor"));
    EXPECT_THAT(refusal("Attributes", ", secret: 3"), HasSubstr("it has no get_secret()"));
    EXPECT_THAT(refusal("Attributes", ", mode: third"), HasSubstr("does not take [\"third\"] for \"mode\""));
    EXPECT_THAT(refusal("Attributes", ", mode: [half]"), HasSubstr("mode is a list"));
    EXPECT_THAT(refusal("Attributes", ", mood: half"), HasSubstr("did you mean \"mode\"?"));
    EXPECT_THAT(refusal("Tilde", ", on: perhaps"), HasSubstr("perhaps"));
}

}
}
