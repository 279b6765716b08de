// Compares what a request says about its sender.
// SPDX-License-Identifier: MIT
#include "framework/control/http_guard.h"
#include "framework/control/token.h"

namespace stemwright {

// Names that DNS has no say in: 127.0.0.1, [::1] and localhost, with or without a port.
static bool isAddress(const std::string& host) {
    if (host.starts_with('[')) return true;
    std::string name = host.substr(0, host.find(':'));
    return name == "localhost" || (!name.empty() && name.find_first_not_of("0123456789.") == name.npos);
}

bool HttpGuard::hasToken(const HttpRequest& request, const HttpTarget& target) const {
    static const std::string scheme = "Bearer ";
    if (request.authorization.starts_with(scheme))
        return isToken(request.authorization.substr(scheme.size()), token_);
    auto said = target.query.find("token");
    return target.path == "/live" && said != target.query.end() && isToken(said->second, token_);
}

std::optional<HttpAnswer> HttpGuard::refusal(const HttpRequest& request, const HttpTarget& target) const {
    if (request.host.empty() || (token_.empty() && !isAddress(request.host)))
        return errorAnswer(403, "Host", "this server is not known by that name",
                           "ask for it by its address, such as 127.0.0.1");
    if (!request.origin.empty() && request.origin != "http://" + request.host &&
        request.origin != "https://" + request.host)
        return errorAnswer(403, "Origin", "this page is not from here", "open the page that this server has");
    if (!token_.empty() && target.path != "/" && !hasToken(request, target)) {
        HttpAnswer answer = errorAnswer(401, "Authorization", "this is not the token",
                                        "send \"Authorization: Bearer TOKEN\", or open /live?token=TOKEN");
        answer.fields.emplace_back("WWW-Authenticate", "Bearer");
        return answer;
    }
    std::string type = request.contentType.substr(0, request.contentType.find(';'));
    if ((request.method == "PUT" || request.method == "POST") && type != "application/json")
        return errorAnswer(415, "Content-Type", "a body must be JSON",
                           "send it with \"Content-Type: application/json\"");
    return {};
}

}
