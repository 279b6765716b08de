// The parts of a document, as far as they merge differently.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/datum.h"

namespace stemwright {

enum class Part {
    document,
    words, ///< a map of atoms, such as the session
    strips,
    strip,
    chain,
    nodes,
    entry, ///< of a chain or of `nodes`: a type, its parameters and the words of an entry
    source,
    parameters,
    sends,
    from,
    wires,
    send, ///< `-14 dB` or `{level: -14 dB, tap: pre}`
    groups,
    outputs,
    output,
    expect,
    midi,
    bindings, ///< of MIDI controls, by name
    atom,
};

/// What stands under `key` in a map that is a `part`.
Part partUnder(Part part, const std::string& key, const Datum& value);

/// Whether a map is one value: `{is: ...}`, `{add: ...}` or `{points: ...}`.
bool isValue(const Datum& datum);
bool isAddition(const Datum& datum);

/// The short form of a part written out as the map that it stands for: `-14 dB` as `{level: -14 dB}`, `x.wav`
/// as
/// `{file: x.wav}` and `{input: 1}` as `{input: {channels: 1}}`, `lfo` as `{lfo: {}}`, `[a, b]` under `from`
/// as `{a: {}, b: {}}`. Other values stay.
Datum writtenOut(Part part, const Datum& datum);

/// The pair that says which type of node an entry, a node or a source is, such as `compressor: {ratio: 3}`;
/// nullptr where only parameters and words are written.
const Datum::Entry* typeIn(const Datum& map);

/// Whether `word` stands beside the type of an entry: `id`, `bypass`, `before`, ...
bool isEntryWord(std::string_view word);

}
