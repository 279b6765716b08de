// What authors say about a model in audio_node.json, inside its file or beside it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/model.h"
#include "framework/torch/block_call.h"
#include <map>
#include <optional>

namespace stemwright {

struct Dialect;

/// What an argument is there for.
struct ArgumentRole {
    Operand::Kind kind = Operand::Kind::other;
    std::vector<int64_t> shape; ///< of a state
    double value = 0;           ///< of a constant
};

struct NumberDescription {
    std::string name, help; ///< "": as the model has it
    std::optional<double> init, min, max;
};

/// What is not said is empty.
struct Description {
    ModelUse use;
    std::optional<int> latency;                       ///< frames
    std::vector<std::string> inputs, outputs;         ///< names, in order
    std::map<std::string, NumberDescription> numbers; ///< by the name that the model has for them
    std::map<std::string, ArgumentRole> arguments;

    const ArgumentRole* roleOf(const std::string& argument) const;
    /// `said`, and from here what it leaves open.
    ModelUse merged(ModelUse said) const;
    /// Names and ranges. Throws an Error where it describes what is not there.
    void apply(Dialect& dialect) const;
};

/// Of the model at `path`: what lies beside it, else `inside`, the text in its file. Throws an Error where
/// that is no description.
Description readDescription(const std::string& path, const std::string& inside);

}
