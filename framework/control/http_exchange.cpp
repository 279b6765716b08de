// Decodes targets, and words errors.
// SPDX-License-Identifier: MIT
#include "framework/control/http_exchange.h"
#include "framework/control/control_json.h"
#include <charconv>
#include <nlohmann/json.hpp>

namespace stemwright {

static std::string decoded(std::string_view text) {
    std::string plain;
    for (size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            plain += text[i];
            continue;
        }
        unsigned code = 0;
        const char *begin = text.data() + i + 1, *end = begin + 2;
        if (i + 2 >= text.size() || std::from_chars(begin, end, code, 16).ptr != end)
            throw Error("the address has a percent sign that begins no escape",
                        "write %25 for the sign itself");
        plain += char(code);
        i += 2;
    }
    return plain;
}

HttpTarget::HttpTarget(const std::string& target) {
    std::string_view rest = target;
    size_t mark = rest.find('?');
    path = decoded(rest.substr(0, mark));
    rest = mark == rest.npos ? "" : rest.substr(mark + 1);
    while (!rest.empty()) {
        std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        size_t equals = pair.find('=');
        query[decoded(pair.substr(0, equals))] = equals == pair.npos ? "" : decoded(pair.substr(equals + 1));
    }
}

HttpAnswer errorAnswer(int status, const std::string& where, const std::string& what,
                       const std::string& cure) {
    HttpAnswer answer;
    answer.status = status;
    answer.body = textOf(errorJson({{where}, what, cure}));
    return answer;
}

}
