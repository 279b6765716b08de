// Values and automation points as written: ranges, shapes, order, and everything that can be wrong with them.
// SPDX-License-Identifier: MIT
#include "framework/node/value.h"
#include <algorithm>
#include <gmock/gmock.h>

namespace stemwright {
namespace {

const Range level{-3, -60, 12, Unit::dB}, frequency{1000, 20, 20000, Unit::Hz, Scale::logarithmic},
    plain{0, -10, 10};

struct Read {
    Value value;
    std::string problems; // one a line
};
Read read(const Datum& written, const Range& range = level, const Timeline& timeline = {}) {
    std::vector<Problem> problems;
    Read r{parseValue(written, "gain", range, timeline, problems), ""};
    for (const Problem& p : problems) r.problems += (r.problems.empty() ? "" : "\n") + p.text();
    return r;
}

Datum points(std::vector<std::vector<std::string>> rows,
             std::vector<std::pair<std::string, Datum>> more = {}) {
    std::vector<Datum> list;
    for (const auto& row : rows) list.push_back(Datum::sequence(std::vector<Datum>(row.begin(), row.end())));
    more.insert(more.begin(), {"points", Datum::sequence(std::move(list))});
    return Datum::map(std::move(more));
}

TEST(Value, isOneNumberOrACurve) {
    Read one = read("-6 dB");
    EXPECT_EQ(one.value.constant, -6);
    EXPECT_EQ(one.value.curve, nullptr);
    Read curve = read(
        points({{"1 s", "-6 dB"}, {"2 s", "0 dB", "hold"}, {"96001 samples", "-1"}}, {{"shape", "smooth"}}));
    EXPECT_EQ(curve.problems, "");
    ASSERT_TRUE(curve.value.curve);
    auto p = curve.value.curve->points();
    ASSERT_EQ(p.size(), 3u);
    EXPECT_EQ(curve.value.constant, -6);
    EXPECT_EQ(p[0].frame, 48000);
    EXPECT_EQ(p[0].shape, Shape::smooth);
    EXPECT_EQ(p[1].shape, Shape::hold);
    EXPECT_EQ(p[2].frame, 96001);
    EXPECT_EQ(p[2].value, -1);
}

TEST(Value, bareTimesOfPointsAreSeconds) {
    auto p =
        read(points({{"0", "0"}, {"1.5", "1"}, {" 2e0 ", "2"}, {"5|1", "3"}}), plain).value.curve->points();
    EXPECT_EQ(p[1].frame, 72000);
    EXPECT_EQ(p[2].frame, 96000);
    EXPECT_EQ(p[3].frame, 8 * 48000);
}

TEST(Value, theShapeAppliesWhereverItIsWritten) {
    Datum d = points({{"0 s", "1"}, {"1 s", "2"}});
    d.entries.insert(d.entries.begin(), {{"shape", {}}, Datum("hold")});
    EXPECT_EQ(read(d, plain).value.curve->points()[0].shape, Shape::hold);
    EXPECT_EQ(read(points({{"0 s", "1"}}, {{"shape", "exponential"}}), plain).value.curve->points()[0].shape,
              Shape::exponential);
}

TEST(Value, whatIsWrongIsSaidAndTheDefaultStays) {
    struct Case {
        Datum written;
        const char* says;
    };
    const Case cases[] = {
        {"20 dB", "gain: 20 dB is over the highest value, 12 dB; write less"},
        {"-61 dB", "gain: -61 dB is under the lowest value, -60 dB; write more"},
        {"-inf dB", "gain: -inf dB is under the lowest value, -60 dB; write more"},
        {"3 Hz", "gain: \"3 Hz\" has the wrong unit; write -3 dB"},
        {Datum::sequence({"1"}), "gain is a list; write one value, such as -3 dB"},
        {Datum(), "gain is nothing; write one value, such as -3 dB"},
        {Datum::map({}), "gain: automation without points"},
        {Datum::map({{"points", Datum::sequence({})}}), "gain: automation without points"},
        {Datum::map({{"points", "1"}}), "gain: automation without points"},
        {Datum::map({{"point", Datum::sequence({})}}),
         "gain: automation has no \"point\"; did you mean \"points\"?"},
        {points({{"1 s"}}), "gain: a point is a list; write [time, value] or [time, value, shape]"},
        {points({{"1 s", "0 dB", "hold", "x"}}),
         "gain: a point is a list; write [time, value] or [time, value, shape]"},
        {Datum::map({{"points", Datum::sequence({"1 s"})}}), "gain: a point is a single value"},
        {points({{"1 s", "20 dB"}}), "gain: 20 dB is over the highest value"},
        {points({{"1 dB", "0 dB"}}), "gain: \"1 dB\" has the wrong unit"},
        {points({{"inf s", "0 dB"}}), "gain: a point needs a finite time"},
        {points({{"2 s", "0 dB"}, {"1 s", "0 dB"}}),
         "gain: this point lies before the one above it; put the points in order of time"},
        {points({{"1 s", "0 dB", "liner"}}), "gain: unknown shape \"liner\"; did you mean \"linear\"?"},
    };
    for (const Case& c : cases) {
        Read r = read(c.written);
        EXPECT_THAT(r.problems, testing::HasSubstr(c.says));
        EXPECT_EQ(r.value.constant, -3) << c.says;
    }
}

TEST(Value, anUnknownShapeForAllIsAnErrorToo) {
    EXPECT_THAT(read(points({{"1 s", "0 dB"}}, {{"shape", "steep"}})).problems,
                testing::HasSubstr("gain: unknown shape \"steep\""));
}

TEST(Value, exponentialSegmentsMayNotTouchZero) {
    for (auto [from, to] : {std::pair{"1", "-1"}, {"0", "1"}, {"1", "0"}, {"-1", "2"}})
        EXPECT_THAT(read(points({{"0 s", from}, {"1 s", to}}, {{"shape", "exponential"}}), plain).problems,
                    testing::HasSubstr("an exponential segment cannot reach or cross zero"));
    EXPECT_EQ(read(points({{"0 s", "-1"}, {"1 s", "-5"}}, {{"shape", "exponential"}}), plain).problems, "");
    EXPECT_EQ(read(points({{"0 s", "0 dB"}, {"1 s", "-5 dB"}}, {{"shape", "exponential"}})).problems, "");
    EXPECT_EQ(read(points({{"0 s", "0", "linear"}, {"1 s", "1", "exponential"}}), plain).problems, "");
}

TEST(Value, infinityBelongsToOpenRangesOnly) {
    EXPECT_EQ(read("-inf dB", {0, -unbounded, 24, Unit::dB}).value.constant, -unbounded);
    EXPECT_EQ(read("inf dB", {0, -unbounded, 24, Unit::dB}).value.constant, 0);
}

TEST(Value, readsBackFromWhatIsShown) {
    for (const Datum& written :
         {Datum("-6.1 dB"),
          points({{"0.3 s", "-6 dB", "hold"}, {"1.123456789 s", "0.1 dB", "smooth"}, {"2 s", "3 dB"}})}) {
        Value value = read(written).value;
        std::string text = formatValue(value, Unit::dB);
        if (!value.curve) {
            EXPECT_EQ(text, "-6.1 dB");
            continue;
        }
        EXPECT_THAT(text, testing::StartsWith("{points: [[14400 samples, -6 dB, hold], ["));
        EXPECT_THAT(text, testing::EndsWith("3 dB, linear]]}"));
    }
    EXPECT_EQ(formatValue(read("9 kHz", frequency).value, Unit::Hz), "9000 Hz");
}

TEST(Value, everyBadPointIsTold) {
    Read r = read(points({{"0 s", "99 dB"},
                          {"1 Hz", "-6 dB", "bend"},
                          {"2 s", "0 dB"},
                          {"1 s", "0 dB"},
                          {"3 s", "-99 dB"},
                          {"4 s", "0 dB"}}));
    EXPECT_EQ(std::count(r.problems.begin(), r.problems.end(), '\n') + 1, 5) << r.problems;
    for (const char* part :
         {"99 dB is over", "\"1 Hz\" has", "shape \"bend\"", "lies before", "-99 dB is under"})
        EXPECT_THAT(r.problems, testing::HasSubstr(part));
    EXPECT_EQ(r.value.constant, -3);
    EXPECT_EQ(r.value.curve, nullptr);
}

TEST(Value, anAdditionIsToTheDefault) {
    EXPECT_EQ(read(Datum::map({{"add", "-1 dB"}})).value.constant, -4);
    EXPECT_EQ(read(Datum::map({{"because", "it hid the voice"}, {"add", "2"}, {"confidence", "0.7"}}))
                  .value.constant,
              -1);
    EXPECT_EQ(read(Datum::map({{"add", "0.2"}}), {0.1, -1, 1}).value.constant,
              0.3); // not 0.30000000000000004
    EXPECT_EQ(read(Datum::map({{"add", "1 LU"}}), {-14, -70, 0, Unit::LUFS}).value.constant, -13);
    EXPECT_EQ(read(Datum::map({{"add", "1 dB"}}), {0, -unbounded, 24, Unit::dB}).value.constant, 1);
}

TEST(Value, anAdditionThatLeavesTheRangeShowsTheSum) {
    Read r = read(Datum::map({{"add", "16 dB"}}));
    EXPECT_EQ(r.problems,
              "gain: the default, -3 dB, and 16 dB make 13 dB, which is over the highest value, 12 dB; "
              "write less");
    EXPECT_EQ(r.value.constant, -3);
    EXPECT_THAT(read(Datum::map({{"add", "-1 Hz"}})).problems,
                testing::HasSubstr("\"-1 Hz\" has the wrong unit"));
    EXPECT_THAT(read(Datum::map({{"add", Datum::sequence({})}})).problems,
                testing::HasSubstr("gain is a list"));
    EXPECT_EQ(read(Datum::map({{"add", "1 dB"}, {"becuase", "x"}})).problems,
              "a value has no \"becuase\"; did you mean \"because\"?");
}

TEST(Value, reasonsMayStandBesidePoints) {
    Read r = read(points({{"1 s", "0 dB"}}, {{"because", "the chorus"}, {"confidence", "0.5"}}));
    EXPECT_EQ(r.problems, "");
    EXPECT_TRUE(r.value.curve);
}

TEST(Value, problemsKnowTheirPlace) {
    Datum d = points({{"0 s", "0 dB"}, {"1 s", "99 dB"}});
    d.entries[0].second.list[1].list[1].place = {"mix.yaml", 8, 21};
    EXPECT_THAT(read(d).problems, testing::StartsWith("mix.yaml:8:21: gain: 99 dB"));
}

}
}
