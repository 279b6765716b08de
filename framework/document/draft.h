// A graph while a document is turned into it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/graph.h"
#include <set>

namespace stemwright {

/// Adds to a graph under the rules of documents: one namespace for strips, groups and nodes, keys that listen
/// before the fader, and one problem for one mistake, however many wires it would also break.
class Draft {
  public:
    explicit Draft(Graph& graph_) : graph(graph_), aside_(graph_.timeline, graph_.folder, graph_.seed) {}

    Graph& graph;
    std::vector<Problem> warnings;

    void problem(const Place& place, std::string cause, std::string cure) {
        graph.problems.push_back({place, std::move(cause), std::move(cure)});
    }

    /// Lets the problems from the `first` on that start with the name of a parameter speak of a word instead.
    void rename(size_t first, const std::string& parameter, const std::string& word);

    /// Takes a name for a strip, a group or a node; problems where it is reserved or malformed, or somebody
    /// has it. Only then the answer is `taken`, and what it was meant for must be left out.
    enum class Use { strip, group, node };
    enum class Claim { granted, taken };
    Claim claim(const Datum::Key& name, Use use);
    bool isStrip(std::string_view name) const { return strips_.contains(name); }
    const std::set<std::string, std::less<>>& strips() const { return strips_; }
    bool isGroup(std::string_view address) const; ///< or a part of one

    /// Adds a node; its index, or -1 where that failed. Bare names of strips where `arguments` name taps for
    /// further inputs come to mean the strip before its fader.
    int add(const std::string& name, const std::string& type, Datum arguments, const Place& place);

    /// Checks a node as add() would, but leaves it out, and with it the wires to it and from ports of its
    /// own; `name` itself stands for the vertex `before`. nullptr where it could not even be made.
    const Node* bypass(const std::string& name, const std::string& type, Datum arguments, const Place& place,
                       int before);
    void checkBypassed(); ///< the taps that they name, once all nodes are there

    /// From now on the sound of a track goes nowhere but into keys, which may go on listening to it.
    void silence(const std::string& track) { silent_.insert(track); }
    bool isSilent(std::string_view track) const { return silent_.contains(track); }
    /// Whether a wire into this strip was left out because it starts at a silent track.
    bool missesSilent(std::string_view strip) const { return bereft_.contains(strip); }

    /// Adds a wire, unless an end of it could not be made (then there is a problem already), is bypassed or
    /// silent. Into a key, the bare name of a strip means the strip before its fader.
    void connect(const std::string& from, const std::string& to, const Datum& options, const Place& place);

    /// Takes out a wire of a lower layer. Where there is none that is a warning, in a document of one layer a
    /// problem.
    void disconnect(const std::string& from, const std::string& to, const Place& place);

    /// Adds an output, which no group can be.
    void output(const std::string& name, const std::string& from, const Place& place);

    /// Whether an address is that of a node that could not be made, or is bypassed, or of a part of one.
    bool isMissing(const std::string& address) const { return failed(address) || isBypassed(address); }

    /// Lets control wires to the `gain` of a group reach this node too.
    void join(const std::string& group, const std::string& node) { groups_[group].push_back(node); }

    /// Lets wires from `name` start at `vertex`; without one they are left out like those of a failed node.
    void nameSource(const std::string& name, int vertex);

  private:
    bool isThere(const Graph& among, const std::string& name, const Place& place);
    bool failed(const std::string& address) const;
    bool isBypassed(const std::string& address) const;
    bool isLeftOut(const std::string& from, const std::string& to);
    bool isHeard(const std::string& from, const std::string& to) const;
    bool isKey(const std::string& from, const std::string& to) const;
    bool refusesGroupIn(const std::string& from, const std::string& to, const Place& place);
    std::vector<std::string> endsOf(const std::string& to) const;
    std::string beforeFader(const std::string& address) const;
    void readTaps(Datum& arguments, const std::string& type);
    bool refuseGroup(const std::string& address, const Place& place, const char* cure);
    bool isFurtherInput(const std::string& type, const std::string& word);

    Graph aside_; // bypassed nodes
    std::map<std::string, Place, std::less<>> names_;
    std::set<std::string, std::less<>> strips_, failed_, silent_, bereft_;
    std::map<std::string, std::vector<std::string>, std::less<>> groups_; // nodes with a group's gain
    std::map<std::string, std::set<std::string>> furtherInputs_;          // by type
};

}
