// Times, orders, outputs and files of a document.
// SPDX-License-Identifier: MIT
#include "tests/framework/document/graph_text.h"
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <unistd.h>

namespace stemwright {
namespace {

const std::string sine = "{sine: {freq: 440 Hz}}";

TEST(Automation, CountsBarsThroughChangesOfTempoAndMeter) {
    Mix mix = readMix("stemwright: 1\n"
                      "tracks: {vox: {source: " +
                          sine +
                          ", gain: {points: [[1|1, 0 dB], [3|1, -1 dB], [5|1, -2 dB], "
                          "[5|2, -3 dB, hold], [1:04.5, -inf dB]], shape: smooth}}}\n"
                          "session:\n"
                          "  tempo: [[1|1, 120 bpm], [3|1, 60 bpm], [5|1, 120 bpm]]\n"
                          "  meter: [[1|1, 4/4], [3|1, 3/4], [5|1, 6/8]]\n"
                          "  rate: 10 kHz\n",
                      "mix.yaml");
    // Two bars of 4/4 at 120 bpm take 4 s, two of 3/4 at 60 bpm 6 s, and a beat of 6/8 is half a quarter.
    const auto& points = numberOf(mix.graph, "vox.gain", "gain").value.curve->points();
    ASSERT_EQ(points.size(), 5u);
    EXPECT_EQ(points[0].frame, 0);
    EXPECT_EQ(points[1].frame, 40000);
    EXPECT_EQ(points[2].frame, 100000);
    EXPECT_EQ(points[3].frame, 102500);
    EXPECT_EQ(points[4].frame, 645000);
    EXPECT_EQ(points[2].shape, Shape::smooth);
    EXPECT_EQ(points[3].shape, Shape::hold);
    EXPECT_EQ(points[4].value, -unbounded);
}

TEST(Session, SetsRateLengthAndSeed) {
    Mix mix =
        readMix("stemwright: 1\nsession: {rate: 44.1 kHz, length: 3|1, seed: 7, tempo: 60 bpm, meter: 3/4}\n"
                "tracks: {vox: {source: " +
                    sine + "}}",
                "mix.yaml");
    EXPECT_EQ(mix.graph.timeline.rate, 44100);
    EXPECT_EQ(mix.graph.length, 6 * 44100);
    EXPECT_EQ(mix.graph.seed, 7u);
}

TEST(Session, LengthOfTheCommandRules) {
    std::string text =
        "stemwright: 1\nsession: {length: 3 s, tempo: 60 bpm}\ntracks: {vox: {source: " + sine + "}}";
    EXPECT_EQ(readMix(text, "mix.yaml", {}, "2|1").graph.length, 4 * 48000);
    EXPECT_THROW(readMix(text, "mix.yaml", {}, "long"), Error);
}

TEST(Document, DoesNotDependOnTheOrderOfItsMaps) {
    std::string front = "stemwright: 1\n", session = "session: {tempo: 90 bpm}\n", tracks = "tracks:\n",
                vox =
                    "  vox: {source: " + sine + ", gain: {points: [[2|1, -3 dB]]}, sends: {plate: -14 dB}}\n",
                bass = "  bass: {chain: [{compressor: {sidechain: vox}}], source: " + sine + ", to: low}\n",
                buses = "buses:\n", plate = "  plate: {chain: [reverb], to: low}\n",
                low = "  low: {from: {vox: -1 dB}}\n",
                nodes = "nodes: {wobble: lfo}\nwires: {wobble -> vox.pan: {}}\n",
                outputs = "outputs: {mix: master}\n";
    Graph one =
        readMix(front + session + tracks + vox + bass + buses + plate + low + nodes + outputs, "m").graph;
    Graph other =
        readMix(outputs + nodes + buses + low + plate + tracks + bass + vox + session + front, "m").graph;
    EXPECT_EQ(nodesOf(one), nodesOf(other));
    EXPECT_EQ(wiresOf(one), wiresOf(other));
}

TEST(Document, RepeatsWhatAnAliasStandsFor) {
    Graph graph =
        readMix("stemwright: 1\ntracks:\n  a: &strip {source: " + sine + ", gain: -3 dB}\n  b: *strip\n", "m")
            .graph;
    EXPECT_EQ(numberOf(graph, "b.gain", "gain").value.constant, -3);
}

TEST(Document, TakesValuesWithReasons) {
    Graph graph = readMix("stemwright: 1\ntracks: {a: {source: " + sine +
                              ", gain: {is: -3 dB, because: \"it is loud\", confidence: 0.7}, "
                              "pan: {points: [[0, 1]], because: it moves}}}",
                          "m")
                      .graph;
    EXPECT_EQ(numberOf(graph, "a.gain", "gain").value.constant, -3);
    EXPECT_EQ(numberOf(graph, "a.pan", "pan").value.constant, 1);
}

TEST(Document, HasTheMasterAsItsOutputUnlessToldOtherwise) {
    std::string text = "stemwright: 1\ntracks: {vox: {source: " + sine + "}}\n";
    Graph usual = readMix(text, "m").graph;
    ASSERT_EQ(usual.outputs.size(), 1u);
    EXPECT_EQ(usual.outputs[0].name, "mix");
    Graph told = readMix(text + "outputs: {stem: vox, dry: {from: vox.in}}\n", "m").graph;
    ASSERT_EQ(told.outputs.size(), 2u);
    EXPECT_THAT(wiresOf(told),
                testing::IsSupersetOf({"vox.pan -> outputs.stem", "vox.source -> outputs.dry"}));
}

class DocumentFile : public testing::Test {
  protected:
    void SetUp() override {
        folder =
            std::filesystem::path(testing::TempDir()) / ("stemwright_document_" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder);
        std::ofstream(folder / "song.yaml") << "stemwright: 1\ntracks: {vox: {source: " + sine + "}}\n";
    }
    void TearDown() override { std::filesystem::remove_all(folder); }
    std::string messageFor(const std::string& name) {
        try {
            loadMix((folder / name).string());
        } catch (const Error& error) {
            std::string text = error.what(), where = folder.string() + "/";
            while (text.find(where) != text.npos) text.erase(text.find(where), where.size());
            return text;
        }
        return "";
    }
    std::filesystem::path folder;
};

TEST_F(DocumentFile, IsLoaded) { EXPECT_EQ(messageFor("song.yaml"), ""); }

TEST_F(DocumentFile, ThatIsMissingSuggestsOneThatIsThere) {
    EXPECT_EQ(messageFor("sogn.yaml"), "sogn.yaml: there is no such file; did you mean \"song.yaml\"?");
}

TEST_F(DocumentFile, ThatIsAFolderIsAnError) {
    std::filesystem::create_directory(folder / "songs");
    EXPECT_EQ(messageFor("songs"), "songs: this is a folder; name a document in it");
}

TEST_F(DocumentFile, NamesItsFilesFromItsOwnFolder) {
    std::ofstream(folder / "song.yaml") << "stemwright: 1\ntracks: {vox: {source: nowhere/vox.wav}}\n";
    EXPECT_THAT(messageFor("song.yaml"), testing::StartsWith("song.yaml:2:24: "));
    EXPECT_THAT(messageFor("song.yaml"), testing::HasSubstr("nowhere/vox.wav"));
}

TEST(Outputs, MixIsFromTheMasterUnlessItSaysOtherwise) {
    Mix mix =
        readMix("stemwright: 1\ntracks: {vox: {source: {sine: {}}}}\noutputs: {mix: {loudness: -20 LUFS}}\n",
                "mix.yaml");
    ASSERT_EQ(mix.graph.outputs.size(), 1u);
    EXPECT_EQ(mix.graph.wires.back().text, "master -> outputs.mix");
    ASSERT_EQ(mix.targets.size(), 1u);
    EXPECT_EQ(mix.targets[0].loudness, -20);
}

}
}
