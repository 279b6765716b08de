// Groups of a document: faders that move together.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/draft.h"

namespace stemwright {

class Groups {
  public:
    struct Group {
        std::string name;
        Place place;
        Value gain; ///< dB
        std::vector<Datum> members;
    };

    Groups() = default;
    /// Reads `groups:` once the names of all strips are claimed. Members are `strips` and other groups.
    Groups(Draft& draft, const Datum& document, const std::vector<std::string>& strips);

    /// The groups that multiply into the fader of a strip, by name.
    std::vector<const Group*> of(const std::string& strip) const;

  private:
    static constexpr size_t deepest = 64; // groups within groups
    struct Way {
        std::string strip, first; // first: the member of the group that leads to the strip
        Place place;              // of that member
    };
    void read(Draft& draft, const Datum::Key& name, const Datum& written);
    void checkMembers(Draft& draft, Group& group, const std::vector<std::string>& known) const;
    void settle(Draft& draft, Group& group, std::vector<std::string>& above);

    std::map<std::string, Group> groups_;
    std::map<std::string, std::vector<std::string>> groupsOf_; // by strip
    std::map<std::string, std::vector<Way>> ways_;             // by group; of those that are settled
};

}
