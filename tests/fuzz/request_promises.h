// What is promised of requests and messages that anybody may send to a mix that plays.
// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <string_view>

namespace stemwright::fuzz {

struct RequestOutcome {
    std::string broken;    ///< the promise that was, and what shows it; "" where all were kept
    bool accepted = false; ///< whether it was done, or answered
};

/// Follows `input` as an HttpServer does, without the wire: a first line "METHOD TARGET" with a body below
/// it, or a line with nothing on it and below that a message of a WebSocket. Looks for these promises:
/// - nothing but Error is thrown, and that for targets only that cannot be read;
/// - answers are JSON in UTF-8 where they say so, and errors have a place, a cause and a cure;
/// - numbers stay in their ranges, and what is refused changes nothing.
RequestOutcome requestOutcome(std::string_view input);

}
