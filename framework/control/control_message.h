// What a client says over the WebSocket.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/live_control.h"
#include <string_view>

namespace stemwright {

/// Does what a message such as `{"move": {"vox.gain": -3}}` says. The answer is "" where all went well, else
/// an error in JSON; never throws for what a client sent.
std::string answerToMessage(std::string_view message, LiveControl& control);

}
