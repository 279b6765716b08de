// Every type of node that this program has; nodes put themselves in.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/lane_batch.h"
#include "framework/node/memoryless.h"
#include "framework/node/moves.h"
#include <functional>
#include <source_location>

namespace stemwright {

/// One type of node, such as "compressor".
struct Type {
    std::string name, help, family; ///< the family is the folder of its file, such as "dynamics"
    std::function<std::unique_ptr<Node>()> construct; // under a Node::Constructing
    std::function<std::unique_ptr<Batch>(const Node&, int lanes)>
        batch;     ///< nullptr for a width that is not there
    int mostLanes; ///< instances that can share a batch; 1 where batch() makes only single ones
    std::function<size_t(const Node&)> stateWords; ///< of an instance; 0 where it remembers nothing
    const MemorylessKernel* memoryless = nullptr;  ///< for instances without such words, where there is one

    /// A node with these arguments. What is wrong with them is added to `construction.problems`.
    std::unique_ptr<Node> make(const Construction& construction) const;

    /// A node with default arguments and one sample of each record, to be read by reference, schema and help.
    std::unique_ptr<Node> describe() const;
};

/// The types of one instruction set, and those of the program itself. Every set has a table of its own, and
/// each stays as long as the program: nodes and plans point to the types that they were made of.
class Registry {
  public:
    /// The table of the chosen set, at first of the best that this processor has. It is loaded when it is
    /// first asked for; throws an Error where that fails. Any thread.
    static Registry& instance();

    /// The sets that are installed and that this processor can run, the plainest first: "base", "v3", "v4".
    static std::vector<std::string> instructionSets();

    /// Lets instance() answer from another of these sets. Throws an Error at `place` where there is none of
    /// that name. Control thread, while no mix is being read.
    static void choose(const std::string& instructionSet, const Place& place = {});

    const std::string& instructionSet() const { return instructionSet_; }

    const Type* find(std::string_view name) const; ///< nullptr where there is none
    std::vector<const Type*> types() const;        ///< by name
    std::vector<std::string> names() const;

    /// Widths that batches are made in, 1 first: what this set's library of nodes was compiled for.
    const std::vector<int>& widths() const { return widths_; }

    /// What moves sound in and out of those widths.
    const Moves& moves() const { return moves_; }

    /// Called by Register while libraries and the program are loaded.
    static void add(Type type, const std::vector<int>& widths);
    static void add(Moves moves); ///< likewise, once by each library of nodes

  private:
    struct Tables;
    static Tables& tables();
    void insert(std::shared_ptr<const Type> type, const std::vector<int>& widths);

    std::string instructionSet_;
    std::vector<std::shared_ptr<const Type>> types_; // sorted by name
    std::vector<int> widths_;
    Moves moves_;
};

/// `const Register<Compressor> compressor{"compressor", "Peak compressor."};` in the node's file puts it into
/// the registry.
template <class N> struct Register {
    Register(const char* name, const char* help,
             std::source_location here = std::source_location::current()) {
        std::string_view file = here.file_name();
        size_t end = file.rfind('/'),
               start = end == file.npos || end == 0 ? file.npos : file.rfind('/', end - 1);
        std::string family(end == file.npos ? ""
                                            : file.substr(start == file.npos ? 0 : start + 1,
                                                          end - (start == file.npos ? 0 : start + 1)));
        Registry::add(
            {name, help, family, [] { return std::make_unique<N>(); },
             [](const Node& node, int lanes) { return makeBatch(static_cast<const N&>(node), lanes); },
             runsInLanes<N> ? compiledWidths.back() : 1,
             [](const Node& node) { return stateWords(static_cast<const N&>(node)); }, memorylessKernel<N>()},
            compiledWidths);
    }
};

}
