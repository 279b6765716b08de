// The ways in which authors hand out TorchScript models for audio.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/torch/description.h"
#include "framework/torch/torch_model.h"
#include <optional>

namespace stemwright {

/// Files of Neutone's SDK (QosmoInc): one sound in, one out, up to four numbers from 0 to 1 for each frame,
/// and a rate and a block that are set before use. Nothing where `script` is none.
std::optional<Dialect> neutoneDialect(const Script& script, const ModelUse& use);

/// Files for nn~ (Acids, IRCAM), RAVE among them: methods whose channels and ratios stand in attributes
/// beside them, and attributes with a getter and a setter. Nothing where `script` is none.
std::optional<Dialect> tildeDialect(const Script& script, const ModelUse& use);

/// Any module with a method from tensors to tensors. Layout, channels, lengths and what other arguments mean
/// are found out by trying, as far as neither `use` nor `description` say them. Throws an Error.
Dialect plainDialect(const Script& script, const ModelUse& use, const Description& description);

}
