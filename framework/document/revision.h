// A document that is being changed: one file as a tree, over the layers that lie below it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/document/layers.h"
#include "framework/document/rewrite.h"

namespace stemwright {

/// Changes are made in the tree at once; the text follows when somebody asks for it, by the same edits. Not
/// for more than one thread at a time.
class Revision {
  public:
    /// A text that would lie at `path`. Files are read once. Throws an Error where it is no YAML.
    Revision(const std::string& text, std::string path, ReadText read = readTextFile);

    /// A file that has been read, over layers that have been read too; its text is made of the tree.
    Revision(Datum file, std::string path, std::vector<Layer> below, ReadText read);

    const std::string& path() const { return path_; }
    const Datum& file() const { return file_; }

    /// What all layers come to. Valid until the next change.
    const Document& document() const;

    /// The edit that gives `value` to an address, as editAt() has it.
    Edit editOf(const std::string& address, const std::optional<Datum>& value) const;

    /// Makes a change. What it writes gets the place `by`, but for names of files, which are looked for
    /// beside the document. Throws an Error where the edit leads nowhere; nothing is changed then.
    void apply(Edit edit, const Place& by);

    /// The text with all changes in it; comments and order stay. Throws an Error where that cannot be.
    std::string text() const;

  private:
    std::string path_, text_;
    Datum file_;
    ReadText read_;
    std::optional<std::vector<Layer>> below_; // where they are given
    std::vector<Edit> edits_;
    mutable std::optional<Document> document_;
};

}
