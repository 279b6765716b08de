// A graph compiled for the engine: the order of its nodes, where their signals lie, and what each must wait
// for. SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/channel_mixing.h"
#include "framework/graph/graph.h"

namespace stemwright {

/// Most channels of one port.
constexpr int mostChannels = 128;

/// A row is memory for one channel over one quantum; rows are used again once nobody needs what they hold.
using Row = int;

/// One wire as the engine sees it: which rows, how late, how loud.
struct Feed {
    std::vector<Row> rows;      ///< of the source's channels; empty where a ring holds them
    int ring = -1;              ///< index into Plan::rings, or -1
    int lag = 0;                ///< frames by which the ring is read late
    std::vector<MixTerm> terms; ///< from the source's channels to the port's
    Value level;                ///< dB
};

/// An input port: either the rows of its only source as they are, or rows of its own in which feeds are added
/// exactly.
struct PlannedInput {
    std::vector<Feed> feeds;
    std::vector<Row> rows; ///< one for each channel
    enum class Kind { alias, sum } kind = Kind::alias;
};

/// A control signal that moves a number.
struct Modulation {
    int number;
    int control; ///< index among all control outputs of the plan
    double depth;
    int lag; ///< frames by which it is read late
};

/// What is kept of a source's channels beyond its quantum.
struct Ring {
    std::vector<Row> rows;
    int reach = 0; ///< frames back from the newest quantum's start that somebody reads
};

/// One node in its turn.
struct Task {
    int vertex;
    std::vector<PlannedInput> inputs; ///< by port
    std::vector<Row> outputs;         ///< of all channels of all ports
    int firstControl;                 ///< of its control outputs, among all of the plan
    std::vector<Modulation> modulations;
    std::vector<int> rings; ///< that are written once it has run
    int arrival;            ///< frames by which its inputs lag behind the song
};

struct PlannedOutput {
    std::string name;
    int vertex;
    std::vector<Row> rows; ///< one for each channel; nobody else uses them
    int latency;           ///< frames by which it lags behind the song
};

/// Immutable once compiled; any thread may read. Owns the graph it was made from.
struct Plan {
    Graph graph;
    std::vector<Task> tasks; ///< in an order in which each finds its inputs ready
    std::vector<Ring> rings;
    std::vector<PlannedOutput> outputs;
    int rowCount = 0; ///< row 0 is silence
    int controlCount = 0;
    std::vector<int> controlReach; ///< by control output: frames back that somebody reads
    double length =
        0; ///< frames from the start of the song until everything is silent; infinity where it never is
};

/// Checks a graph and makes a plan of it. Throws Error with every problem: those collected in the graph,
/// loops without enough delay, nodes that cannot be prepared.
std::shared_ptr<const Plan> compile(Graph graph);

}
