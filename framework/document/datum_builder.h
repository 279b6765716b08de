// Puts values together from the events of a parser, and watches over what YAML leaves open.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"
#include <optional>
#include <unordered_map>

namespace stemwright {

/// Takes events in the order of the text. Repeated keys, keys that are no single value, aliases without
/// measure and too much nesting become problems.
class DatumBuilder {
  public:
    explicit DatumBuilder(std::vector<Problem>& problems) : problems_(problems) {}

    struct Stop {}; ///< thrown where going on makes no sense; the problem is there already

    void nothing(const Place& place, size_t anchor);
    void scalar(const Place& place, const std::string& text, size_t anchor);
    /// A list or a map begins; `offset` is its place in the text in bytes. Anchor 0 is none.
    void start(Datum::Kind kind, const Place& place, size_t offset, size_t anchor);
    void end();
    void alias(const Place& place, size_t anchor);
    [[noreturn]] void fail(const Place& place, std::string cause, std::string cure);

    /// The lists and maps that are still open, innermost last: their offsets and places.
    std::vector<std::pair<size_t, Place>> open() const;
    Datum takeRoot() { return std::move(root_); }

  private:
    struct Extent {
        size_t values = 1, depth = 0; // all that is inside, and how deep
    };
    struct Level {
        Datum datum;
        size_t offset, anchor;
        Extent extent{};
        std::optional<Datum::Key> key{}; // read, and waiting for its value
        bool discard = false;            // the value of a key that is wrong
        std::unordered_map<std::string, Place> keys{};
    };
    struct Anchored {
        Datum datum;
        Extent extent;
    };
    void tooDeep(const Place& place);
    void finish(Datum datum, size_t anchor, Extent extent);
    void takeKey(Level& level, const Datum& datum);

    std::vector<Problem>& problems_;
    std::vector<Level> levels_;
    std::unordered_map<size_t, Anchored> anchors_;
    size_t byAliases_ = 0;
    Datum root_;
};

}
