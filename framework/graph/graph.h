// A mix as a graph: nodes, the wires between them, and where each was written.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/registry.h"
#include <map>
#include <optional>

namespace stemwright {

/// Where a wire starts: an output of a node, all its channels or one.
struct Source {
    int vertex = -1;
    int sound = -1;   ///< index of the sound output, or -1
    int control = -1; ///< index of the control output, or -1
    int channel = -1; ///< counted from 0; -1 for all

    bool operator==(const Source&) const = default;
};

/// Where a wire ends: an input of a node, or one of its numbers.
struct Sink {
    int vertex = -1;
    int input = -1;  ///< index of the sound input, or -1
    int number = -1; ///< index of the number that a control signal moves, or -1

    bool operator==(const Sink&) const = default;
};

struct Wire {
    Source from;
    Sink to;
    Value level;      ///< dB, for sound
    double depth = 1; ///< for control: in the number's unit, in octaves where its scale is logarithmic
    Place place;
    std::string text; ///< as written: "vox -> plate"
};

/// An end of the mix: a node of type "output" under the name that a user knows it by.
struct Output {
    std::string name;
    int vertex;
    Place place;
};

/// What a node must hear for the mix to mean something, where the node itself would take anything.
struct Demand {
    int vertex;
    int channels; ///< of its first input
    Place place;
    std::string cause, cure; ///< the cause goes on with ", but hears one channel"
};

/// Nodes and wires, open to change. Everything that is wrong is collected in `problems`, so that a reader
/// finds all of it in one pass; compile() throws them. Not for more than one thread.
class Graph {
  public:
    explicit Graph(Timeline timeline_ = {}, std::string folder_ = "", uint64_t seed_ = 1)
        : timeline(std::move(timeline_)), folder(std::move(folder_)), seed(seed_) {}

    struct Vertex {
        std::string name;
        const Type* type;
        std::shared_ptr<Node> node;
        Place place;
    };

    /// Adds a node of a type with arguments as in a document; its index, or -1 where that failed.
    int add(const std::string& name, const std::string& typeName, const Datum& arguments = Datum::map({}),
            const Place& place = {});

    /// Adds a node that is made already, under a name that nobody has; the taps that it asks for are not
    /// wired.
    int adopt(Vertex vertex);

    /// Adds a wire between two addresses: "vox", "vox.out[2]", "m.in[1]", "comp.sidechain", "vox.gain" (a
    /// number, for a control signal). `options` may hold `level` (sound) or `depth` (control). Written again
    /// in another layer (Place::layer) it is the same wire: the higher layer rules, and where it says no
    /// level or depth that of the layer below stays. Twice in one layer is a problem.
    void connect(const std::string& from, const std::string& to, const Datum& options = Datum::map({}),
                 const Place& place = {});

    /// Takes out the wire between two addresses, if there is one of a lower layer than `place`.
    enum class Removal { done, nothing };
    Removal disconnect(const std::string& from, const std::string& to, const Place& place);

    /// Adds a node of type "output" fed by `from`, called `name` on the outside and `outputs.name` in the
    /// graph.
    void output(const std::string& name, const std::string& from, const Place& place = {});

    /// Lets `name` stand for a vertex where wires start or end: a track's name means its end, a bus's name
    /// its beginning too.
    void nameSource(const std::string& name, int vertex);
    void nameSink(const std::string& name, int vertex);

    int find(std::string_view name) const; ///< of a vertex; -1 where there is none
    /// Whether an address could be a source; for readers that must know before they wire.
    std::optional<Source> source(const std::string& address) const;
    std::optional<Sink> sink(const std::string& address, const Source& from) const;

    /// Wires the taps that nodes ask for in their arguments (`sidechain: kick`). Call it once all nodes are
    /// there.
    void connectRequests();
    /// The tap that is asked for by a node made at `place`; nothing after adding a problem.
    std::optional<Datum> tap(const Node::Request& request, const Place& place);

    std::vector<std::string> addresses() const; ///< all names, for suggestions

    Timeline timeline;
    std::string folder;
    uint64_t seed;
    double length = -1; ///< in frames; negative where the sources decide
    std::vector<Vertex> vertices;
    std::vector<Wire> wires;
    std::vector<Output> outputs;
    std::vector<Demand> demands;
    std::vector<Problem> problems;

    /// Wires that were written in two layers: where the lower one stands, and the upper one that changed or
    /// removed it.
    struct Overruled {
        Place lower, upper;
        std::string from, to; ///< the vertices at its ends
    };
    std::vector<Overruled> overruled;

  private:
    std::map<std::string, int, std::less<>> names_, sources_, sinks_;
    struct Written {
        Place place;
        std::optional<int> amountLayer; // that says the level or depth
    };
    std::map<std::pair<std::string, std::string>, Written> written_; // wires by their two ends
    Wire& wireBetween(const Source& from, const Sink& to);
    size_t requestsDone_ = 0;
};

/// The text of a wire's ends as addresses that read back: "vox.eq.out" is shortened to "vox.eq".
std::string address(const Graph& graph, const Source& source);
std::string address(const Graph& graph, const Sink& sink);

}
