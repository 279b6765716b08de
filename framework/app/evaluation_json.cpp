// Writes distances as JSON, and reads them again.
// SPDX-License-Identifier: MIT
#include "framework/app/evaluation_report.h"
#include "framework/app/measures_text.h"
#include "framework/describe/version.h"
#include "framework/error/error.h"
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

namespace stemwright {

using EvaluationJson = nlohmann::ordered_json;

static EvaluationJson monoJson(const MonoSum& mono) {
    return {{"loss", mono.loss}, {"colouring", mono.colouring}};
}

static EvaluationJson mixJson(const JudgedMix& mix) {
    EvaluationJson groups = EvaluationJson::object();
    for (const DistanceGroup& group : mix.evaluation.groups) {
        EvaluationJson members = EvaluationJson::object();
        for (const Distance& member : group.members) members[member.name] = member.value;
        groups[group.name] = {{"value", group.value}, {"members", members}};
    }
    return {
        {"name", mix.name},
        {"louder", mix.evaluation.louder},
        {"groups", groups},
        {"mono", {{"mix", monoJson(mix.evaluation.mix)}, {"reference", monoJson(mix.evaluation.reference)}}}};
}

std::string evaluationJson(const std::vector<JudgedSong>& songs,
                           const std::vector<JudgedDifference>& differences) {
    EvaluationJson all = {{"stemwright", version()},
                          {"songs", EvaluationJson::array()},
                          {"differences", EvaluationJson::array()}};
    for (const JudgedSong& song : songs) {
        EvaluationJson mixes = EvaluationJson::array();
        for (const JudgedMix& mix : song.mixes) mixes.push_back(mixJson(mix));
        all["songs"].push_back({{"song", song.name}, {"reference", song.reference}, {"mixes", mixes}});
    }
    for (const JudgedDifference& difference : differences)
        all["differences"].push_back({{"mix", difference.mix},
                                      {"baseline", difference.baseline},
                                      {"group", difference.group},
                                      {"songs", difference.songs},
                                      {"mean", difference.interval.mean},
                                      {"low", difference.interval.low},
                                      {"high", difference.interval.high}});
    return jsonText(all);
}

static double numberIn(const EvaluationJson& json) {
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

static MonoSum readMono(const EvaluationJson& json) {
    double loss =
        json.at("loss").is_null() ? std::numeric_limits<double>::infinity() : json.at("loss").get<double>();
    return {loss, json.at("colouring").get<double>()};
}

static JudgedMix readMix(const EvaluationJson& json) {
    JudgedMix mix{json.at("name").get<std::string>(), {}};
    mix.evaluation.louder = json.at("louder").get<double>();
    for (const auto& [name, group] : json.at("groups").items()) {
        DistanceGroup& read =
            mix.evaluation.groups.emplace_back(DistanceGroup{name, numberIn(group.at("value")), {}});
        for (const auto& [member, value] : group.at("members").items())
            read.members.push_back({member, numberIn(value)});
    }
    mix.evaluation.mix = readMono(json.at("mono").at("mix"));
    mix.evaluation.reference = readMono(json.at("mono").at("reference"));
    return mix;
}

std::vector<JudgedSong> readEvaluation(const std::string& path) {
    std::ifstream file(path);
    if (!file) throw Error(path + " cannot be read", "name a file that evaluate --json wrote");
    try {
        std::vector<JudgedSong> songs;
        const EvaluationJson all = EvaluationJson::parse(file);
        for (const EvaluationJson& song : all.at("songs")) {
            JudgedSong& read = songs.emplace_back(JudgedSong{song.at("song"), song.at("reference"), {}});
            for (const EvaluationJson& mix : song.at("mixes")) read.mixes.push_back(readMix(mix));
        }
        return songs;
    } catch (const nlohmann::json::exception& error) {
        throw Error(path + " is no result: " + error.what(), "name a file that evaluate --json wrote");
    }
}

}
