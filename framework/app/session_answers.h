// What a session that plays tells over OSC, for people and for programs.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/osc_message.h"

namespace stemwright {

// Each throws a FailedError for a message that is not what docs/control.md says.

/// Of the messages /stemwright/parameter.
std::string parametersText(const std::vector<OscMessage>& parameters);
std::string parametersJson(const std::vector<OscMessage>& parameters);

/// Of /stemwright/status.
std::string statusText(const OscMessage& status);
std::string statusJson(const OscMessage& status);

/// How many parameters there are, of /stemwright/listed after `received` of them; more may have been told.
size_t countOf(const OscMessage& listed, size_t received);

/// Of the answer to a move that went as far as it could.
std::string limitText(const OscMessage& answer);

}
