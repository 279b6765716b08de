// A mix that a reduced graph takes nodes from, and the sums and sounds in it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/cache/content.h"
#include "framework/cache/sound.h"
#include <map>

namespace stemwright {

/// The mix that is asked for, or one that a kept sum was made of.
struct MixSide {
    std::shared_ptr<const Plan> plan;
    Content content;
    std::string suffix; ///< of names in the reduced graph
    std::map<int, int> placed,
        inverted; ///< vertices there by those of the plan, and their opposites by those

    const Graph& graph() const { return plan->graph; }
    const Node& node(int vertex) const { return *graph().vertices[vertex].node; }

    std::vector<int> wiresInto(int vertex, int input) const;

    /// Whether a sum of these wires is worth keeping, and is that of another set of wires and what differs:
    /// wherever two or more meet in every channel. Where one is alone it is not rounded.
    bool isSum(int vertex, const std::vector<int>& wires) const;
    SoundHead sumHead(int vertex, const std::vector<int>& wires) const;

    /// Whether all that a node gives is one sound.
    bool isSound(int vertex) const;
    SoundHead soundHead(int vertex) const;
};

}
