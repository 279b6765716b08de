// Reads expectations and compares them with measures.
// SPDX-License-Identifier: MIT
#include "framework/document/expectation.h"
#include "framework/document/vocabulary.h"
#include "framework/document/words.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

namespace {

struct Measure {
    std::string_view word;
    Unit unit, difference; // of values, and of `within`
    double Measures::*value;
    const char* tolerance; // for the message that asks for one
};

constexpr Measure measures[] = {
    {"loudness", Unit::LUFS, Unit::LU, &Measures::integrated, "0.5 LU"},
    {"momentary", Unit::LUFS, Unit::LU, &Measures::momentaryMax, "0.5 LU"},
    {"short_term", Unit::LUFS, Unit::LU, &Measures::shortTermMax, "0.5 LU"},
    {"range", Unit::LU, Unit::LU, &Measures::range, "1 LU"},
    {"true_peak", Unit::dBTP, Unit::dB, &Measures::truePeak, "0.1 dB"},
    {"mono_loss", Unit::dB, Unit::dB, &Measures::monoLoss, "0.1 dB"},
    {"correlation", Unit::none, Unit::none, &Measures::correlation, "0.1"},
    {"silence", Unit::s, Unit::s, &Measures::longestSilence, "0.1 s"},
    {"duration", Unit::s, Unit::s, &Measures::duration, nullptr},
};

const Measure* find(std::string_view word) {
    for (const Measure& measure : measures)
        if (measure.word == word) return &measure;
    return nullptr;
}

std::vector<std::string> words() {
    std::vector<std::string> all;
    for (const Measure& measure : measures) all.emplace_back(measure.word);
    return all;
}

// Figures are compared as exactly as they are shown: levels to a hundredth, times to a sample. A limiter that
// keeps its ceiling to the last bits but two must not fail a mix.
double slack(Unit unit) { return unit == Unit::s ? 1e-6 : 0.005; }

// Short for people: more digits than a meter shows help nobody. Times are exact to a sample.
std::string shown(double value, Unit unit) {
    double digits = unit == Unit::s ? 1e6 : 100;
    return formatQuantity(std::isfinite(value) ? std::round(value * digits) / digits : value, unit);
}

class Reader {
  public:
    Reader(const Timeline& timeline, std::vector<Problem>& problems)
        : timeline_(timeline), problems_(problems) {}

    std::optional<Expectation> read(const std::string& output, const Datum::Key& key, const Datum& written) {
        const Measure& measure = *find(key.name);
        Datum limits = written;
        if (written.isScalar()) limits = Datum::map({{"is", written}});
        std::string example =
            "{max: " + formatQuantity(measure.unit == Unit::LUFS ? -14 : 1, measure.unit) + "}";
        if (!limits.isMap() || limits.entries.empty()) {
            problems_.push_back({written.isMap() ? written.place : key.place, key.name + " expects nothing",
                                 "write limits, such as " + example});
            return {};
        }
        size_t before = problems_.size();
        checkWords(limits, key.name, wordsOf(Owner::limits), problems_);
        auto is = value(limits, "is", measure.unit, measure),
             within = value(limits, "within", measure.difference, measure);
        Expectation e{output,
                      key.name,
                      value(limits, "min", measure.unit, measure),
                      value(limits, "max", measure.unit, measure),
                      key.place,
                      "",
                      ""};
        auto fail = [&](const char* cause, std::string cure) {
            if (problems_.size() == before)
                problems_.push_back({key.place, key.name + cause, std::move(cure)});
        };
        std::string low = e.min ? formatQuantity(*e.min, measure.unit) : "";
        std::string high = e.max ? formatQuantity(*e.max, measure.unit) : "";
        if (is && (e.min || e.max))
            fail(" has both a value and limits", "write is and within, or min and max");
        else if (within && !is)
            fail(" has \"within\" without \"is\"", "write is: VALUE beside it");
        else if (is && !within && measure.tolerance)
            fail(" has \"is\" without \"within\"",
                 std::string("write within: ") + measure.tolerance + " beside it");
        else if (e.min && e.max && *e.min > *e.max)
            fail(": the lowest value is over the highest", "write the lower one as min");
        if (problems_.size() > before) return {};
        if (is) {
            e.min = *is - within.value_or(0);
            e.max = *is + within.value_or(0);
            std::string middle = formatQuantity(*is, measure.unit), around;
            if (within) around = formatQuantity(*within, measure.difference);
            e.text = middle + (within ? " within " + around : "");
            e.written = "{is: " + middle + (within ? ", within: " + around : "") + "}";
        } else {
            e.text = !e.max ? "at least " + low : !e.min ? "at most " + high : low + " to " + high;
            e.written = std::string("{") + (e.min ? "min: " + low : "") + (e.min && e.max ? ", " : "") +
                        (e.max ? "max: " + high : "") + "}";
        }
        return e;
    }

  private:
    std::optional<double> value(const Datum& limits, const char* word, Unit unit, const Measure& measure) {
        const Datum* d = limits.find(word);
        if (!d) return {};
        if (d->isMap()) {
            problems_.push_back(
                {d->place, std::string(measure.word) + ": " + word + " is a map", "write one value"});
            return {};
        }
        double lowest = std::string_view(word) == "within" ? 0 : -unbounded;
        return parseValue(*d, std::string(measure.word), {0, lowest, unbounded, unit}, timeline_, problems_)
            .constant;
    }

    const Timeline& timeline_;
    std::vector<Problem>& problems_;
};

}

std::vector<Expectation> readExpectations(const Datum& written, const std::vector<std::string>& outputs,
                                          const Timeline& timeline, std::vector<Problem>& problems) {
    std::vector<Expectation> all;
    std::string example = "write a map, such as {loudness: {is: -14 LUFS, within: 0.5 LU}}";
    if (expectMap(written, "expect", example, problems) == Shown::other) return all;
    Reader reader(timeline, problems);
    auto add = [&](const std::string& output, const Datum::Key& key, const Datum& limits) {
        if (auto e = reader.read(output, key, limits)) all.push_back(std::move(*e));
    };
    std::vector<std::string> known = words();
    known.insert(known.end(), outputs.begin(), outputs.end());
    for (const auto& [key, inner] : written.entries) {
        bool isOutput = std::find(outputs.begin(), outputs.end(), key.name) != outputs.end();
        if (find(key.name) && !isOutput)
            add(outputs.empty() ? "" : outputs.front(), key, inner);
        else if (!isOutput) {
            Datum one = Datum::map({{key.name, {}}});
            one.entries[0].first.place = key.place;
            checkWords(one, "expect", known, problems);
        } else if (expectMap(inner, "expect." + key.name, example, problems) == Shown::map) {
            checkWords(inner, "expect." + key.name, words(), problems);
            for (const auto& [word, limits] : inner.entries)
                if (find(word.name)) add(key.name, word, limits);
        }
    }
    return all;
}

std::vector<Problem> judge(const std::vector<Expectation>& expectations, const std::string& output,
                           const Measures& result) {
    std::vector<Problem> problems;
    std::string of = " of output \"" + output + "\"";
    if (result.notFinite > 0)
        problems.push_back({{},
                            std::to_string(result.notFinite) + " samples" + of + " are no finite numbers",
                            "listen to the strips one by one to find the node that makes them"});
    for (const Expectation& e : expectations) {
        const Measure* measure = e.output == output ? find(e.what) : nullptr;
        if (!measure) continue;
        double value = result.*measure->value;
        if (std::isnan(value))
            problems.push_back(
                {e.place, e.what + of + " cannot be told of a mono or silent output, expected " + e.text,
                 ""});
        else if ((e.min && value < *e.min - slack(measure->unit)) ||
                 (e.max && value > *e.max + slack(measure->unit)))
            problems.push_back(
                {e.place, e.what + of + " is " + shown(value, measure->unit) + ", expected " + e.text, ""});
    }
    return problems;
}

}
