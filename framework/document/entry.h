// What node a source, an entry of a chain or a line under `nodes` asks for.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"
#include <optional>

namespace stemwright {

struct Entry {
    std::string name, type;
    Datum arguments;
    Place place;
    std::optional<Datum> mix = {}, on = {}; ///< as they are written
    bool bypassed = false;
};

/// An entry of a chain: `compressor`, `compressor: {ratio: 3}` or `{id: duck, compressor: {ratio: 6}, mix:
/// 40 %}`. Named by its id, else by its type. Nothing after adding problems.
std::optional<Entry> readEntry(const Datum& written, std::vector<Problem>& problems);

/// A track's source: the name of a file, `{file: ..., start: ...}`, a list of such clips, channels of the
/// device that is played on, `{input: 1}`, or a node that makes sound, `{sine: {freq: 440 Hz}}`.
std::optional<Entry> readSource(const Datum& written, std::vector<Problem>& problems);

/// What stands under a name in `nodes`: `lfo` or `lfo: {rate: 2 Hz}`.
std::optional<Entry> readNode(const Datum::Key& name, const Datum& written, std::vector<Problem>& problems);

}
