// Takes messages apart, and puts their fields into columns or objects.
// SPDX-License-Identifier: MIT
#include "framework/app/session_answers.h"
#include "framework/app/exit_status.h"
#include "framework/app/measures_text.h"
#include "framework/app/time_text.h"
#include "framework/audio/quantity.h"
#include "framework/control/osc_pattern.h"
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace stemwright {

namespace {

template <class Type> Type field(const OscMessage& message, size_t number) {
    const Type* found = nullptr;
    if (number < message.arguments.size()) found = std::get_if<Type>(&message.arguments[number]);
    if (!found)
        throw FailedError("the session gives another answer than expected: " + message.address,
                          "play and control with the same version of stemwright");
    return *found;
}

struct ToldParameter {
    explicit ToldParameter(const OscMessage& m)
        : address(nameOfOsc(field<std::string>(m, 0))),
          value(field<double>(m, 1)),
          min(field<double>(m, 2)),
          max(field<double>(m, 3)),
          unit(field<std::string>(m, 4)),
          help(field<std::string>(m, 5)),
          source(field<std::string>(m, 6)) {}

    std::string address;
    double value, min, max;
    std::string unit, help, source;
};

struct ToldStatus {
    explicit ToldStatus(const OscMessage& m)
        : state(field<std::string>(m, 0)),
          atEnd(field<std::string>(m, 1)),
          position(field<double>(m, 2)),
          length(field<double>(m, 3)),
          rate(field<double>(m, 4)),
          load(field<double>(m, 5)),
          worst(field<double>(m, 6)),
          xruns(field<int64_t>(m, 7)),
          lateReads(field<int64_t>(m, 8)) {}

    std::string state, atEnd;
    double position, length, rate, load, worst;
    int64_t xruns, lateReads;
};

std::string number(double value) { return formatQuantity(value, Unit::none); }

std::string withUnit(const std::string& text, const std::string& unit) {
    return unit.empty() ? text : text + " " + unit;
}

}

std::string parametersText(const std::vector<OscMessage>& parameters) {
    struct Row {
        std::string address, value, range, source, help;
    };
    std::vector<Row> rows;
    Row width;
    for (const OscMessage& message : parameters) {
        ToldParameter p(message);
        rows.push_back({p.address, withUnit(number(p.value), p.unit),
                        withUnit(number(p.min) + " to " + number(p.max), p.unit),
                        p.source == "text" ? "" : p.source, p.help});
        for (auto column : {&Row::address, &Row::value, &Row::range, &Row::source})
            if ((width.*column).size() < (rows.back().*column).size()) width.*column = rows.back().*column;
    }
    std::string text;
    for (const Row& row : rows)
        text += fmt::format("{:<{}}  {:>{}}  {:<{}}  {:<{}}  {}\n", row.address, width.address.size(),
                            row.value, width.value.size(), row.source, width.source.size(), row.range,
                            width.range.size(), row.help);
    return text;
}

std::string parametersJson(const std::vector<OscMessage>& parameters) {
    auto all = nlohmann::ordered_json::array();
    for (const OscMessage& message : parameters) {
        ToldParameter p(message);
        all.push_back({{"address", p.address},
                       {"value", p.value},
                       {"min", p.min},
                       {"max", p.max},
                       {"unit", p.unit},
                       {"source", p.source},
                       {"help", p.help}});
    }
    return jsonText(all);
}

std::string statusText(const OscMessage& status) {
    ToldStatus told(status);
    std::string end = told.atEnd == "repeat" ? ", and begins again at the end" : "";
    std::string length = std::isinf(told.length) ? "" : " of " + clockTime(told.length) + end;
    return fmt::format("{} at {}{}\nload {:.0f} %, worst {:.0f} %, {} xruns, {} late reads\n", told.state,
                       clockTime(told.position), length, 100 * told.load, 100 * told.worst, told.xruns,
                       told.lateReads);
}

std::string statusJson(const OscMessage& status) {
    ToldStatus told(status);
    return jsonText({{"state", told.state},
                     {"at_end", told.atEnd},
                     {"position", told.position},
                     {"length", told.length},
                     {"rate", told.rate},
                     {"load", told.load},
                     {"worst", told.worst},
                     {"xruns", told.xruns},
                     {"late_reads", told.lateReads}});
}

size_t countOf(const OscMessage& listed, size_t received) {
    if (size_t(field<int32_t>(listed, 1)) != received)
        throw FailedError("some of the list was lost on the way", "ask for less, such as one strip");
    return size_t(field<int32_t>(listed, 2));
}

std::string limitText(const OscMessage& answer) {
    if (answer.address == "/stemwright/position")
        return "the song has no such place; it is at " + clockTime(field<double>(answer, 0));
    return nameOfOsc(answer.address) + " goes no further than " + fmt::format("{}", field<float>(answer, 0));
}

}
