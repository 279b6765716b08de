// Where sound and control signals enter and leave a node.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/quantity.h"
#include <memory>
#include <string>
#include <vector>

namespace stemwright {

class Node;

enum class Need { required, optional };

/// A place where sound comes in. Several wires to one port are added, exactly.
class AudioIn {
  public:
    AudioIn(Node* node, std::string name, std::string help, Need need = Need::required);
    AudioIn(const AudioIn&) = delete;

    const std::string name, help;
    const Need need;
    int index;        ///< among the node's inputs
    int channels = 0; ///< set before prepare(); 0 where an optional port is not connected
    int offset = 0;   ///< of its first channel among those of all inputs
    bool connected() const { return channels > 0; }
};

/// As many inputs as the mix asks for: `m.in[1]`, `m.in[2]`, ...
class AudioIns {
  public:
    AudioIns(Node* node, std::string name, std::string help);

    AudioIn& grow(size_t count); ///< makes sure that there are `count` ports; returns the last
    size_t size() const { return ports_.size(); }
    const AudioIn& operator[](size_t i) const { return *ports_[i]; }

    const std::string name, help;

  private:
    Node* node_;
    std::vector<std::unique_ptr<AudioIn>> ports_;
};

class AudioOut {
  public:
    AudioOut(Node* node, std::string name, std::string help);
    AudioOut(const AudioOut&) = delete;

    const std::string name, help;
    int index;
    int channels = 0; ///< set before prepare(), from Node::channels
    int offset = 0;
};

/// One value per control step, interpolated by those who listen.
class ControlOut {
  public:
    ControlOut(Node* node, std::string name, std::string help, Unit unit = Unit::none);
    ControlOut(const ControlOut&) = delete;

    const std::string name, help;
    const Unit unit;
    int index;
};

}
