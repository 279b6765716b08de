// A map over a chain edits it; a list replaces it.
// SPDX-License-Identifier: MIT
#include "tests/framework/document/layered.h"

namespace stemwright {
namespace {

using namespace test;
using testing::AllOf;
using testing::HasSubstr;

const std::string three = "[{highpass: {cutoff: 30 Hz}}, {id: duck, compressor: {ratio: 3}}, eq]";

Document edited(const std::vector<std::string>& chains) {
    std::vector<std::string> bodies;
    for (const std::string& chain : chains) bodies.push_back("master: {chain: " + chain + "}");
    bodies.push_back("");
    return layered(bodies);
}

std::string chain(const std::vector<std::string>& chains) {
    Document document = edited(chains);
    EXPECT_EQ(texts(document.warnings), "");
    return said(document, "master.chain");
}

// Names of the entries, in order.
std::string order(const std::string& below, const std::string& edits) {
    Document document = edited({below, edits});
    EXPECT_EQ(texts(document.problems) + texts(document.warnings), "");
    std::string names;
    for (const Datum& entry : document.whole.find("master")->find("chain")->list)
        names += (names.empty() ? "" : " ") + entryName(entry);
    return names;
}

TEST(ChainEdits, AreReplacedByAListAbove) {
    EXPECT_EQ(chain({three, "[saturator]"}), "[saturator]");
    EXPECT_EQ(chain({three, "{duck: {ratio: 8}}", "[saturator]"}), "[saturator]");
    EXPECT_EQ(chain({three, "[]"}), "[]");
    EXPECT_EQ(chain({three, "null"}), "nothing");
}

TEST(ChainEdits, OverrideInPlace) {
    EXPECT_EQ(chain({three, "{duck: {ratio: 8}}"}),
              "[{highpass: {cutoff: 30 Hz}}, {compressor: {ratio: 8}, id: duck}, eq]");
    EXPECT_EQ(chain({three, "{duck: {attack: 2 ms, bypass: yes}, eq: {mix: 40 %}}"}),
              "[{highpass: {cutoff: 30 Hz}}, {bypass: yes, compressor: {attack: 2 ms, ratio: 3}, id: duck}, "
              "{eq: {}, mix: 40 %}]");
    EXPECT_EQ(chain({three, "{duck: {compressor: {ratio: {add: 1}}, mix: 50 %}}", "{duck: {mix: null}}"}),
              "[{highpass: {cutoff: 30 Hz}}, {compressor: {ratio: 4}, id: duck}, eq]");
    EXPECT_EQ(chain({three, "{}"}), "[{highpass: {cutoff: 30 Hz}}, {compressor: {ratio: 3}, id: duck}, eq]");
}

TEST(ChainEdits, OfAnotherTypeReplaceAllOfTheEntryInItsPlace) {
    EXPECT_EQ(
        chain({"[{id: duck, compressor: {ratio: 3}, mix: 40 %}, eq]", "{duck: {saturator: {drive: 6 dB}}}"}),
        "[{id: duck, saturator: {drive: 6 dB}}, eq]");
    EXPECT_EQ(chain({"[compressor, eq]", "{compressor: gate}"}), "[{gate: {}, id: compressor}, eq]");
    EXPECT_EQ(chain({"[{id: a, eq: {bands: {x: {freq: 1 kHz}}}}]", "{a: compressor}", "{a: {eq: {}}}"}),
              "[{eq: {}, id: a}]");
}

TEST(ChainEdits, RemoveWithNull) {
    EXPECT_EQ(chain({three, "{duck: null}"}), "[{highpass: {cutoff: 30 Hz}}, eq]");
    EXPECT_EQ(chain({three, "{duck: null}", "{duck: {saturator: {}}}"}),
              "[{highpass: {cutoff: 30 Hz}}, eq, {id: duck, saturator: {}}]");
}

TEST(ChainEdits, InsertAtTheEndInTheOrderOfTheText) {
    EXPECT_EQ(order("[eq]", "{b: {gain: {}}, a: saturator, gate: {gate: {}}}"), "eq b a gate");
    EXPECT_EQ(chain({"[eq]", "{sat: saturator, gate: {gate: {threshold: -30 dB}, bypass: yes}}"}),
              "[eq, {id: sat, saturator: {}}, {bypass: yes, gate: {threshold: -30 dB}}]");
}

TEST(ChainEdits, InsertWhereTheySay) {
    EXPECT_EQ(order(three, "{a: {gain: {}, before: duck}}"), "highpass a duck eq");
    EXPECT_EQ(order(three, "{a: {gain: {}, after: duck}}"), "highpass duck a eq");
    EXPECT_EQ(order(three, "{a: {gain: {}, before: highpass}, b: {gain: {}, after: eq}}"),
              "a highpass duck eq b");
    EXPECT_EQ(order(three, "{a: {gain: {}, before: b}, b: {gain: {}, before: duck}}"),
              "highpass a b duck eq");
    EXPECT_EQ(order(three, "{b: {gain: {}, before: duck}, a: {gain: {}, before: b}}"),
              "highpass a b duck eq");
}

TEST(ChainEdits, MoveWhatIsThere) {
    EXPECT_EQ(order(three, "{eq: {before: highpass}}"), "eq highpass duck");
    EXPECT_EQ(order(three, "{highpass: {after: eq, cutoff: 60 Hz}}"), "duck eq highpass");
    EXPECT_EQ(order(three, "{highpass: {after: duck}, duck: {after: eq}}"), "eq duck highpass");
    EXPECT_EQ(order(three, "{duck: {after: eq}, highpass: {after: duck}}"), "eq duck highpass");
}

TEST(ChainEdits, OrderNamedEntriesInThePlacesThatTheyHold) {
    EXPECT_EQ(order(three, "{order: [eq, highpass]}"), "eq duck highpass");
    EXPECT_EQ(order(three, "{order: [eq, duck, highpass]}"), "eq duck highpass");
    EXPECT_EQ(order(three, "{order: [duck]}"), "highpass duck eq");
    EXPECT_EQ(order(three, "{a: {gain: {}}, order: [a, duck]}"), "highpass a eq duck");
}

TEST(ChainEdits, WithoutAChainBelowMakeOne) {
    EXPECT_EQ(chain({"{b: {gain: {}}, a: {saturator: {}, before: b}}"}),
              "[{id: a, saturator: {}}, {gain: {}, id: b}]");
    EXPECT_EQ(chain({three, "null", "{a: {gain: {}}}"}), "[{gain: {}, id: a}]");
}

TEST(ChainEdits, OfSeveralLayersApplyFromTheLowest) {
    EXPECT_EQ(
        chain({"[eq]", "{a: {gain: {gain: 1 dB}}}", "{a: {before: eq}}", "{a: {gain: {gain: {add: 1 dB}}}}"}),
        "[{gain: {gain: 2 dB}, id: a}, eq]");
    EXPECT_EQ(chain({"{a: {gain: {}}}", "[eq]", "{b: {gain: {}}}"}), "[eq, {gain: {}, id: b}]");
}

TEST(ChainEdits, OfABareTypeAreInsertedWithAHint) {
    Document document = edited({"[eq]", "{limiter: {ceiling: -1 dB}}"});
    EXPECT_EQ(said(document, "master.chain"), "[eq, {limiter: {ceiling: -1 dB}}]");
    EXPECT_THAT(texts(document.warnings),
                AllOf(HasSubstr("2.yaml:2:18: "), HasSubstr("limiter: {limiter: {")));
}

TEST(ChainEdits, ThatSayTooMuchAreProblems) {
    auto told = [](const std::string& edits) { return texts(edited({three, edits}).problems); };
    EXPECT_THAT(told("{duck: {before: eq, after: eq}}"), HasSubstr("both before and after"));
    EXPECT_THAT(told("{duck: {id: other}}"), HasSubstr("2.yaml:2:25: "));
    EXPECT_THAT(told("{duck: [1, 2]}"), HasSubstr("2.yaml:2:24: "));
    EXPECT_THAT(told("{duck: {before: duck}}"), HasSubstr("itself"));
    EXPECT_THAT(told("{order: eq}"), HasSubstr("order is "));
    EXPECT_THAT(told("{order: [eq, duck, eq]}"), HasSubstr("twice"));
    EXPECT_THAT(told("{duck: {before: eq}, eq: {before: duck}}"), HasSubstr("\"duck\" and \"eq\""));
}

}
}
