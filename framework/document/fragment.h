// Inserts the files that a document includes.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/layers.h"
#include "framework/document/part.h"
#include <map>

namespace stemwright {

/// The text of the file that `name` names; else a problem at the place of the name.
std::optional<std::string> fileNamed(const Datum& name, const std::string& path, const ReadText& read,
                                     std::vector<Problem>& problems);

/// A problem where `version`, what stands behind `stemwright:`, is not the one that is read here.
constexpr const char* versionCure = "write stemwright: 1, the version of the format";
std::optional<Problem> otherVersion(const Datum& version);

/// Reads fragments, each file once, and watches over their depth and number.
class Fragments {
  public:
    Fragments(const ReadText& read, std::vector<Problem>& problems) : read_(read), problems_(problems) {}

    /// Replaces every `include` in `datum`: in a map the words beside it lie over the fragment; an element of
    /// a list that only includes stands for the fragment's elements.
    void insertInto(Datum& datum, Part part);

    bool isComplete() const { return !incomplete_; } ///< whether every file could be read

  private:
    std::optional<Datum> fragment(const Datum& name, Part part);
    std::optional<Datum> read(const Datum& name, Part part);
    std::optional<Datum> fragments(const Datum& names, Part part);
    void standsAlone(const Datum& name, const Datum& fragment);
    void insertIntoMap(Datum& map, Part part);
    void insertIntoList(Datum& list);

    const ReadText& read_;
    std::vector<Problem>& problems_;
    std::map<std::string, Datum> known_; // files as they are read, by path
    std::vector<std::string> open_;
    size_t values_ = 0;
    bool incomplete_ = false;
};

}
