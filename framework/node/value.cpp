// Reads constants and automation points, and says what is wrong with them.
// SPDX-License-Identifier: MIT
#include "framework/node/value.h"
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace stemwright {

namespace {

const std::map<std::string, Shape, std::less<>> shapes{{"hold", Shape::hold},
                                                       {"linear", Shape::linear},
                                                       {"exponential", Shape::exponential},
                                                       {"smooth", Shape::smooth}};

// A sum of two loudnesses would be none.
Unit differenceOf(Unit unit) { return unit == Unit::LUFS ? Unit::LU : unit == Unit::dBTP ? Unit::dB : unit; }

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
        return quantity(d, range.unit, to) && within(d.place, d.scalar + " is", to);
    }

    // `said` is the beginning of a message: "20 dB is".
    bool within(const Place& place, const std::string& said, double value) {
        if (value < range.min)
            return fail(place,
                        name + ": " + said + " under the lowest value, " +
                            formatQuantity(range.min, range.unit),
                        "write more");
        if (value > range.max)
            return fail(place,
                        name + ": " + said + " over the highest value, " +
                            formatQuantity(range.max, range.unit),
                        "write less");
        return true;
    }

    // `{add: -1 dB}` where no layer below wrote a value.
    bool sum(const Datum& written, double& to) {
        checkWords(written, "a value", {"add", "because", "confidence"});
        const Datum& add = *written.find("add");
        double moved = 0;
        if (!quantity(add, differenceOf(range.unit), moved)) return false;
        to = range.init + moved;
        // As a person adds: 0.1 and 0.2 are 0.3.
        if (double rounded = std::round(to * 1e9) / 1e9; std::abs(to) < 1e6) to = rounded;
        return within(add.place,
                      "the default, " + formatQuantity(range.init, range.unit) + ", and " + add.scalar +
                          " make " + formatQuantity(to, range.unit) + ", which is",
                      to);
    }

    void checkWords(const Datum& map, const std::string& what, const std::vector<std::string>& known) {
        for (const auto& [key, _] : map.entries)
            if (std::find(known.begin(), known.end(), key.name) == known.end())
                fail(key.place, what + " has no \"" + key.name + "\"", suggestion(key.name, known));
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
    if (!written.isMap() || written.find("add")) {
        double constant;
        if (written.isMap() ? reader.sum(written, constant) : reader.inRange(written, constant))
            value.constant = constant;
        return value;
    }
    reader.checkWords(written, name + ": automation", {"points", "shape", "because", "confidence"});
    const Datum *list = written.find("points"), *shape = written.find("shape");
    Shape usual = shape ? reader.shape(*shape).value_or(Shape::linear) : Shape::linear;
    if (!list || !list->isList() || list->list.empty()) {
        reader.fail(list ? list->place : written.place, name + ": automation without points",
                    "write {points: [[0 s, " + formatQuantity(range.init, range.unit) + "], ...]}");
        return value;
    }
    std::vector<Curve::Point> points;
    for (const Datum& d : list->list) reader.point(d, usual, points);
    if (points.size() < list->list.size()) return value;
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
