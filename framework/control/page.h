// The page that the server shows a browser.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/http_exchange.h"
#include <string_view>

namespace stemwright {

/// The text of page.html, from the build.
extern const std::string_view pageText;

/// The page, with a policy that lets a browser run and load nothing but what the page itself holds.
HttpAnswer pageAnswer();

}
