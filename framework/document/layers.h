// A document in layers: the files that it is made of, and what they come to.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"
#include <functional>
#include <optional>

namespace stemwright {

/// Gives the text of a file, or nothing after adding a problem without a line. Where documents come from
/// somewhere else than the disk (tests, editors, fuzzers), this is what stands between.
using ReadText =
    std::function<std::optional<std::string>(const std::string& path, std::vector<Problem>& problems)>;
std::optional<std::string> readTextFile(const std::string& path, std::vector<Problem>& problems);

struct Layer {
    std::string path;
    Datum document; ///< with what it includes
};

struct Document {
    std::string path;
    std::vector<Layer> layers; ///< lowest first; the file that was asked for is the last
    /// All layers in one, templates applied, chains as lists: a plain document, with the reasons that values
    /// give. A key or value keeps the place of whoever wrote it; Place::layer is 1 for the lowest of several
    /// files.
    Datum whole;
    std::vector<Problem> problems, warnings;
};

/// Reads a document and all that it extends and includes. Problems are collected, not thrown.
Document loadDocument(const std::string& path, const ReadText& read = readTextFile);

/// The same for a text that would stand at `path`.
Document readDocument(const std::string& text, const std::string& path, const ReadText& read = readTextFile);

/// The same for a file that was read as a tree.
Document documentOf(Datum file, const std::string& path, const ReadText& read = readTextFile);

/// The same over layers that have been read; what the file extends is not looked at.
Document documentOf(Datum file, const std::string& path, std::vector<Layer> below, const ReadText& read);

/// Where a file lies that is called `name` in `file`: relative names are looked for beside the file that says
/// them.
std::string pathBeside(const std::string& file, const std::string& name);

}
