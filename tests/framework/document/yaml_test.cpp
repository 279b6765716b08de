// What the reader of YAML promises beside the messages in tests/documents/wrong.
// SPDX-License-Identifier: MIT
#include "framework/document/mix.h"
#include "framework/document/yaml.h"
#include "framework/document/yaml_text.h"
#include <gmock/gmock.h>

namespace stemwright {
namespace {

std::string complaint(const std::string& text) {
    std::vector<Problem> problems;
    readYaml(text, "mix.yaml", problems);
    return problems.empty() ? "" : problems[0].text();
}

TEST(Yaml, KnowsThePlaceOfEveryKeyAndValue) {
    std::vector<Problem> problems;
    Datum d = readYaml("a: 1\nlist:\n  - x\n  - {b: c}\nnothing:\n", "mix.yaml", problems);
    ASSERT_TRUE(problems.empty());
    EXPECT_EQ(d.entries[0].first.place.text(), "mix.yaml:1:1");
    EXPECT_EQ(d.find("a")->place.text(), "mix.yaml:1:4");
    const Datum& list = *d.find("list");
    EXPECT_EQ(list.list[0].place.text(), "mix.yaml:3:5");
    EXPECT_EQ(list.list[1].entries[0].first.place.text(), "mix.yaml:4:6");
    EXPECT_EQ(list.list[1].find("b")->place.text(), "mix.yaml:4:9");
    EXPECT_EQ(d.find("nothing")->place.text(), "mix.yaml:5:1");
    EXPECT_EQ(d.find("nothing")->kind, Datum::Kind::none);
}

TEST(Yaml, SkipsAByteOrderMark) {
    std::vector<Problem> problems;
    Datum d = readYaml("\xEF\xBB\xBF"
                       "a: 1\r\nb: 2\r\n",
                       "mix.yaml", problems);
    EXPECT_TRUE(problems.empty());
    EXPECT_EQ(d.find("b")->place.text(), "mix.yaml:2:4");
}

TEST(Yaml, TellsQuotedEndsFromMissingOnes) {
    EXPECT_EQ(complaint("a: 'it''s'"), "");
    EXPECT_EQ(complaint("a: \"x\\\"\""), "");
    EXPECT_EQ(complaint("a: 'it''"),
              "mix.yaml:1:4: the quoted text that starts here is not closed; close it with '");
    EXPECT_EQ(complaint("a: \"x\\\""),
              "mix.yaml:1:4: the quoted text that starts here is not closed; close it with \"");
}

TEST(Yaml, StopsAtNestingBeforeTheStackEnds) {
    std::string message = "lists and maps are nested more than 64 deep; close some of them";
    for (const char* opener : {"[", "{a: ", "- ", "? "}) {
        std::string text;
        for (int i = 0; i < 200000; ++i) text += opener;
        EXPECT_THAT(complaint(text), testing::EndsWith(message)) << opener;
    }
    EXPECT_EQ(complaint(std::string(64, '[') + std::string(64, ']')), "");
    EXPECT_EQ(complaint(std::string(65, '[') + std::string(65, ']')), "mix.yaml:1:65: " + message);
}

TEST(Yaml, CountsNestingThroughAliases) {
    std::string text = "a: &a " + std::string(40, '[') + std::string(40, ']') + "\n";
    EXPECT_EQ(complaint(text + "b: " + std::string(10, '[') + "*a" + std::string(10, ']')), "");
    EXPECT_THAT(complaint(text + "b: " + std::string(30, '[') + "*a" + std::string(30, ']')),
                testing::HasSubstr("nested more than 64 deep"));
}

TEST(Yaml, ReadsNoMoreThan64Megabytes) {
    EXPECT_EQ(complaint("a: " + std::string(64 << 20, 'x')),
              "mix.yaml: the file has more than 64 MB; name a document: this is none");
}

TEST(Yaml, IsCutAnywhereWithoutHarm) {
    std::string text =
        "stemwright: 1\nabout: \"\xC3\xA4 'b'\"\ntracks: &t\n  vox: {source: [a, {file: 'b'}], gain: -3 dB}\n"
        "buses:\n  - *t\n  - !!str x\n";
    for (size_t end = 0; end <= text.size(); ++end) {
        std::vector<Problem> problems;
        readYaml(text.substr(0, end), "mix.yaml", problems);
        for (const Problem& problem : problems) {
            EXPECT_FALSE(problem.cause.empty());
            EXPECT_FALSE(problem.cure.empty());
            EXPECT_THAT(problem.cause, testing::Not(testing::HasSubstr("not YAML"))) << text.substr(0, end);
        }
    }
}

TEST(Yaml, WritesTextsThatReadBack) {
    for (std::string text :
         {"plain",    "two words", "",    "null", "~",    "- a", "-",        "a: b",      "#x",
          "a #b",     "'",         "\"",  "\\",   "a\nb", "1|1", "| x",      "> x",       "yes",
          "\xC3\xA4", "x, y",      "[a]", "{",    "%",    "@",   "`",        "!t",        "&a",
          "*a",       "?",         " a",  "a ",   "...",  "---", "../x.wav", "a -> b[2]", "-inf dB"}) {
        std::vector<Problem> problems;
        Datum d = readYaml("{" + yamlText(text) + ": [" + yamlText(text) + ", 1]}", "mix.yaml", problems);
        ASSERT_TRUE(problems.empty()) << text;
        EXPECT_EQ(d.entries[0].first.name, text);
        EXPECT_EQ(d.entries[0].second.list[0].scalar, text);
    }
}

// What grew with the square would run into the time that a test has.
TEST(Yaml, ReadsAHundredThousandNodes) {
    std::string text = "stemwright: 1\nnodes:\n  n0: sine\n", wires = "wires:\n";
    for (int i = 1; i <= 100000; ++i) {
        text += "  n" + std::to_string(i) + ": {gain: {gain: -3 dB}}\n";
        wires += "  n" + std::to_string(i - 1) + " -> n" + std::to_string(i) + ": {level: 1 dB}\n";
    }
    Mix mix = readMix(text + wires + "outputs: {mix: n100000}\n", "mix.yaml");
    EXPECT_EQ(mix.graph.wires.size(), 100001u);
}

}
}
