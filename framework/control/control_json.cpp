// Names of JSON values, and the limits of what is read.
// SPDX-License-Identifier: MIT
#include "framework/control/control_json.h"
#include "framework/audio/quantity.h"
#include <cmath>
#include <nlohmann/json.hpp>

namespace stemwright {

namespace {

// Messages need three levels; a text of nothing but brackets must not fill the memory with lists of lists.
constexpr int deepest = 8;

double rounded(double value, double steps) { return std::round(value * steps) / steps; }

double decibels(float amplitude) { return rounded(20 * std::log10(double(amplitude)), 100); }

template <class Word> const char* wordOf(std::initializer_list<const char*> words, Word word) {
    return words.begin()[size_t(word)];
}

}

Json numberJson(double value) {
    if (std::isfinite(value)) return value;
    return std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf";
}

Json movingJson(const LiveControl::Parameter& p) {
    return {{"value", numberJson(p.value)},
            {"text", formatQuantity(p.value, p.range.unit)},
            {"source", wordOf({"text", "automation", "hand"}, p.source)}};
}

Json parameterJson(const LiveControl::Parameter& p) {
    Json json{{"address", p.address}};
    json.update(movingJson(p));
    json["min"] = numberJson(p.range.min);
    json["max"] = numberJson(p.range.max);
    json["init"] = numberJson(p.range.init);
    json["unit"] = symbol(p.range.unit);
    json["scale"] = wordOf({"linear", "logarithmic"}, p.range.scale);
    json["help"] = p.help;
    return json;
}

Json parametersJson(const LiveControl::Parameters& parameters) {
    Json json = Json::array();
    for (const LiveControl::Parameter& parameter : parameters) json.push_back(parameterJson(parameter));
    return json;
}

Json transportJson(const LiveControl::Transport& t) {
    return {{"state", wordOf({"playing", "stopped", "finished"}, t.state)},
            {"position", numberJson(t.position)},
            {"bar", t.bar},
            {"beat", rounded(t.beat, 1e3)},
            {"length", numberJson(t.length)},
            {"atEnd", wordOf({"stop", "repeat"}, t.atEnd)},
            {"rate", numberJson(t.rate)}};
}

Json statusJson(const LiveControl::Status& status) {
    Json meters = Json::array();
    for (const LiveControl::Meter& meter : status.meters) {
        Json peaks = Json::array();
        for (float peak : meter.peaks) peaks.push_back(numberJson(decibels(peak)));
        meters.push_back({{"name", meter.name}, {"peaks", std::move(peaks)}});
    }
    return {{"meters", std::move(meters)},
            {"load", numberJson(rounded(status.load, 1e4))},
            {"worst", numberJson(rounded(status.worst, 1e4))},
            {"xruns", status.xruns},
            {"lateReads", status.lateReads},
            {"lateBlocks", status.lateBlocks}};
}

Json eventsJson(const std::vector<LiveControl::Event>& events) {
    Json json = Json::array();
    for (const LiveControl::Event& event : events)
        json.push_back({{"number", event.number}, {"kind", event.kind}, {"text", event.text}});
    return json;
}

Json errorJson(const Problem& problem) {
    return {{"error", {{"where", problem.place.text()}, {"what", problem.cause}, {"cure", problem.cure}}}};
}

std::string textOf(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

ReadJson parsedJson(std::string_view text) {
    auto shallow = [](int depth, ReadJson::parse_event_t, ReadJson&) {
        if (depth > deepest) throw Error("this JSON is nested too deeply", "nothing here needs that");
        return true;
    };
    try {
        return ReadJson::parse(text, shallow);
    } catch (const ReadJson::parse_error& error) {
        throw Error("this is no JSON, from byte " + std::to_string(error.byte) + " on",
                    "write such as {\"value\": -3}, in UTF-8");
    } catch (const ReadJson::out_of_range&) {
        throw Error("a number is too large for JSON", "write infinite numbers as \"inf\" and \"-inf\"");
    }
}

}
