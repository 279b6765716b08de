// Has a mix answer, and reads the answers.
// SPDX-License-Identifier: MIT
#include "tests/fuzz/request_promises.h"
#include "framework/control/control_message.h"
#include "framework/control/http_routes.h"
#include "framework/error/error.h"
#include "tests/framework/control/fake_live_control.h"
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace stemwright::fuzz {

namespace {

void hold(bool kept, const std::string& promise) {
    if (!kept) throw std::logic_error(promise);
}

void checkError(const std::string& text) {
    auto error = nlohmann::json::parse(text).at("error");
    hold(error.at("where").is_string() && error.at("cure").is_string(),
         "errors have a place and a cure: " + text);
    hold(error.at("what").get<std::string>() != "", "errors have a cause: " + text);
}

void checkRanges(const LiveControl& mix) {
    for (auto all = mix.parameters(); const auto& parameter : *all)
        hold(parameter.value >= parameter.range.min && parameter.value <= parameter.range.max,
             "numbers stay in their ranges");
    auto transport = mix.transport();
    hold(transport.position >= 0 && transport.position <= transport.length,
         "the song has the place that is played");
}

void checkUntouched(const LiveControl& mix) {
    for (auto all = mix.parameters(); const auto& parameter : *all)
        hold(parameter.source == LiveControl::Parameter::Source::text, "what is refused moves nothing");
    auto transport = mix.transport();
    hold(transport.position == 0 && transport.state == LiveControl::Transport::State::playing &&
             transport.atEnd == LiveControl::Transport::AtEnd::stop,
         "what is refused leaves the transport alone");
}

// Parts of a message that come before a wrong one are done all the same, so its moves prove nothing.
bool followMessage(std::string_view message, LiveControl& mix) {
    std::string answer = answerToMessage(message, mix);
    if (!answer.empty()) checkError(answer);
    return answer.empty();
}

bool followRequest(const std::string& line, std::string_view body, LiveControl& mix) {
    size_t space = std::min(line.find(' '), line.size());
    HttpRequest request{line.substr(0, space),
                        line.substr(std::min(space + 1, line.size())),
                        std::string(body),
                        {},
                        {},
                        {},
                        {}};
    HttpAnswer answer;
    try {
        answer = answerTo(request, HttpTarget(request.target), mix);
    } catch (const Error&) {
        return false;
    }
    if (answer.status != 200) {
        checkError(answer.body);
        checkUntouched(mix);
    } else if (answer.type == "application/json")
        hold(nlohmann::json::parse(answer.body).is_object(), "answers are objects: " + answer.body);
    return answer.status == 200;
}

}

RequestOutcome requestOutcome(std::string_view input) {
    std::string_view line = input.substr(0, input.find('\n')),
                     rest = input.substr(std::min(line.size() + 1, input.size()));
    test::FakeLiveControl mix;
    RequestOutcome outcome;
    try {
        outcome.accepted =
            line.empty() ? followMessage(rest, mix) : followRequest(std::string(line), rest, mix);
        checkRanges(mix);
    } catch (const std::exception& broken) {
        outcome.broken = broken.what();
    }
    return outcome;
}

}
