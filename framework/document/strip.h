// A channel strip: a track, a bus or the master, written out as nodes and wires.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/entry.h"
#include "framework/document/groups.h"
#include "framework/document/session.h"

namespace stemwright {

/// source (or the bus's mixer), trim, polarity, chain, *pre*, fader and its groups, pan, *post*.
class Strip {
  public:
    enum class Kind { track, bus, master };
    Strip(Draft& draft, const Session& session, Kind kind, const Datum::Key& name, const Datum& written);

    const std::string& name() const { return name_.name; }
    Kind kind() const { return kind_; }
    const Place& place() const { return name_.place; }
    bool asksForSolo() const { return solo_; }
    std::vector<Datum> targets() const;          ///< the names that `to` says
    std::vector<Datum::Key> sendTargets() const; ///< and `sends`

    /// The strip's own nodes, wired one after the other, and the names of its taps.
    void addNodes(const Groups& groups);

    void addWires(); ///< to and from other strips: `from`, `to` and `sends`

  private:
    int append(const std::string& word, const std::string& type, Datum arguments, const Place& place);
    bool passesSound(const Node& node, const std::string& type, const Place& place);
    void addBeginning();
    void addPolarity();
    void addChain();
    void addEntry(const Entry& entry);
    void bypass(const Entry& entry);
    void addFader(const Groups& groups);
    void setLevel(const Value& level);
    void addPan();
    void addSends();
    void addFrom();
    void addTo();
    void route(const Datum& written, const std::string& word, const std::string& strip, const std::string& to,
               const Place& place);

    Draft& draft_;
    const Session& session_;
    Kind kind_;
    Datum::Key name_;
    Datum written_;
    Layout layout_;
    bool solo_ = false, mistaken_ = false; // mistaken: what is written is no map
    int last_ = -1;                        // vertex that the next one listens to; -1 where there is none
};

}
