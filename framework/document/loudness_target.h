// Loudness targets of outputs: where in the graph lies the gain that a render sets for them.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/graph.h"
#include <optional>

namespace stemwright {

/// `{from: master, loudness: -14 LUFS, ceiling: -1 dBTP}`.
struct LoudnessTarget {
    std::string output;            ///< its name
    double loudness = 0;           ///< LUFS, integrated
    std::optional<double> ceiling; ///< dBTP
    Place place;
    Source heard;     ///< what the output hears
    int limiter = -1; ///< vertex that the gain lies before; -1 where it lies behind what the output hears
    std::string site; ///< "before master.limiter", "at the end of master"

    std::string gain() const {
        return "outputs." + output + ".loudness";
    } ///< the node; nobody else may be called so
};

/// Reads `loudness` and `ceiling` of an output that is wired already. The gain belongs before the last
/// limiter that everything passes on its way through the strip, else at the strip's end. Nothing where there
/// is no target, or after adding problems.
std::optional<LoudnessTarget> readLoudnessTarget(Graph& graph, const Output& output, const Datum& written);

/// A problem for each target on a strip that has one already: one gain cannot serve two.
void checkOneTargetAStrip(Graph& graph, const std::vector<LoudnessTarget>& targets);

/// Puts the gain of each target into the graph, at 0 dB.
void addGains(Graph& graph, const std::vector<LoudnessTarget>& targets);

}
