// Writes down how hands moved the faders, as automation.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/layers.h"
#include "framework/engine/rides.h"

namespace stemwright {

/// Collects segments in song time. Where the song was played twice, the later ride rules from where it began.
/// One thread at a time.
class Capture {
  public:
    void add(const Fader& fader, const FaderReport& report);
    bool isEmpty() const { return curves_.empty(); }
    std::map<std::string, Value> values() const; ///< by address

    /// The text of a layer that says them over `mix`, whose file it calls `name`. Throws an Error where the
    /// mix has no such address any more.
    std::string layer(const std::string& name, const Document& mix) const;

    /// The text of the mix's own file with them in it.
    std::string inFile(const std::string& text, const Document& mix) const;

  private:
    struct Ridden {
        std::vector<Curve::Point> points;
        Unit unit;
    };
    std::map<std::string, Ridden> curves_; // by address
};

}
