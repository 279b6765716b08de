// All that holds in one version of a mix, by address.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/difference.h"
#include "framework/document/explain.h"
#include <map>

namespace stemwright {

/// Something that a version says, and who rules over it.
struct Line {
    std::string address, value;
    enum class Of { value, node, strip } of;
    Datum written; ///< the value
    Place place;
};

class Telling {
  public:
    /// Files are named as seen from `folder`. Keeps a reference to `version`.
    Telling(const Version& version, const std::string& folder);

    const std::vector<Line>& lines() const { return lines_; } ///< in the order of the document
    const Line* find(const std::string& address) const;       ///< nullptr where nothing is said

    /// What holds where nobody says anything; "" where that means nothing.
    std::string unsaid(const std::string& address) const;
    /// The layer that took away what those below say of an address; without a line where none did.
    Place removal(const std::string& address) const;
    /// The value of a line, the same text where it is the same number.
    std::string meaning(const Line& line) const;

    using Chain = std::vector<std::string>;                                       ///< names of entries
    const std::map<std::string, Chain>& chains() const { return chains_; }        ///< by strip
    Place placeOfOrder(const std::string& strip, const std::string& entry) const; ///< who put it there

    const Timeline& timeline() const { return version_.mix.graph.timeline; }

  private:
    void addSection(const Datum::Entry& section);
    void add(const std::string& address, const Datum& value, Line::Of of, const Place& place);
    std::string plainWire(const std::string& address) const;
    const Statement* statement(const std::string& address) const;
    Place ruled(const Place& place) const; // by whoever says the same wire in a higher layer, if anybody
    Place ruling(const Statement& statement) const;

    const Version& version_;
    std::vector<Line> lines_;
    std::map<std::string, size_t> positions_;     // in lines_, by address
    std::map<std::string, Statement> statements_; // of the highest layer, by address
    std::map<std::string, Place> upper_;          // who overrules a line about a wire, by its place
    std::map<std::string, Chain> chains_;
};

}
