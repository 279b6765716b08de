// Takes the parts of a message in a fixed order, each whole or not at all.
// SPDX-License-Identifier: MIT
#include "framework/control/control_message.h"
#include "framework/control/control_request.h"
#include <nlohmann/json.hpp>

namespace stemwright {

std::string answerToMessage(std::string_view message, LiveControl& control) {
    try {
        ReadJson json = parsedJson(message);
        expectWords(json, "message", {"move", "release", "transport"});
        if (json.contains("move")) moveNumbers(control, json["move"]);
        if (json.contains("release")) releaseNumbers(control, json["release"]);
        if (json.contains("transport")) changeTransport(control, json["transport"]);
        return "";
    } catch (const Error& error) {
        return textOf(errorJson(error.problems().front()));
    }
}

}
