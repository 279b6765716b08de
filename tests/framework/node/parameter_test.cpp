// Parameters of a node from what its document says: words, files, tables, records, fixed numbers and their
// mistakes.
// SPDX-License-Identifier: MIT
#include "framework/node/registry.h"
#include <gmock/gmock.h>

namespace stemwright {
namespace {

struct Everything : Node {
    struct Tap : Record {
        using Record::Record;
        Number time{this, "time", "when", {10, 0, 100, Unit::ms}};
        Choice side{this, "side", "where", {"left", "right"}};
    };
    AudioIn in{this, "in", "signal"};
    AudioIn key{this, "sidechain", "another", Need::optional};
    AudioOut out{this, "out", "signal"};
    Number amount{this, "amount", "how much", {0.5, 0, 1}};
    Level level{this, "level", "how loud", {0, -unbounded, 12, Unit::dB}};
    Fixed size{this, "size", "how large", {3, 1, 8}};
    Choice mode{this, "mode", "in which way", {"soft", "hard"}};
    File file{this, "file", "a file"};
    Table rows{this, "rows", "a table"};
    Records<Tap> taps{this, "taps", "taps by name"};
    struct Processor {
        explicit Processor(const Everything&) {}
        void reset() {}
        void process(const Everything&, const Signals<float>&, auto) {}
    };
};
const Register<Everything> everything{"test_everything", "Has all that a node can have."};

struct Made {
    std::unique_ptr<Node> node;
    std::string problems;
    const Everything& operator*() const { return static_cast<const Everything&>(*node); }
};
Made make(std::vector<std::pair<std::string, Datum>> pairs, const std::string& folder = "songs/one") {
    static Timeline timeline;
    Datum arguments = Datum::map(std::move(pairs));
    std::vector<Problem> problems;
    Made m{Registry::instance().find("test_everything")->make({arguments, timeline, folder, 1, problems}),
           ""};
    for (const Problem& p : problems) m.problems += (m.problems.empty() ? "" : "\n") + p.text();
    return m;
}

TEST(Parameter, hasItsDefaultWhereNothingIsSaid) {
    Made m = make({});
    EXPECT_EQ(m.problems, "");
    EXPECT_EQ((*m).amount.value.constant, 0.5);
    EXPECT_EQ((*m).size(), 3);
    EXPECT_FALSE((*m).size.given());
    EXPECT_TRUE((*m).mode.is("soft"));
    EXPECT_EQ((*m).file.path(), "");
    EXPECT_TRUE((*m).rows.rows().empty());
    EXPECT_EQ((*m).taps.size(), 0);
    EXPECT_EQ((*m).level.delivered(0), 1.f);
}

TEST(Parameter, isWhatTheDocumentSays) {
    Datum taps =
        Datum::map({{"far", Datum::map({{"time", "80 ms"}, {"side", "right"}})}, {"near", Datum::map({})}});
    Made m = make({{"amount", "25 %"},
                   {"level", "-inf dB"},
                   {"size", "8"},
                   {"mode", "hard"},
                   {"file", "../a/kick.wav"},
                   {"rows", Datum::sequence({Datum::sequence({"1", "-2.5"}), Datum::sequence({"3"})})},
                   {"taps", taps}});
    EXPECT_EQ(m.problems, "");
    EXPECT_EQ((*m).amount.value.constant, 0.25);
    EXPECT_EQ((*m).level.delivered((*m).level.value.constant), 0.f);
    EXPECT_EQ((*m).size(), 8);
    EXPECT_TRUE((*m).size.given());
    EXPECT_EQ((*m).mode(), 1);
    EXPECT_EQ((*m).file.path(), "songs/a/kick.wav");
    EXPECT_EQ((*m).rows.rows(), (std::vector<std::vector<double>>{{1, -2.5}, {3}}));
    ASSERT_EQ((*m).taps.size(), 2);
    EXPECT_EQ((*m).taps[0].name, "far");
    EXPECT_EQ((*m).taps[0].time.value.constant, 80);
    EXPECT_TRUE((*m).taps[0].side.is("right"));
    EXPECT_EQ((*m).taps[1].time.value.constant, 10);
    EXPECT_EQ((*m).taps[0].time.name, "far.time");
    EXPECT_EQ(make({{"file", "/abs/x.wav"}}).problems, "");
    EXPECT_EQ((*make({{"file", "/abs/x.wav"}})).file.path(), "/abs/x.wav");
    EXPECT_EQ((*make({{"rows", "2"}})).rows.rows(), (std::vector<std::vector<double>>{{2}}));
    EXPECT_EQ((*make({{"rows", Datum::sequence({"1", "2"})}})).rows.rows(),
              (std::vector<std::vector<double>>{{1, 2}}));
}

TEST(Parameter, mistakesAreSaidWithTheirCure) {
    Datum curve = Datum::map({{"points", Datum::sequence({})}});
    auto says = [](const Made& m, const char* text) { EXPECT_THAT(m.problems, testing::HasSubstr(text)); };
    says(make({{"amout", "1"}}), "test_everything has no parameter \"amout\"; did you mean \"amount\"?");
    says(make({{"amount", "2"}}), "amount: 2 is over the highest value, 1; write less");
    says(make({{"size", curve}}),
         "size cannot be automated: it is part of the node's structure; write one value, 1 to 8");
    says(make({{"size", "9"}}), "size: 9 is over the highest value, 8");
    says(make({{"mode", "medium"}}), "mode is \"medium\"; write one of soft, hard");
    says(make({{"mode", Datum::sequence({"soft"})}}), "mode is a list; write one of soft, hard");
    says(make({{"file", Datum::map({})}}), "file is a map; write the name of a file");
    says(make({{"file", ""}}), "write the name of a file");
    says(make({{"rows", Datum::map({})}}), "rows is a map; write rows of numbers");
    says(make({{"rows", Datum::sequence({"x"})}}), "rows: \"x\" is no number");
    says(make({{"taps", Datum::sequence({})}}), "taps is a list; write a map by name");
    says(make({{"taps", Datum::map({{"a", "5 ms"}})}}), "taps.a is a single value; write a map");
    says(make({{"taps", Datum::map({{"a", Datum::map({{"tiem", "5 ms"}})}})}}),
         "a has no parameter \"tiem\"; did you mean \"time\"?");
}

TEST(Parameter, allMistakesAreFoundInOnePass) {
    Made m = make({{"amount", "7"}, {"mode", "x"}, {"nothing", "1"}, {"size", "0"}});
    EXPECT_EQ(std::count(m.problems.begin(), m.problems.end(), '\n'), 3) << m.problems;
}

TEST(Parameter, ofRecordsIsDescribedOnce) {
    auto node = Registry::instance().find("test_everything")->describe();
    std::vector<std::string> names;
    for (const Parameter* p : node->parameters()) names.push_back(p->name);
    EXPECT_THAT(names, testing::ElementsAre("amount", "level", "size", "mode", "file", "rows",
                                            "taps.NAME.time", "taps.NAME.side"));
}

TEST(Parameter, deliversLevelsAsAmplitudesInsideTheirRange) {
    Made m = make({});
    const Everything& node = *m;
    EXPECT_NEAR(node.level.delivered(-6), std::pow(10, -0.3), 1e-7);
    EXPECT_EQ(node.level.delivered(100), node.level.delivered(12));
    EXPECT_EQ(node.level.delivered(-unbounded), 0.f);
    EXPECT_EQ(node.amount.delivered(-3), 0.f);
    EXPECT_EQ(node.amount.delivered(3), 1.f);
}

TEST(Node, asksForTheTapsThatItsArgumentsName) {
    Made m = make({{"sidechain", "kick"}});
    EXPECT_EQ(m.problems, "");
    ASSERT_EQ(m.node->requests().size(), 1u);
    EXPECT_EQ(m.node->requests()[0].port->name, "sidechain");
    EXPECT_EQ(m.node->requests()[0].tap.scalar, "kick");
}

}
}
