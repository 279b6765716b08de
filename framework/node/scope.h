// Where declarations of ports and parameters go while a node is constructed.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/value.h"
#include <cstdint>

namespace stemwright {

class Node;
class Parameter;

/// What the node's members find out about while they are constructed: the arguments in the document and the
/// session.
struct Construction {
    const Datum& arguments;
    const Timeline& timeline;
    std::string folder; ///< relative files are looked for here
    uint64_t seed = 1;
    std::vector<Problem>& problems;
    enum class Purpose {
        mix,
        description
    } purpose = Purpose::mix; ///< for a description one sample of each record is made
};

/// Where declarations go: a node, or a record within it (a band of an eq).
class Scope {
  public:
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    virtual ~Scope() = default;

    Node& node() const { return *node_; }
    const std::string& prefix() const { return prefix_; } ///< "" or such as "mud."

  protected:
    Scope(Node* node, std::string prefix, const Datum* written)
        : node_(node), prefix_(std::move(prefix)), written_(written) {}

  private:
    friend class Parameter;
    friend class AudioIn;
    friend class RecordsBase;
    Node* node_;
    std::string prefix_;
    const Datum* written_; // while it is constructed
};

}
