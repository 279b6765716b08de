// What the server has to offer under which address.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/http_exchange.h"
#include "framework/control/live_control.h"

namespace stemwright {

/// Does what a request that may be asked says, and answers it. Never throws for what a client sent.
HttpAnswer answerTo(const HttpRequest& request, const HttpTarget& target, LiveControl& control);

}
