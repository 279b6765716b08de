// Changes single values in the text of a document and leaves everything else as somebody wrote it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"
#include <optional>

namespace stemwright {

/// `path` are keys from the root, such as tracks, vox, gain. An entry in the list of a chain is reached by
/// its id or else its type, and its parameters directly: tracks, vox, chain, compressor, ratio; so are the
/// words beside its type: tracks, vox, chain, compressor, bypass. A path that ends at an entry means all of
/// it. Nothing as value takes the last key out.
struct Edit {
    std::vector<std::string> path;
    std::optional<Datum> value;
    std::optional<size_t> position{}; ///< of a new entry in the list of a chain; at the end where nothing is
                                      ///< said
};

/// `text` after `edits`, one after the other. What is not there yet is made: sections in the order of the
/// vocabulary, everything else behind its siblings and in their style. A scalar keeps its quotes. A comment
/// stays, and in its column where there is room. Removing the last word of a section, of `sends` or of a map
/// that edits a chain removes that too; else {} or [] stays. What was rewritten is read again and compared.
/// Throws an Error with a place in `fileName` where the text is wrong or an edit cannot be done.
std::string rewritten(const std::string& text, const std::vector<Edit>& edits,
                      const std::string& fileName = "");

}
