// A graph while a document is turned into it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/graph.h"
#include <set>

namespace stemwright {

/// Adds to a graph under the rules of documents: one namespace for strips and nodes, keys that listen before
/// the fader, and one problem for one mistake, however many wires it would also break.
class Draft {
  public:
    explicit Draft(Graph& graph_) : graph(graph_) {}

    Graph& graph;

    void problem(const Place& place, std::string cause, std::string cure) {
        graph.problems.push_back({place, std::move(cause), std::move(cure)});
    }

    /// Takes a name for a strip or a node; problems where it is reserved or malformed, or somebody has it.
    /// Only then the answer is `taken`, and the strip or node must be left out.
    enum class Use { strip, node };
    enum class Claim { granted, taken };
    Claim claim(const Datum::Key& name, Use use);
    bool isStrip(std::string_view name) const { return strips_.contains(name); }
    const std::set<std::string, std::less<>>& strips() const { return strips_; }

    /// Adds a node; its index, or -1 where that failed. Bare names of strips where `arguments` name taps for
    /// further inputs come to mean the strip before its fader.
    int add(const std::string& name, const std::string& type, Datum arguments, const Place& place);

    /// From now on the sound of a track goes nowhere but into keys, which may go on listening to it.
    void silence(const std::string& track) { silent_.insert(track); }

    /// Adds a wire, unless an end of it could not be made (then there is a problem already) or is silent.
    /// Into a key, the bare name of a strip means the strip before its fader.
    void connect(const std::string& from, const std::string& to, const Datum& options, const Place& place);

    /// Lets wires from `name` start at `vertex`; without one they are left out like those of a failed node.
    void nameSource(const std::string& name, int vertex);

  private:
    bool failed(const std::string& address) const;
    bool isHeard(const std::string& from, const std::string& to) const;
    bool isKey(const std::string& from, const std::string& to) const;
    std::string beforeFader(const std::string& address) const;
    bool isFurtherInput(const std::string& type, const std::string& word);

    std::map<std::string, Place, std::less<>> names_;
    std::set<std::string, std::less<>> strips_, failed_, silent_;
    std::map<std::string, std::set<std::string>> furtherInputs_; // by type
};

}
