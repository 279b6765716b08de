// How what a mix lets others see and change is written in JSON, and what is read from there.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/live_control.h"
#include "framework/error/error.h"
#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace stemwright {

/// Written in the order in which it is made.
using Json = nlohmann::ordered_json;
/// Read by names, in a time that does not grow with the square of their number.
using ReadJson = nlohmann::json;

/// A number, or "inf" or "-inf", which JSON has no number for.
Json numberJson(double value);
Json parameterJson(const LiveControl::Parameter& parameter);
/// What of a parameter may change while the mix plays.
Json movingJson(const LiveControl::Parameter& parameter);
Json parametersJson(const LiveControl::Parameters& parameters);
Json transportJson(const LiveControl::Transport& transport);
Json statusJson(const LiveControl::Status& status);
Json eventsJson(const std::vector<LiveControl::Event>& events);
/// `{"error": {"where": ..., "what": ..., "cure": ...}}`
Json errorJson(const Problem& problem);

/// The text of `json`; what is no UTF-8 in it is replaced.
std::string textOf(const Json& json);

/// Reads a text from outside. Throws Error where it is no JSON, or nested more than a few levels deep.
ReadJson parsedJson(std::string_view text);

}
