// Does to a mix what a fuzzer makes up as a message of a WebSocket or as a request, without the wire.
// SPDX-License-Identifier: MIT
#include "framework/control/control_message.h"
#include "framework/control/http_routes.h"
#include "framework/error/error.h"
#include "tests/framework/control/fake_live_control.h"
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

using namespace stemwright;

static void hold(bool kept, const char* promise) {
    if (kept) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

// `text` is an error as docs/control.md describes it.
static void expectError(const std::string& text) {
    auto error = nlohmann::json::parse(text).at("error");
    hold(error.at("where").is_string() && error.at("cure").is_string(), "an error has a place and a cure");
    hold(!error.at("what").get<std::string>().empty(), "an error says what is wrong");
}

static void expectInRange(const LiveControl& control) {
    auto parameters = control.parameters();
    for (const LiveControl::Parameter& p : *parameters)
        hold(p.value >= p.range.min && p.value <= p.range.max, "a number stays in its range");
    LiveControl::Transport transport = control.transport();
    hold(transport.position >= 0 && transport.position <= transport.length, "the song stays in its length");
}

// The first line is "METHOD TARGET" or empty; what follows is the body, or the message.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    std::string input(reinterpret_cast<const char*>(data), size),
        line = input.substr(0, input.find('\n')),
        body = input.substr(std::min(line.size() + 1, input.size()));
    test::FakeLiveControl control;
    if (line.empty()) {
        if (std::string answer = answerToMessage(body, control); !answer.empty()) expectError(answer);
    } else {
        size_t space = std::min(line.find(' '), line.size());
        HttpRequest request{
            line.substr(0, space), line.substr(std::min(space + 1, line.size())), body, {}, {}, {}, {}};
        try {
            HttpAnswer answer = answerTo(request, HttpTarget(request.target), control);
            if (answer.status != 200)
                expectError(answer.body);
            else if (answer.type == "application/json")
                hold(!nlohmann::json::parse(answer.body).is_null(), "an answer is JSON");
        } catch (const Error& error) {
            hold(error.problems().size() == 1, "a target that cannot be read is one problem");
        }
    }
    expectInRange(control);
    return 0;
}
