// Reads expectations.
// SPDX-License-Identifier: MIT
#include "framework/document/expectation.h"
#include "framework/document/measure.h"
#include "framework/document/words.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

namespace {

constexpr const char* finite = "no_nan"; // of samples; always looked at

std::vector<std::string> words() {
    std::vector<std::string> all;
    for (const Measure& measure : expectable) all.emplace_back(measure.word);
    all.emplace_back(finite);
    return all;
}

class Reader {
  public:
    Reader(const Timeline& timeline, std::vector<Problem>& problems)
        : timeline_(timeline), problems_(problems) {}

    std::optional<Expectation> read(const std::string& output, const Datum::Key& key, const Datum& written) {
        if (key.name == finite) return readFinite(output, key, written);
        if (!findMeasure(key.name)) return {}; // what a word of another meaning is told already, or a reason
        const Measure& measure = *findMeasure(key.name);
        const auto unit = measure.form().unit, difference = measure.form().difference;
        Datum limits = written;
        if (written.isScalar()) limits = Datum::map({{"is", written}});
        std::string example = "{max: " + formatQuantity(unit == Unit::LUFS ? -14 : 1, unit) + "}";
        if (!limits.isMap() || limits.entries.empty()) {
            problems_.push_back({written.isMap() ? written.place : key.place, key.name + " expects nothing",
                                 "write limits, such as " + example});
            return {};
        }
        size_t before = problems_.size();
        checkWords(limits, key.name, wordsOf(Owner::limits), problems_);
        auto is = value(limits, "is", unit, measure), within = value(limits, "within", difference, measure);
        Expectation e{output,
                      key.name,
                      value(limits, "min", unit, measure),
                      value(limits, "max", unit, measure),
                      key.place,
                      "",
                      ""};
        auto fail = [&](const char* cause, std::string cure) {
            if (problems_.size() == before)
                problems_.push_back({key.place, key.name + cause, std::move(cure)});
        };
        std::string low = e.min ? formatQuantity(*e.min, unit) : "";
        std::string high = e.max ? formatQuantity(*e.max, unit) : "";
        if (!is && !within && !e.min && !e.max)
            fail(" expects nothing", "write limits, such as " + example);
        else if (is && (e.min || e.max))
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
            std::string middle = formatQuantity(*is, unit), around;
            if (within) around = formatQuantity(*within, difference);
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
    std::optional<Expectation> readFinite(const std::string& output, const Datum::Key& key,
                                          const Datum& written) {
        const Datum& answer = written.isMap() && written.find("is") ? *written.find("is") : written;
        if (&answer != &written) checkWords(written, key.name, {"is", "because", "confidence"}, problems_);
        std::vector<Problem> unclear;
        if (!answer.isScalar() || readAnswer(answer, key.name, unclear) != 1) {
            std::string said =
                answer.isScalar() ? "\"" + answer.scalar + "\"" : std::string(answer.kindName());
            problems_.push_back({answer.isMap() || answer.isScalar() ? answer.place : key.place,
                                 key.name + " is " + said,
                                 "write yes, or take it out: it is always checked"});
            return {};
        }
        return Expectation{output, key.name, {}, {}, key.place, "yes", "yes"};
    }

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
    std::vector<std::string> known = words(), every = known;
    every.insert(every.end(), outputs.begin(), outputs.end());
    auto isReason = [](const std::string& word) { return word == "because" || word == "confidence"; };
    auto check = [&](const Datum::Key& key, const std::string& owner, const std::vector<std::string>& words) {
        Datum one = Datum::map({{key.name, {}}});
        one.entries[0].first.place = key.place;
        if (!isReason(key.name)) checkWords(one, owner, words, problems);
    };
    for (const auto& [key, inner] : written.entries) {
        if (std::find(outputs.begin(), outputs.end(), key.name) == outputs.end()) {
            check(key, "expect", every);
            add(outputs.empty() ? "" : outputs.front(), key, inner);
        } else if (expectMap(inner, "expect." + key.name, example, problems) == Shown::map)
            for (const auto& [word, limits] : inner.entries) {
                check(word, "expect." + key.name, known);
                add(key.name, word, limits);
            }
    }
    return all;
}

}
