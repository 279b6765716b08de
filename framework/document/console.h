// The console form of a document: tracks, buses, the master and groups.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/strip.h"

namespace stemwright {

/// Which tracks are heard. Others stay in the graph, because keys may listen to them, but their sound goes
/// nowhere.
struct Selection {
    std::vector<std::string> only;    ///< if any, no others
    std::vector<std::string> without; ///< of those that are left
};

class Console {
  public:
    /// Reads the strips of a document and claims their names. Unknown tracks in `selection` are problems.
    Console(Draft& draft, const Session& session, const Datum& document, const Selection& selection);

    /// A document without tracks, buses and master is a plain graph and has no master.
    bool hasMaster() const { return hasMaster_; }
    const std::vector<Problem>& warnings() const { return warnings_; }
    const std::vector<Strip>& strips() const { return strips_; }

    void addNodes();
    void addWires(); ///< once all nodes of the document are there

  private:
    void readStrips(const Datum& document, const std::string& section, Strip::Kind kind);
    void choose(const Selection& selection);

    Draft& draft_;
    const Session& session_;
    std::vector<Strip> strips_;
    Groups groups_;
    std::vector<Problem> warnings_;
    bool hasMaster_ = false;
};

}
