// Lays values out: on one line, or over several where that reads better.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"

namespace stemwright {

/// How blocks are indented, and where a new one goes.
struct Indentation {
    size_t indent = 0; ///< columns before a key
    size_t step = 2;   ///< further columns for what is inside
};

/// Keys from the root of a document to a value: sections and strips stand in lines of their own.
using Keys = std::vector<std::string>;

/// `value` on one line, as it stands in [ ] and { } and anywhere else.
std::string flowText(const Datum& value);

/// What follows the colon of a key: `: -3 dB` without its line's end, or ":" and the lines of a block.
/// `keys` are those down to the value, and `column` is how many columns come before the colon.
std::string valueText(const Datum& value, const Keys& keys, Indentation layout, size_t column);

/// The same with the key before it.
std::string entryText(const std::string& key, const Datum& value, const Keys& keys, Indentation layout);

/// What stands in a list behind a dash at `layout.indent`, such as `- compressor: {ratio: 3}`.
std::string elementText(const Datum& value, const Keys& keys, Indentation layout);

/// The entries of a map or the elements of a list line by line, each with its indentation.
std::string blockText(const Datum& value, const Keys& keys, Indentation layout);

/// Characters in `text`, however many bytes they take.
size_t widthOf(std::string_view text);

}
