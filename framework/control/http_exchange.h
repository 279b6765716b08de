// A request of HTTP and its answer, without the wire.
// SPDX-License-Identifier: MIT
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace stemwright {

/// What of a request matters here. A field that is absent is "".
struct HttpRequest {
    std::string method, target, body;
    std::string host, origin, contentType, authorization;
};

struct HttpAnswer {
    int status = 200;
    std::string type = "application/json", body;
    std::vector<std::pair<std::string, std::string>> fields; ///< others than the usual ones
};

/// A target in its parts, percent escapes decoded: "/parameters/vox.gain?match=a" and the like.
struct HttpTarget {
    explicit HttpTarget(const std::string& target); ///< throws an Error where an escape is none
    std::string path;
    std::map<std::string, std::string> query;
};

/// An error of this status, with the body that all errors have.
HttpAnswer errorAnswer(int status, const std::string& where, const std::string& what,
                       const std::string& cure);

}
