// How the channels of a mix meet those of a model.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/channel_mixing.h"
#include "framework/neural/model.h"
#include <algorithm>

namespace stemwright {

inline bool isSound(const ModelSignal& signal) { return signal.framesPerValue == 1; }

inline int channelsOf(const std::vector<ModelSignal>& signals) {
    int all = 0;
    for (const ModelSignal& signal : signals) all += signal.channels;
    return all;
}

/// A model of mono sound gets an instance for each channel of its first input. Else there is one, and what
/// comes in is mixed to its channels by the rules of a mix.
class ModelLayout {
  public:
    /// `widths`: channels of each input, 0 where nothing comes in.
    ModelLayout(const ModelFacts& facts, const std::vector<int>& widths) : inputs(channelsOf(facts.inputs)) {
        auto isMono = [](const ModelSignal& signal) { return signal.channels == 1; };
        bool gives = std::any_of(facts.outputs.begin(), facts.outputs.end(), isSound);
        bool mono = std::all_of(facts.inputs.begin(), facts.inputs.end(), isMono) &&
                    std::all_of(facts.outputs.begin(), facts.outputs.end(), isMono);
        if (gives && mono && !widths.empty()) instances = std::max(1, widths[0]);
        for (int i = 0; i < instances; ++i)
            for (int s = 0, offset = 0, channel = i * inputs; s < int(widths.size()); ++s) {
                int width = widths[size_t(s)], own = facts.inputs[size_t(s)].channels;
                if (instances > 1 && width == instances)
                    terms.push_back({channel, offset + i, 1});
                else if (width > 0)
                    for (const MixTerm& term : mixTerms(width, own))
                        terms.push_back({channel + term.to, offset + term.from, term.factor});
                offset += width, channel += own;
            }
    }

    const int inputs; ///< channels that an instance hears
    int instances = 1;
    std::vector<MixTerm> terms; ///< from a channel of the node to one of all instances, one after the other

    int channels(const ModelSignal& output) const { return instances * output.channels; }
};

}
