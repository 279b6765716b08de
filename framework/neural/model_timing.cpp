// Adds up what a signal waits for.
// SPDX-License-Identifier: MIT
#include "framework/neural/model_timing.h"
#include "framework/dsp/rate_converter.h"
#include "framework/error/error.h"
#include "framework/node/node.h"
#include <cmath>
#include <numeric>

namespace stemwright {

static constexpr int fadeFrames = 64;
// What is handed in within a call is not asked for in the same call.
static constexpr int leastAllowance = controlStep;

// As small as calls are worth their cost; models of other libraries want one length always.
static int blockOf(const ModelFacts& facts, bool converts) {
    int least = converts && facts.immediate ? 16 : controlStep;
    if (facts.immediate && !converts && controlStep % facts.block != 0) return facts.block;
    return (least + facts.block - 1) / facts.block * facts.block;
}

ModelTiming ModelTiming::of(const ModelFacts& facts, double sessionRate, int allowance, int latency) {
    ModelTiming t;
    t.rate = int(std::lround(sessionRate));
    t.modelRate = facts.rate > 0 ? int(std::lround(facts.rate)) : t.rate;
    if (t.modelRate < 1000 || t.modelRate > 768000)
        throw Error("the model wants " + std::to_string(t.modelRate) + " frames per second",
                    "use a model of 1000 to 768000");
    t.block = blockOf(facts, t.converts());
    // Calls bring whole control steps. Between blocks of two lengths the least delay is one of them less
    // their greatest common divisor; where the rates differ any phase comes up, and it is less one frame.
    t.prefill = t.converts() ? int(ceiling(int64_t(t.block - 1) * t.rate, t.modelRate))
                             : t.block - std::gcd(t.block, controlStep);
    if (!facts.immediate) {
        t.fade = fadeFrames;
        t.allowance = std::max(allowance, leastAllowance);
    }
    double own = double(latency) * t.rate / t.modelRate;
    t.model = int(std::ceil(own - 1e-9));
    if (!t.converts()) return t;
    int back = RateFilters::shortestDelay(t.modelRate, t.rate);
    t.secondFilter = int(ceiling(int64_t(back) * t.rate, t.modelRate));
    int first = RateFilters::shortestDelay(t.rate, t.modelRate);
    t.firstFilter = first + (t.model - own);
    t.filters = first + t.secondFilter;
    return t;
}

}
