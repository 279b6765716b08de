// Gives the page a policy. What may run is known by a number that nobody knows before.
// SPDX-License-Identifier: MIT
#include "framework/control/page.h"
#include <random>

namespace stemwright {

HttpAnswer pageAnswer() {
    static constexpr std::string_view mark = "NONCE";
    std::random_device random;
    std::string nonce;
    for (int word = 0; word < 4; ++word) nonce += std::to_string(random());
    std::string text(pageText);
    for (size_t at; (at = text.find(mark)) != text.npos;) text.replace(at, mark.size(), nonce);
    std::string policy = "default-src 'none'; connect-src 'self'; img-src data:; base-uri 'none'; "
                         "form-action 'none'; frame-ancestors 'none'; script-src 'nonce-" +
                         nonce + "'; style-src 'nonce-" + nonce + "'";
    return {200, "text/html; charset=utf-8", text, {{"Content-Security-Policy", policy}}};
}

}
