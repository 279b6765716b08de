// Writes what was found as JSON.
// SPDX-License-Identifier: MIT
#include "framework/app/diff_report.h"
#include "framework/app/measures_text.h"
#include "framework/describe/version.h"
#include <nlohmann/json.hpp>

namespace stemwright {

namespace {

using Json = nlohmann::ordered_json;

Json saidJson(const Said& said) {
    if (said.value.empty() && !said.place.line) return {};
    Json one = {{"value", said.value.empty() ? Json() : Json(said.value)}};
    one["file"] = said.place.line ? Json(said.place.file) : Json();
    one["line"] = said.place.line ? Json(said.place.line) : Json();
    one["column"] = said.place.line ? Json(said.place.column) : Json();
    return one;
}

Json changesJson(const std::vector<Difference>& changes) {
    static const char* const kinds[] = {"changed", "added", "removed", "moved"};
    Json all = Json::array();
    for (const Difference& change : changes)
        all.push_back({{"address", change.address},
                       {"change", kinds[size_t(change.kind)]},
                       {"before", saidJson(change.before)},
                       {"after", saidJson(change.after)}});
    return all;
}

Json endJson(const ComparedEnd& compared, double from) {
    const auto& [end, d] = compared;
    Json bands = Json::array(), spots = Json::array();
    for (int band = 0; band < thirdOctaveCount; ++band) {
        double before = d.bandsBefore[size_t(band)], after = d.bandsAfter[size_t(band)];
        bands.push_back({{"middle", thirdOctaveNominal(band)},
                         {"before", before},
                         {"after", after},
                         {"difference", after - before}});
    }
    for (const SoundDifference::Spot& spot : d.spots)
        spots.push_back({{"time", from + spot.time}, {"level", spot.level}});
    return {{"name", end.name},
            {"kind", wordOf(end.kind)},
            {"same", d.samples == SoundDifference::Samples::same},
            {"difference",
             {{"integrated", d.after.integrated - d.before.integrated},
              {"true_peak", d.after.truePeak - d.before.truePeak}}},
            {"residual", {{"relative", d.relative}, {"level", d.residual}, {"most_at", std::move(spots)}}},
            {"bands", std::move(bands)},
            {"before", measuresJson(d.before)},
            {"after", measuresJson(d.after)}};
}

Json aloneJson(const std::vector<LoneEnd>& ends) {
    Json all = Json::array();
    for (const auto& [end, measures] : ends) {
        Json one = {{"name", end.name}, {"kind", wordOf(end.kind)}};
        one.update(measuresJson(measures));
        all.push_back(std::move(one));
    }
    return all;
}

Json gainsJson(const std::vector<FoundGain>& gains) {
    Json all = Json::object();
    for (const FoundGain& gain : gains)
        all[gain.target.output] = {{"gain", gain.search.gain()}, {"site", gain.target.site}};
    return all;
}

Json soundJson(const SoundResult& sound) {
    Json ends = Json::array();
    for (const ComparedEnd& end : sound.common) ends.push_back(endJson(end, sound.from));
    return {{"rate", sound.rate},
            {"from", sound.from},
            {"to", sound.to},
            {"length", {{"before", sound.lengths[0]}, {"after", sound.lengths[1]}}},
            {"gains", {{"before", gainsJson(sound.gains[0])}, {"after", gainsJson(sound.gains[1])}}},
            {"ends", std::move(ends)},
            {"removed", aloneJson(sound.removed)},
            {"added", aloneJson(sound.added)}};
}

}

std::string diffJson(const DiffResult& result) {
    return jsonText({{"stemwright", version()},
                     {"before", result.before},
                     {"after", result.after},
                     {"same", samenessOf(result) == Sameness::same},
                     {"parameters", changesJson(result.changes)},
                     {"sound", result.sound ? soundJson(*result.sound) : Json()},
                     {"no_sound", result.silence.empty() ? Json() : Json(result.silence)}});
}

}
