// Every type of node that this program has; nodes put themselves in.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/lane_batch.h"
#include "framework/node/moves.h"
#include <functional>
#include <source_location>

namespace stemwright {

/// One type of node, such as "compressor".
struct Type {
    std::string name, help, family; ///< the family is the folder of its file, such as "dynamics"
    std::function<std::unique_ptr<Node>()> construct; // under a Node::Constructing
    std::function<std::unique_ptr<Batch>(const Node&, int lanes)>
        batch;    ///< nullptr for a width that is not there
    bool inLanes; ///< whether instances can share a batch; else batch() makes only single ones
    std::function<size_t(const Node&)> stateWords; ///< of an instance in lanes: 0 where it remembers nothing

    /// A node with these arguments. What is wrong with them is added to `construction.problems`.
    std::unique_ptr<Node> make(const Construction& construction) const;

    /// A node with default arguments and one sample of each record, to be read by reference, schema and help.
    std::unique_ptr<Node> describe() const;
};

/// Finds types by name. The library of nodes is loaded when it is first asked. Any thread.
class Registry {
  public:
    static Registry& instance();

    const Type* find(std::string_view name) const; ///< nullptr where there is none
    std::vector<const Type*> types() const;        ///< by name
    std::vector<std::string> names() const;

    /// Widths that batches are made in on this machine, 1 first: what the loaded library of nodes was
    /// compiled for.
    const std::vector<int>& widths() const;

    /// What moves sound in and out of those widths.
    const Moves& moves() const;

    void add(Type type, std::vector<int> widths); ///< called by Register while libraries are loaded
    void add(Moves moves);                        ///< likewise, once by each library of nodes

  private:
    Registry() = default;
    std::vector<std::unique_ptr<Type>> types_; // sorted by name
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
        Registry::instance().add(
            {name, help, family, [] { return std::make_unique<N>(); },
             [](const Node& node, int lanes) { return makeBatch(static_cast<const N&>(node), lanes); },
             runsInLanes<N>, [](const Node& node) { return stateWords(static_cast<const N&>(node)); }},
            compiledWidths);
    }
};

}
