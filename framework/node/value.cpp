// Reads constants and automation points, and says what is wrong with them.
// SPDX-License-Identifier: MIT
#include "framework/node/value.h"
#include <cmath>
#include <map>
#include <optional>

namespace stemwright {

namespace {

const std::map<std::string, Shape, std::less<>> shapes{{"hold", Shape::hold},
                                                       {"linear", Shape::linear},
                                                       {"exponential", Shape::exponential},
                                                       {"smooth", Shape::smooth}};

struct Reader {
    const std::string& name;
    const Range& range;
    const Timeline& timeline;
    std::vector<Problem>& problems;

    bool fail(const Place& place, std::string cause, std::string cure) {
        problems.push_back({place, std::move(cause), std::move(cure)});
        return false;
    }

    bool quantity(const Datum& d, Unit unit, double& to) {
        if (!d.isScalar())
            return fail(d.place, name + " is " + std::string(d.kindName()),
                        "write one value, such as " + formatQuantity(range.init, range.unit));
        try {
            to = parseQuantity(d.scalar, unit, timeline, d.place);
        } catch (const Error& error) {
            Problem p = error.problems().front();
            return fail(p.place, name + ": " + p.cause, p.cure);
        }
        return true;
    }

    bool inRange(const Datum& d, double& to) {
        if (!quantity(d, range.unit, to)) return false;
        if (to < range.min)
            return fail(d.place,
                        name + ": " + d.scalar + " is under the lowest value, " +
                            formatQuantity(range.min, range.unit),
                        "write more");
        if (to > range.max)
            return fail(d.place,
                        name + ": " + d.scalar + " is over the highest value, " +
                            formatQuantity(range.max, range.unit),
                        "write less");
        return true;
    }

    std::optional<Shape> shape(const Datum& d) {
        if (auto known = shapes.find(d.scalar); d.isScalar() && known != shapes.end()) return known->second;
        std::vector<std::string> words;
        for (const auto& [word, _] : shapes) words.push_back(word);
        fail(d.place, name + ": unknown shape \"" + d.scalar + "\"", suggestion(d.scalar, words));
        return {};
    }

    bool point(const Datum& d, Shape usual, std::vector<Curve::Point>& points) {
        if (!d.isList() || d.list.size() < 2 || d.list.size() > 3)
            return fail(d.place, name + ": a point is " + std::string(d.kindName()),
                        "write [time, value] or [time, value, shape]");
        Curve::Point p{0, 0, usual};
        bool good = quantity(d.list[0], Unit::samples, p.frame);
        // A bare time is in seconds, as everywhere; "samples" is only the unit it is kept in.
        if (good && d.list[0].scalar.find_first_not_of("0123456789.+-eE ") == std::string::npos)
            p.frame *= timeline.rate;
        good = inRange(d.list[1], p.value) && good;
        if (d.list.size() == 3) {
            auto own = shape(d.list[2]);
            if (!own) return false;
            p.shape = *own;
        }
        if (!good) return false;
        if (!std::isfinite(p.frame))
            return fail(d.list[0].place, name + ": a point needs a finite time",
                        "write a time such as 2.5 s or 17|1");
        if (!points.empty() && p.frame < points.back().frame)
            return fail(d.place, name + ": this point lies before the one above it",
                        "put the points in order of time");
        bool decibels = range.unit == Unit::dB || range.unit == Unit::dBTP;
        if (!points.empty() && points.back().shape == Shape::exponential && !decibels &&
            points.back().value * p.value <= 0)
            return fail(d.place, name + ": an exponential segment cannot reach or cross zero",
                        "use linear, or values of one sign");
        points.push_back(p);
        return true;
    }
};

}

Value parseValue(const Datum& written, const std::string& name, const Range& range, const Timeline& timeline,
                 std::vector<Problem>& problems) {
    Value value{range.init, nullptr, written.place};
    Reader reader{name, range, timeline, problems};
    if (!written.isMap()) {
        double constant;
        if (reader.inRange(written, constant)) value.constant = constant;
        return value;
    }
    Shape usual = Shape::linear;
    const Datum* list = nullptr;
    for (const auto& [key, d] : written.entries) {
        if (key.name == "points")
            list = &d;
        else if (key.name == "shape")
            usual = reader.shape(d).value_or(usual);
        else
            reader.fail(key.place, name + ": automation has no \"" + key.name + "\"",
                        suggestion(key.name, {"points", "shape"}));
    }
    if (!list || !list->isList() || list->list.empty()) {
        reader.fail(list ? list->place : written.place, name + ": automation without points",
                    "write {points: [[0 s, " + formatQuantity(range.init, range.unit) + "], ...]}");
        return value;
    }
    std::vector<Curve::Point> points;
    for (const Datum& d : list->list)
        if (!reader.point(d, usual, points)) return value;
    value.constant = points.front().value;
    value.curve = std::make_shared<Curve>(std::move(points), range.unit);
    return value;
}

std::string formatValue(const Value& value, Unit unit) {
    if (!value.curve) return formatQuantity(value.constant, unit);
    static const char* const words[] = {"hold", "linear", "exponential", "smooth"};
    std::string text = "{points: [";
    for (const Curve::Point& p : value.curve->points())
        text += (text.back() == '[' ? "[" : ", [") + formatQuantity(p.frame, Unit::samples) + ", " +
                formatQuantity(p.value, unit) + ", " + words[int(p.shape)] + "]";
    return text + "]}";
}

}
