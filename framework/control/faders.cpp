// Gives every moving number a curve of its own.
// SPDX-License-Identifier: MIT
#include "framework/control/faders.h"
#include "framework/document/moving_numbers.h"

namespace stemwright {

static std::shared_ptr<const Curve> curveOf(const Value& value, Unit unit) {
    std::vector<Curve::Point> points{{0, value.constant, Shape::hold}};
    if (value.curve) points = value.curve->points();
    return std::make_shared<Curve>(std::move(points), unit);
}

std::vector<Fader> addFaders(Graph& graph, const Datum& document) {
    std::vector<Fader> faders;
    for (const auto& [address, moving] : movingNumbers(graph, document)) {
        Value written =
            moving.numbers.empty() ? graph.wires[moving.wires[0]].level : moving.numbers[0]->value;
        Fader fader{address, moving.help, moving.range, written, curveOf(written, moving.range.unit)};
        for (Number* number : moving.numbers) number->value.curve = fader.curve;
        for (size_t wire : moving.wires) graph.wires[wire].level.curve = fader.curve;
        faders.push_back(std::move(fader));
    }
    return faders;
}

}
