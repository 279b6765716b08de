// One table of routes, and what each answers.
// SPDX-License-Identifier: MIT
#include "framework/control/http_routes.h"
#include "framework/control/control_request.h"
#include "framework/control/page.h"
#include "framework/control/wildcard.h"
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace stemwright {

namespace {

struct Call {
    const HttpRequest& request;
    const HttpTarget& target;
    std::string rest; // of the path, where the route leaves it open
    LiveControl& control;

    std::string query(const std::string& name) const {
        auto said = target.query.find(name);
        return said == target.query.end() ? "" : said->second;
    }
};

HttpAnswer jsonAnswer(const Json& json) { return {200, "application/json", textOf(json), {}}; }

HttpAnswer getPage(const Call&) { return pageAnswer(); }

HttpAnswer getDocument(const Call& call) {
    return {200, "text/yaml; charset=utf-8", call.control.document(), {}};
}

HttpAnswer getParameters(const Call& call) {
    std::string match = call.query("match");
    auto all = call.control.parameters();
    LiveControl::Parameters chosen;
    for (const LiveControl::Parameter& parameter : *all)
        if (match.empty() || matchesWildcard(parameter.address, match)) chosen.push_back(parameter);
    return jsonAnswer({{"parameters", parametersJson(chosen)}});
}

HttpAnswer getParameter(const Call& call) {
    auto parameters = call.control.parameters();
    return jsonAnswer(parameterJson(parameterAt(*parameters, call.rest)));
}

HttpAnswer putParameter(const Call& call) {
    ReadJson body = parsedJson(call.request.body);
    expectWords(body, call.rest, {"value"});
    if (!body.contains("value"))
        throw Error({call.rest}, "there is no value", "write such as {\"value\": -3}");
    ControlMove move = moveNumbers(call.control, {{call.rest, body["value"]}}).front();
    return jsonAnswer({{"address", move.address},
                       {"value", numberJson(move.value)},
                       {"limited", move.extent == ControlMove::Extent::limited}});
}

HttpAnswer deleteParameter(const Call& call) {
    releaseNumbers(call.control, ReadJson::array({call.rest}));
    return getParameter(call);
}

HttpAnswer getTransport(const Call& call) { return jsonAnswer(transportJson(call.control.transport())); }

HttpAnswer postTransport(const Call& call) {
    auto extent = changeTransport(call.control, parsedJson(call.request.body));
    Json json = transportJson(call.control.transport());
    json["limited"] = extent == ControlMove::Extent::limited;
    return jsonAnswer(json);
}

HttpAnswer getStatus(const Call& call) { return jsonAnswer(statusJson(call.control.status())); }

HttpAnswer getEvents(const Call& call) {
    std::string since = call.query("since");
    uint64_t number = 0;
    auto read = std::from_chars(since.data(), since.data() + since.size(), number);
    if (!since.empty() && (read.ec != std::errc{} || read.ptr != since.data() + since.size()))
        throw Error({"since"}, "this is no number of an event", "write such as /events?since=12");
    return jsonAnswer({{"events", eventsJson(call.control.eventsSince(number))}});
}

HttpAnswer getLive(const Call&) {
    HttpAnswer answer = errorAnswer(426, "/live", "this is a WebSocket", "open ws://HOST:PORT/live");
    answer.fields.emplace_back("Upgrade", "websocket");
    return answer;
}

struct HttpRoute {
    std::string method, path; // one that ends with "/ADDRESS" stands for all that go on there
    HttpAnswer (*answer)(const Call&);

    std::string open() const { return path.ends_with("/ADDRESS") ? path.substr(0, path.size() - 7) : ""; }
    bool leadsTo(const std::string& asked) const {
        return path == asked || (!open().empty() && asked.starts_with(open()) && asked != open());
    }
};

const std::vector<HttpRoute>& routes() {
    static const std::vector<HttpRoute> all{
        {"GET", "/", getPage},
        {"GET", "/document", getDocument},
        {"GET", "/parameters", getParameters},
        {"GET", "/parameters/ADDRESS", getParameter},
        {"PUT", "/parameters/ADDRESS", putParameter},
        {"DELETE", "/parameters/ADDRESS", deleteParameter},
        {"GET", "/transport", getTransport},
        {"POST", "/transport", postTransport},
        {"GET", "/status", getStatus},
        {"GET", "/events", getEvents},
        {"GET", "/live", getLive},
    };
    return all;
}

HttpAnswer routed(const HttpRequest& request, const HttpTarget& target, LiveControl& control) {
    std::string methods;
    std::vector<std::string> paths;
    for (const HttpRoute& route : routes()) {
        paths.push_back(route.path);
        if (!route.leadsTo(target.path)) continue;
        if (route.method == request.method)
            return route.answer({request, target, target.path.substr(route.open().size()), control});
        methods += (methods.empty() ? "" : ", ") + route.method;
    }
    if (methods.empty())
        return errorAnswer(404, target.path.substr(0, 200), "there is nothing here",
                           suggestion(target.path, paths));
    HttpAnswer answer = errorAnswer(405, target.path, "this cannot be done here", "known: " + methods);
    answer.fields.emplace_back("Allow", methods);
    return answer;
}

}

HttpAnswer answerTo(const HttpRequest& request, const HttpTarget& target, LiveControl& control) {
    auto refused = [](const Error& error, int status) {
        const Problem& problem = error.problems().front();
        return errorAnswer(status, problem.place.text(), problem.cause, problem.cure);
    };
    try {
        return routed(request, target, control);
    } catch (const ControlRefusal& refusal) {
        return refused(refusal, refusal.reason == ControlRefusal::Reason::unknown ? 404 : 409);
    } catch (const Error& error) {
        return refused(error, 400);
    }
}

}
