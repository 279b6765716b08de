// Names of what was found.
// SPDX-License-Identifier: MIT
#include "framework/assist/analysis_json.h"
#include "framework/assist/measures_json.h"
#include "framework/assist/remarks.h"
#include <cmath>
#include <nlohmann/json.hpp>

namespace stemwright {

namespace {

using Json = nlohmann::ordered_json;

double rounded(double level) { return std::round(level * 100) / 100; }

template <class Levels> Json levelsJson(const Levels& levels) {
    Json all = Json::array();
    for (double level : levels) all.push_back(rounded(level));
    return all;
}

Json spansJson(const std::vector<TimeSpan>& spans) {
    Json all = Json::array();
    for (const TimeSpan& span : spans) all.push_back({{"from", span.from}, {"to", span.to}});
    return all;
}

Json humJson(const std::optional<MainsHum>& hum) {
    if (!hum) return {};
    Json lines = Json::array();
    for (const MainsHum::Line& line : hum->lines)
        lines.push_back({{"order", line.order}, {"level", line.level}});
    return {{"mains", hum->mains}, {"level", hum->level}, {"lines", std::move(lines)}};
}

Json clippingJson(const ClippedPeaks& clipping) {
    return {{"runs", clipping.runs},
            {"samples", clipping.samples},
            {"longest", clipping.longest},
            {"level", clipping.runs > 0 ? Json(clipping.level) : Json()},
            {"overs", clipping.overs}};
}

Json roleJson(const RoleProbabilities& probabilities) {
    auto role = mostProbable(probabilities);
    return role ? Json(wordOf(*role)) : Json();
}

Json probabilitiesJson(const RoleProbabilities& probabilities) {
    Json all = Json::object();
    for (size_t r = 0; r < roleCount; ++r)
        all[std::string(wordOf(TrackRole(r)))] = std::round(probabilities[r] * 1e4) / 1e4;
    return all;
}

Json trackJson(const TrackAnalysis& track) {
    Json resonances = Json::array();
    for (const Resonance& r : track.resonances)
        resonances.push_back({{"frequency", r.frequency},
                              {"height", r.height},
                              {"quality", r.quality},
                              {"persistence", r.persistence}});
    return {{"name", track.name},
            {"file", track.path},
            {"role", roleJson(track.roleProbabilities)},
            {"role_probabilities", probabilitiesJson(track.roleProbabilities)},
            {"role_embedding", track.roleEmbedding},
            {"measures", measuresJson(track.measures)},
            {"spectrum", levelsJson(track.spectrum)},
            {"tonal", track.tonal},
            {"onsets", track.onsets},
            {"onset_rate", track.onsetRate},
            {"image",
             {{"kind", wordOf(track.image.kind)},
              {"width", track.image.width},
              {"balance", track.image.balance}}},
            {"offset", track.offset},
            {"sounding", spansJson(track.sounding)},
            {"sounding_time", track.soundingTime},
            {"noise_floor", track.noiseFloor},
            {"hum", humJson(track.hum)},
            {"clipping", clippingJson(track.clipping)},
            {"resonances", std::move(resonances)},
            {"levels", levelsJson(track.levels)}};
}

}

Json analysisJson(const SessionAnalysis& session) {
    Json bands = Json::array(), tracks = Json::array(), masking = Json::array(), sources = Json::array(),
         remarks = Json::array();
    auto name = [&](size_t track) { return session.tracks[track].name; };
    for (size_t b = 0; b < barkCount; ++b)
        bands.push_back({{"from", lowerEdgeOfBand(b)}, {"to", lowerEdgeOfBand(b + 1)}});
    for (const TrackAnalysis& track : session.tracks) tracks.push_back(trackJson(track));
    for (const MaskedTrack& pair : session.masking) {
        Json shares = Json::array();
        for (double share : pair.shares) shares.push_back(std::round(share * 1e4) / 1e4);
        masking.push_back({{"track", name(pair.track)},
                           {"masker", name(pair.masker)},
                           {"share", pair.share},
                           {"shares", std::move(shares)},
                           {"depth", levelsJson(pair.depth)},
                           {"spans", spansJson(pair.spans)}});
    }
    for (const SourcePair& pair : session.sources)
        sources.push_back({{"first", name(pair.first)},
                           {"second", name(pair.second)},
                           {"frames", pair.frames},
                           {"rate", pair.rate},
                           {"delay", pair.delay()},
                           {"inverted", pair.sign == SourcePair::Sign::inverted},
                           {"confidence", pair.confidence},
                           {"likeness", pair.likeness}});
    for (const Remark& remark : remarksOn(session)) {
        Json names = Json::array();
        for (size_t track : remark.tracks) names.push_back(name(track));
        remarks.push_back({{"tracks", std::move(names)},
                           {"about", remark.about},
                           {"weight", remark.weight == Remark::Weight::fault ? "fault" : "hint"},
                           {"finding", remark.finding},
                           {"cure", remark.cure}});
    }
    return {{"step", analysisStep},          {"bands", std::move(bands)},
            {"tracks", std::move(tracks)},   {"masking", std::move(masking)},
            {"sources", std::move(sources)}, {"remarks", std::move(remarks)}};
}

}
