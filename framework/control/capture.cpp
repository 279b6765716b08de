// Repeats what rides do to their curves, without forgetting.
// SPDX-License-Identifier: MIT
#include "framework/control/capture.h"
#include "framework/document/address_path.h"
#include "framework/document/yaml.h"
#include "framework/document/yaml_text.h"
#include <algorithm>

namespace stemwright {

void Capture::add(const Fader& fader, const FaderReport& report) {
    auto [entry, fresh] = curves_.try_emplace(fader.address, Ridden{{}, fader.range.unit});
    std::vector<Curve::Point>& points = entry->second.points;
    const Curve* written = fader.written.curve.get();
    if (fresh && written) points = written->points();
    const auto& [frame, from, to, length] = report.segment;
    auto isBefore = [](const Curve::Point& p, double f) { return p.frame < f; };
    points.erase(std::lower_bound(points.begin(), points.end(), frame, isBefore), points.end());
    points.push_back({frame, from, Shape::linear});
    points.push_back({frame + length, to, Shape::hold});
    if (report.held || !written) return;
    size_t cursor = 0;
    written->at(frame + length, cursor);
    points.back().shape = written->points()[std::min(cursor, written->points().size() - 1)].shape;
    for (const Curve::Point& point : written->points())
        if (point.frame > frame + length) points.push_back(point);
}

static Datum readOrThrow(const std::string& text, const std::string& path) {
    std::vector<Problem> problems;
    Datum datum = readYaml(text, path, problems);
    if (!problems.empty()) throw Error(std::move(problems));
    return datum;
}

std::map<std::string, Value> Capture::values() const {
    std::map<std::string, Value> values;
    for (const auto& [address, ridden] : curves_)
        values[address] = {ridden.points[0].value, std::make_shared<Curve>(ridden.points, ridden.unit), {}};
    return values;
}

std::string Capture::inFile(const std::string& text, const Document& mix) const {
    std::string now = text;
    for (const auto& [address, value] : values()) {
        Datum written = readOrThrow(formatValue(value, curves_.at(address).unit), address);
        now = rewritten(now, {editAt(address, written, readOrThrow(now, mix.path), &mix.whole)}, mix.path);
    }
    return now;
}

std::string Capture::layer(const std::string& name, const Document& mix) const {
    return inFile("stemwright: 1\nextends: " + yamlText(name) + "\n", mix);
}

}
