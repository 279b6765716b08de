// Who may speak to the server: those with the token, and no web page but our own.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/http_exchange.h"
#include <optional>

namespace stemwright {

/// Looks at requests before anything else does.
///
/// A browser lets any web page send requests to this machine, and a page whose name is made to mean
/// 127.0.0.1 after it was loaded (DNS rebinding) may even read the answers. So what a browser says about
/// the page, Origin, must be ourselves. Host must be an address or "localhost", as a rebound page has a name
/// of its own there; with a token it may be any, as such a page does not know the token. Bodies must be
/// declared as JSON, as forms cannot do that, and scripts of other pages only after a question that is never
/// answered with yes.
class HttpGuard {
  public:
    /// `token` is what clients must have; "" where they need none.
    explicit HttpGuard(std::string token) : token_(std::move(token)) {}

    /// The answer for a request that is refused. Only "/live" takes the token from the query, as a browser
    /// cannot send a field with a WebSocket; "/" needs none, as nothing on the page is secret.
    std::optional<HttpAnswer> refusal(const HttpRequest& request, const HttpTarget& target) const;

  private:
    bool hasToken(const HttpRequest& request, const HttpTarget& target) const;

    std::string token_;
};

}
