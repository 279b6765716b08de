// A short piece of a document that uses a node, made from what the node declares.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/registry.h"

namespace stemwright {

/// What a node is for, which decides where in a document it stands.
enum class Role {
    source,  ///< makes sound: the source of a track
    effect,  ///< passes sound on: in a chain
    adder,   ///< has as many inputs as one likes: under nodes
    control, ///< makes control signals only: under nodes
    end,     ///< takes sound and gives nothing but what outputs listen to
};
Role roleOf(const Type& type, const Node& described);

/// Lines of YAML, each with its line break: the node where it belongs, with some of its parameters at their
/// defaults.
std::string example(const Type& type, const Node& described);

/// The part of it that says the node itself: "compressor: {threshold: -18 dB, ratio: 2}".
std::string exampleEntry(const Type& type, const Node& described);

/// A value as an example shows it: the default, or something that stands for what must be given.
std::string sample(const Parameter& parameter);

}
