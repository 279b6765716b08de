// A document that is changed as a tree and one that is changed as a text are the same document.
// SPDX-License-Identifier: MIT
#include "framework/document/change.h"
#include "framework/document/explain.h"
#include "framework/document/mix.h"
#include "framework/document/revision.h"
#include "framework/document/yaml.h"
#include <gtest/gtest.h>

namespace stemwright::test {
namespace {

const char* const below = "stemwright: 1\n"
                          "tracks:\n"
                          "  vox:\n"
                          "    source: vox.wav\n"
                          "    chain: [{compressor: {ratio: 3}}]\n"
                          "    gain: -2 dB\n";
const char* const above = "stemwright: 1\n"
                          "extends: below.yaml   # the suggestion\n"
                          "tracks:\n"
                          "  vox: {pan: 0.5}\n"
                          "  bass:\n"
                          "    source: bass.wav\n"
                          "    chain:\n"
                          "      # clean it first\n"
                          "      - highpass\n"
                          "      - saturator: {drive: 3 dB}   # a little\n";

struct Opened : testing::Test {
    int reads = 0;
    Revision revision{above, "mixes/above.yaml", [this](const std::string& path, std::vector<Problem>&) {
                          ++reads;
                          EXPECT_EQ(path, "mixes/below.yaml");
                          return std::optional<std::string>(below);
                      }};

    void give(const std::string& address, const std::optional<Datum>& value) {
        revision.apply(revision.editOf(address, value), {"s.lua", 7});
    }

    std::string holds(const std::string& address) const {
        auto said = explain(revision.document(), address);
        return said.empty() ? "" : said[0].value;
    }
};

TEST_F(Opened, holdsWhatAllLayersComeTo) {
    EXPECT_EQ(holds("vox.gain"), "-2 dB");
    give("vox.gain", "1 dB");
    EXPECT_EQ(holds("vox.gain"), "1 dB");
    give("vox.compressor.ratio", "5");
    EXPECT_EQ(holds("vox.compressor.ratio"), "5");
    give("vox.compressor", Datum());
    EXPECT_EQ(holds("vox.compressor"), "");
}

TEST_F(Opened, readsLowerLayersOnce) {
    give("vox.gain", "1 dB");
    EXPECT_EQ(holds("vox.gain"), "1 dB");
    give("vox.gain", "2 dB");
    EXPECT_EQ(holds("vox.gain"), "2 dB");
    EXPECT_EQ(reads, 1);
}

TEST_F(Opened, namesWhoeverWroteAValue) {
    give("vox.gain", "1 dB");
    Statement said = explain(revision.document(), "vox.gain")[0].statements[0];
    EXPECT_EQ(said.place.file, "s.lua");
    EXPECT_EQ(said.place.line, 7);
}

TEST_F(Opened, looksForFilesBesideTheDocument) {
    give("bass.source", "other.wav");
    EXPECT_EQ(revision.document().whole.find("tracks")->find("bass")->find("source")->place.file,
              "mixes/above.yaml");
}

TEST_F(Opened, saysInItsTextWhatIsInItsTree) {
    give("vox.gain", "1 dB");
    give("bass.saturator.drive", "6 dB");
    give("vox.pan", std::nullopt);
    std::string text = revision.text();
    EXPECT_NE(text.find("# the suggestion"), text.npos);
    EXPECT_NE(text.find("# clean it first"), text.npos);
    EXPECT_NE(text.find("saturator: {drive: 6 dB}   # a little"), text.npos);
    std::vector<Problem> problems;
    EXPECT_TRUE(sameValues(readYaml(text, "", problems), revision.file())) << text;
}

TEST_F(Opened, putsEntriesWhereTheyAreWanted) {
    for (auto [name, position] : {std::pair{"gate", 0u}, {"limiter", 2u}, {"width", 9u}}) {
        Edit edit{{"tracks", "bass", "chain", name}, Datum(name), position};
        revision.apply(edit, {"s.lua", 1});
    }
    std::string text = revision.text(), chain = text.substr(text.find("    chain:"));
    EXPECT_EQ(chain, "    chain:\n"
                     "      - gate\n"
                     "      # clean it first\n"
                     "      - highpass\n"
                     "      - limiter\n"
                     "      - saturator: {drive: 3 dB}   # a little\n"
                     "      - width\n");
}

TEST_F(Opened, staysAsItWasWhenAnEditLeadsNowhere) {
    Datum before = revision.file();
    EXPECT_THROW(revision.apply({{"tracks", "vox", "pan", "deep"}, Datum("1")}, {"s.lua", 1}), Error);
    EXPECT_TRUE(sameValues(before, revision.file()));
    EXPECT_EQ(revision.text(), above);
}

TEST(Revision, ofATextThatIsNoDocumentIsAnError) {
    EXPECT_THROW(Revision("- a\n", "a.yaml"), Error);
    EXPECT_THROW(Revision("a: [", "a.yaml"), Error);
}

}
}
