// The eight mixes that show the language say what they are meant to say.
// SPDX-License-Identifier: MIT
#include "framework/document/explain.h"
#include "tests/graphs/hearing.h"
#include <gmock/gmock.h>
#include <numeric>
#include <sstream>

using namespace stemwright;
using namespace stemwright::test;
using testing::ElementsAre;

static const std::vector<std::string> eight{
    "rock_session.yaml", "podcast.yaml",          "mastering/master.yaml", "mastering/louder.yaml",
    "drum_kit.yaml",     "feedback_network.yaml", "layers/suggested.yaml", "layers/mix.yaml",
    "layers/live.yaml",  "templates.yaml",        "surround.yaml"};

// Where `words` first stand in a file of graphs/ once `before` was said, such as "layers/mix.yaml:12:7".
static std::string placeOf(const std::string& words, const std::string& mix, const std::string& before = "") {
    std::istringstream text(contents(pathOf(mix)));
    std::string line;
    bool said = false;
    for (int number = 1; std::getline(text, line); ++number) {
        said |= line.find(before) != std::string::npos;
        if (size_t column = line.find(words); said && column != std::string::npos)
            return pathOf(mix) + ":" + std::to_string(number) + ":" + std::to_string(column + 1);
    }
    return "nowhere";
}

// The entries of a strip's chain, in order.
static std::vector<std::string> chainOf(const std::string& strip, const Mix& mix) {
    std::vector<std::string> names;
    for (const Graph::Vertex& vertex : mix.graph.vertices)
        if (vertex.name.starts_with(strip + ".")) names.push_back(vertex.name.substr(strip.size() + 1));
    std::erase_if(names, [](const std::string& name) {
        return name == "source" || name == "in" || name == "gain" || name == "pan" || name == "trim";
    });
    return names;
}

static std::string valueOf(const std::string& address, const std::string& mix) {
    for (const Explanation& explained : explain(loadDocument(pathOf(mix)), address))
        if (explained.address == address) return explained.value;
    return "nothing said";
}

TEST(EightMixes, HaveFewLinesThatFitOnAScreen) {
    for (const std::string& mix : eight) {
        std::istringstream text(contents(pathOf(mix)));
        std::string line;
        int lines = 0;
        for (; std::getline(text, line); ++lines) EXPECT_LE(line.size(), 120u) << mix << ": " << line;
        EXPECT_LT(lines, 80) << mix;
        EXPECT_GT(lines, 15) << mix;
    }
}

TEST(EightMixes, PlayNothingFromElsewhere) {
    for (const std::string& mix : eight)
        for (const Graph::Vertex& vertex : loadMix(pathOf(mix)).graph.vertices)
            for (const Parameter* parameter : vertex.node->parameters())
                if (parameter->name == "file" && !parameter->asWritten().empty()) {
                    std::string place = fs::relative(parameter->asWritten(), pathOf("")).string();
                    EXPECT_TRUE(place.starts_with("demo/stems/")) << mix << ": " << place;
                }
}

TEST(RockSession, HasTwentyFourTracks) {
    Document document = loadDocument(pathOf("rock_session.yaml"));
    EXPECT_EQ(document.whole.find("tracks")->entries.size(), 24u);
    int inBars = 0;
    for (const auto& [name, track] : document.whole.find("tracks")->entries)
        if (const Datum* gain = track.find("gain"); gain && gain->find("points")) ++inBars;
    EXPECT_GE(inBars, 2);
    EXPECT_EQ(document.whole.find("tracks")->find("snare_wires")->find("polarity")->scalar, "invert");
    Mix mix = loadMix(pathOf("rock_session.yaml"));
    EXPECT_EQ(mix.targets.at(0).loudness, -12);
    EXPECT_EQ(mix.targets.at(0).ceiling, -1);
}

TEST(Louder, IsTheMasterButForWhatItSays) {
    const std::string louder = "mastering/louder.yaml", master = "mastering/master.yaml";
    EXPECT_EQ(loadMix(pathOf(master)).targets.at(0).loudness, -16);
    EXPECT_EQ(loadMix(pathOf(louder)).targets.at(0).loudness, -12);
    EXPECT_EQ(loadMix(pathOf(louder)).targets.at(0).ceiling, -1); // said below
    EXPECT_EQ(valueOf("master.centre.mud.gain", louder), "-3 dB");
    EXPECT_EQ(valueOf("master.sides.air.gain", louder), "1.5 dB");
    EXPECT_EQ(valueOf("master.hold.threshold", louder), "-28 dB");
    EXPECT_EQ(valueOf("master.hold.ratio", louder), valueOf("master.hold.ratio", master));
    EXPECT_EQ(valueOf("master.warmth.bypass", louder), "yes");
    EXPECT_GE(loadMix(pathOf(master)).graph.find("master.warmth"), 0);
    EXPECT_LT(loadMix(pathOf(louder)).graph.find("master.warmth"), 0);
}

// Lengths that share no factor, and levels that all mean the same decay: Jot's 60 n / T60 per pass.
TEST(FeedbackNetwork, IsBuiltByTheBook) {
    Document document = loadDocument(pathOf("feedback_network.yaml"));
    std::vector<int> lengths;
    for (std::string line : {"1", "2", "3", "4"}) {
        const Datum& time = *document.whole.find("nodes")->find("line_" + line)->find("delay")->find("time");
        double level = std::stod(
            document.whole.find("wires")->find("line_" + line + " -> column_" + line)->find("level")->scalar);
        lengths.push_back(std::stoi(time.scalar));
        EXPECT_GE(lengths.back(), 64);
        EXPECT_NEAR(level, -60 * lengths.back() / (2. * 48000), 1e-4) << line;
    }
    for (size_t i = 0; i < 4; ++i)
        for (size_t k = 0; k < i; ++k) EXPECT_EQ(std::gcd(lengths[i], lengths[k]), 1);
}

// The engineer's layer was written for an older suggestion.
TEST(Layers, LeaveThreeOrphansAndSayWhereTheyLookedForThem) {
    const std::string mine = "layers/mix.yaml", below = "layers/suggested.yaml";
    const std::vector<std::string> orphans{
        placeOf("compressor: {ratio: 4}", mine) +
            ": \"vox.compressor.ratio\" changes nothing: there is no \"compressor\" in the chain of \"vox\" "
            "(" +
            placeOf("- highpass: {cutoff: {is: 120 Hz", below) + "); did you mean \"glue\"?",
        placeOf("nasal: {gain", mine) +
            ": \"vox.eq.nasal.gain\" changes nothing: there is no \"nasal\" in the bands of \"vox.eq\" (" +
            placeOf("bands:", below, "vox:") + "); known: air",
        placeOf("tambourine: {gain", mine) +
            ": \"tambourine.gain\" changes nothing: there is no track \"tambourine\" (" +
            placeOf("tracks:", below) + "); known: kick, snare, bass, keys, vox"};
    auto warningsOf = [](const std::string& mix) {
        std::vector<std::string> texts;
        for (const Problem& warning : loadMix(pathOf(mix)).warnings) texts.push_back(warning.text());
        return texts;
    };
    EXPECT_THAT(warningsOf(below), ElementsAre());
    EXPECT_EQ(warningsOf(mine), orphans);
    EXPECT_EQ(warningsOf("layers/live.yaml"), orphans);
}

TEST(Layers, RuleFromTheTopDown) {
    const std::string live = "layers/live.yaml", mine = "layers/mix.yaml";
    EXPECT_EQ(valueOf("kick.eq.beater.gain", live), "5 dB"); // suggested and 2 dB more
    EXPECT_EQ(valueOf("vox.eq.air.gain", live), "2 dB");     // instead of what was suggested
    EXPECT_EQ(valueOf("vox.glue.ratio", live), "4");         // suggested and one more
    EXPECT_EQ(valueOf("vox.sends.plate", mine), "-13 dB");
    EXPECT_EQ(valueOf("vox.sends.plate", live), "-19 dB");
    EXPECT_EQ(valueOf("snare.sends.plate", mine), "-18 dB");
    EXPECT_EQ(valueOf("snare.sends.plate", live), ""); // taken out
    EXPECT_THAT(chainOf("vox", loadMix(pathOf(live))), ElementsAre("highpass", "eq", "words", "glue"));
    EXPECT_THAT(chainOf("plate", loadMix(pathOf(live))), ElementsAre("reverb", "bright"));
}

// A second suggestion under the same layers: its reasons are kept, and told.
TEST(Layers, KeepTheReasonsOfTheSuggestion) {
    auto explained = explain(loadDocument(pathOf("layers/live.yaml")), "kick.eq.beater.gain");
    ASSERT_EQ(explained.size(), 1u);
    ASSERT_EQ(explained[0].statements.size(), 2u);
    EXPECT_EQ(explained[0].statements[0].written, "{add: 2 dB}");
    EXPECT_EQ(explained[0].statements[1].because, "nothing of it is left under the guitar");
    EXPECT_EQ(explained[0].statements[1].confidence, "0.5");
}

TEST(Templates, GiveEveryStripTheChainThatItEdits) {
    Mix mix = loadMix(pathOf("templates.yaml"));
    EXPECT_THAT(chainOf("vox", mix), ElementsAre("highpass", "tone", "s", "compressor", "phrases"));
    EXPECT_THAT(chainOf("choir", mix), ElementsAre("highpass", "tone", "compressor", "spread"));
    EXPECT_THAT(chainOf("guitar", mix), ElementsAre("highpass", "tone", "compressor"));
    EXPECT_THAT(chainOf("bass", mix), ElementsAre("highpass", "compressor", "tone"));
    EXPECT_THAT(chainOf("kick", mix), ElementsAre("tone", "compressor"));
    EXPECT_THAT(chainOf("snare", mix), ElementsAre("gate"));
    EXPECT_THAT(chainOf("keys", mix), ElementsAre("highpass", "tone", "compressor", "spread"));
    EXPECT_THAT(chainOf("voices", mix), ElementsAre("compressor"));
    EXPECT_EQ(mix.graph.vertices[size_t(mix.graph.find("guitar.compressor"))].type->name, "saturator");
}

TEST(Templates, AreExplainedByTheTemplateThatSaysIt) {
    Document document = loadDocument(pathOf("templates.yaml"));
    auto sayers = [&](const std::string& address) {
        std::vector<std::string> from;
        for (const Explanation& explained : explain(document, address))
            for (const Statement& statement : explained.statements)
                from.push_back(statement.from + ": " + statement.written);
        return from;
    };
    EXPECT_THAT(sayers("vox.compressor.ratio"), ElementsAre("singer: 3", "microphone: 2"));
    EXPECT_THAT(sayers("vox.highpass.cutoff"), ElementsAre(": 120 Hz", "microphone: 80 Hz"));
    EXPECT_THAT(sayers("choir.sends.plate"), ElementsAre("behind: {add: 4 dB}", "singer: -13 dB"));
    EXPECT_THAT(sayers("choir.spread.amount"), ElementsAre("wide: 1.7"));
    EXPECT_EQ(valueOf("choir.sends.plate", "templates.yaml"), "-9 dB");
    EXPECT_EQ(valueOf("snare.sends.plate", "templates.yaml"), "-16 dB");
}
