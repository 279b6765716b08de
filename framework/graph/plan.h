// A graph compiled for the engine: which nodes run side by side and in which order, where their signals lie,
// and what each must wait for.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/channel_mixing.h"
#include "framework/graph/graph.h"

namespace stemwright {

/// Most channels of one port.
constexpr int mostChannels = 128;

/// How a plan is laid out for a machine. None of it changes a bit of the sound.
struct Arrangement {
    int lanes = 0;   ///< most instances side by side; 0: as many as the instruction set has
    int threads = 1; ///< that share the work
    int quanta = 1;  ///< of a turn, which is what the engine does at once: a power of two
};

/// A row is memory for one channel over one quantum (or several, where a section says so); a block of W
/// lanes is W rows on end. Rows belong to a section, and are used again once nobody needs what they hold.
using Row = int;

/// One wire as the engine sees it: which rows, how late, how loud.
struct Feed {
    std::vector<Row> rows; ///< of the source's channels; empty where a ring or a block holds them
    int ring = -1;         ///< index into Plan::rings, or -1
    int lag = 0;           ///< frames by which the ring is read late
    std::vector<MixTerm>
        terms;   ///< from the source's channels to the port's; none where they are summed in lanes
    Value level; ///< dB
};

/// What lanes of a block send to one channel of an input, summed before it gets there.
struct Share {
    int channel, sum; ///< of the port; index into Plan::sums
};

/// An input port: either the rows of its only source as they are, or rows of its own in which feeds are added
/// exactly.
struct PlannedInput {
    std::vector<Feed> feeds;
    std::vector<Share> shares;
    std::vector<Row> rows; ///< one for each channel; none where the step finds the input in a block
    enum class Kind { alias, sum } kind = Kind::alias;
};

/// A control signal that moves a number.
struct Modulation {
    int number;
    int control; ///< index among all control outputs of the plan
    double depth;
    int lag; ///< frames by which it is read late
};

/// What is kept of a source's channels beyond its quantum: for those that hear it late, in another section,
/// or outside.
struct PlannedRing {
    std::vector<Row> rows;
    int reach = 0;              ///< frames back from the newest quantum's start that somebody reads
    int vertex = -1, sound = 0; ///< whose: the index of the output port
};

/// One node in its turn.
struct Task {
    int vertex;
    std::vector<PlannedInput> inputs; ///< by port
    std::vector<Row> outputs;         ///< of all channels of all ports; none where nobody asks for rows
    int firstControl;                 ///< of its control outputs, among all of the plan
    std::vector<Modulation> modulations;
    std::vector<int> rings; ///< that are written once it has run
    int arrival;            ///< frames by which its inputs lag behind the song
};

/// The exact sums over lanes of channels of a block, on their way to channels of an input.
struct LaneSum {
    struct Channel {
        int output; ///< channel of the step's outputs
        int sum;    ///< index into Plan::sums
    };
    std::vector<Channel> channels;
    int late;                   ///< frames by which the input that hears it lags behind the song
    std::vector<float> factors; ///< by lane; 0 for those that do not take part
    std::vector<Value> levels;  ///< dB, by lane
};

/// Instances of one type that run side by side.
struct Step {
    int width = 1;
    std::vector<int> tasks; ///< by lane; fewer than lanes where some are free
    /// Blocks, where width is not 1:
    std::vector<Row> inputs, outputs; ///< by channel
    std::vector<char> gathered;       ///< by channel of the inputs: whether it comes from the tasks' rows
    std::vector<LaneSum> sums;
};

/// Part of what meets in one channel of an input, added exactly as soon as its rows are filled, so that they
/// can be used again and need not wait for those that come late.
struct RunningSum {
    struct Term {
        Row row;
        double level; ///< dB
        float factor;
    };
    int after;  ///< index of the step, in its section, after which it is done
    int sum;    ///< index into Plan::sums
    bool first; ///< of this channel; others go on with what is there
    std::vector<Term> terms;
};

/// Steps that one thread does at a time, in their order.
struct Section {
    std::vector<Step> steps;
    std::vector<RunningSum> runningSums; ///< in their order
    int rowCount = 1;                    ///< row 0 is silence
    /// What each step does before the next begins, and rows hold: one quantum in lanes and loops, elsewhere
    /// so much of a turn that the rows stay in the cache.
    int quanta = 1;
    /// Steps at the front that do a whole turn before the others begin: sources that only lanes hear. What
    /// they give lies in the rows from 1 up to `turnRows`, as many on end as a turn has quanta.
    int leading = 0, turnRows = 0;
    std::vector<int> before, after; ///< sections that it hears, and that hear it
};

struct PlannedOutput {
    std::string name;
    int vertex;
    int channels;
    int ring;    ///< where it lies
    int latency; ///< frames by which it lags behind the song
};

/// Immutable once compiled; any thread may read. Owns the graph it was made from.
struct Plan {
    Graph graph;
    Arrangement arrangement;
    std::vector<Task> tasks;       ///< in an order in which each finds its inputs ready
    std::vector<Section> sections; ///< likewise
    std::vector<PlannedRing> rings;
    std::vector<PlannedOutput> outputs;
    int sumCount = 0;
    int controlCount = 0;
    std::vector<int> controlReach; ///< by control output: frames back that somebody reads
    const Moves* moves = nullptr;  ///< of the instruction set that its nodes are of
    double length =
        0; ///< frames from the start of the song until everything is silent; infinity where it never is

    int rowCount() const; ///< of all sections
    /// Turns that a section may be ahead of those that hear it.
    int depth() const { return arrangement.threads > 1 ? 4 : 1; }
};

/// Checks a graph and makes a plan of it. Throws Error with every problem: those collected in the graph,
/// loops without enough delay, nodes that cannot be prepared.
std::shared_ptr<const Plan> compile(Graph graph, Arrangement arrangement = {});

}
