// What is to be recorded while a mix plays.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/plan.h"

namespace stemwright {

/// A file, and what goes into it.
struct LiveTake {
    std::string file;
    std::string address; ///< of a strip, node, tap or output; "" where inputs are meant
    bool hasInputs() const { return address.empty(); }
    std::string heard() const { return "take of " + address; } ///< the output of the graph that is recorded
};

/// Reads "FILE=ADDRESS", "FILE=inputs" or "FILE", which means `first`. Throws a UsageError.
std::vector<LiveTake> readTakes(const std::vector<std::string>& words, const std::string& first);

/// The output of the graph that gives what leaves a strip, such as "buses.drums", once listenTo() was called.
std::string endOf(const std::string& strip);

/// Lets what is recorded, and the ends of `strips`, be outputs of the graph, so that the engine keeps it. The
/// song stays as long as it is. Before addGains().
void listenTo(const std::vector<LiveTake>& takes, const std::vector<std::string>& strips, Graph& graph);

}
