// A mix tells of models that are later than they say, and can make up for it.
// SPDX-License-Identifier: MIT
#include "framework/document/mix.h"
#include "framework/neural/model_node.h"
#include "tests/framework/engine/rendering.h"
#include "tests/framework/torch/model_run.h"

namespace stemwright::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class MeasuredLatency : public TorchModels {
  protected:
    static Mix mix(const std::string& name, const std::string& latency = "") {
        return readMix("stemwright: 1\nsession: {length: 1 s}\nnodes:\n  in: {impulse: {at: 0.5 s}}\n"
                       "  model: {torch: {model: " +
                           module(name) + latency +
                           "}}\nwires: {in -> model: {}}\noutputs: {mix: {from: model}}\n",
                       "mix.yaml");
    }
    static std::vector<std::string> warnings(const std::string& name, const std::string& latency = "") {
        std::vector<std::string> all;
        for (const Problem& warning : mix(name, latency).warnings) all.push_back(warning.text());
        return all;
    }
    static auto peak(Mix mix) {
        const Channels y = render(std::move(mix.graph), 48000);
        return std::max_element(y[0].begin(), y[0].end()) - y[0].begin();
    }
};

TEST_F(MeasuredLatency, isToldWhereItIsNotTheDeclaredOne) {
    EXPECT_THAT(warnings("InPlace"), ElementsAre(HasSubstr("late by 0 frames, but it is late by 100")));
    EXPECT_THAT(warnings("Tilde"), ElementsAre());
    EXPECT_THAT(warnings("Noise"), ElementsAre());
}

TEST_F(MeasuredLatency, isNotToldWhereTheDocumentDecides) {
    for (const char* latency : {"declared", "measured", "90"})
        EXPECT_THAT(warnings("InPlace", std::string(", latency: ") + latency), ElementsAre()) << latency;
}

TEST_F(MeasuredLatency, isCompensatedIfTheDocumentWantsIt) {
    EXPECT_EQ(peak(mix("InPlace")), 24100);
    EXPECT_EQ(peak(mix("InPlace", ", latency: measured")), 24000);
    EXPECT_EQ(peak(mix("InPlace", ", latency: 90")), 24010);
}

TEST_F(MeasuredLatency, failsNothingWhereAModelFailsMeanwhile) {
    EXPECT_EQ(loadModel(module("Shrinking"))->facts().measuredLatency, std::nullopt);
}

}
}
