// Compares expectations with what was measured.
// SPDX-License-Identifier: MIT
#include "framework/document/expectation.h"
#include "framework/document/measure.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

const Form& Measure::form() const {
    const std::vector<Word>& words = vocabulary(Owner::expect);
    return std::find_if(words.begin(), words.end(), [&](const Word& w) { return w.name == word; })->form;
}

const Measure* findMeasure(std::string_view word) {
    for (const Measure& measure : expectable)
        if (measure.word == word) return &measure;
    return nullptr;
}

namespace {

constexpr double rounding = 1e-6; // what is let pass

// Times are exact to a sample.
bool isTime(Unit unit) { return unit == Unit::s || unit == Unit::samples; }

bool keeps(const Expectation& e, double value) {
    return !(e.min && value < *e.min - rounding) && !(e.max && value > *e.max + rounding);
}

// Short for people: more digits than a meter shows help nobody, unless it is by these that the limit is
// broken.
std::string shown(double value, Unit unit, const Expectation& e) {
    double digits = isTime(unit) ? 1e6 : 100, rounded = value;
    for (; std::isfinite(value) && digits <= 1e6; digits *= 100) {
        rounded = std::round(value * digits) / digits;
        if (!keeps(e, rounded)) break;
    }
    return formatQuantity(rounded, unit);
}

}

std::vector<Problem> judge(const std::vector<Expectation>& expectations, const std::string& output,
                           const Measures& result, int displacement) {
    std::vector<Problem> problems;
    std::string of = " of output \"" + output + "\"";
    if (result.notFinite > 0)
        problems.push_back({{},
                            std::to_string(result.notFinite) + " samples" + of + " are no finite numbers",
                            "listen to the strips one by one to find the node that makes them"});
    for (const Expectation& e : expectations) {
        const Measure* measure = e.output == output ? findMeasure(e.what) : nullptr;
        if (!measure) continue;
        double value = measure->of(result, displacement);
        if (std::isnan(value))
            problems.push_back(
                {e.place, e.what + of + " cannot be told of a mono or silent output, expected " + e.text,
                 ""});
        else if (!keeps(e, value))
            problems.push_back(
                {e.place,
                 e.what + of + " is " + shown(value, measure->form().unit, e) + ", expected " + e.text, ""});
    }
    return problems;
}

}
