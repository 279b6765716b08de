// One edge written in several layers, and the one that nobody writes.
// SPDX-License-Identifier: MIT
#include "framework/document/layers.h"
#include "tests/framework/document/graph_text.h"
#include <gmock/gmock.h>

namespace stemwright {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const std::string noise = "{noise: {}}";

// A document over another one.
Mix layered(const std::string& lower, const std::string& upper) {
    auto read = [&](const std::string& path, std::vector<Problem>&) {
        return std::optional("stemwright: 1\n" + (path == "lower.yaml" ? lower : upper));
    };
    return makeMix(readDocument("stemwright: 1\nextends: lower.yaml\n" + upper, "mix.yaml", read));
}

std::vector<std::string> wires(const std::string& lower, const std::string& upper) {
    return wiresOf(layered(lower, upper).graph);
}

const std::string tracks = "tracks:\n  vox: {source: {noise: {}}, ", buses = "buses: {plate: {}, ";

TEST(ImpliedEdge, GivesWayToAWireInTheSameLayer) {
    std::string front = "stemwright: 1\ntracks: {vox: {source: " + noise + "}}\n";
    for (const char* from : {"vox", "vox.post"}) {
        Graph graph = readMix(front + "wires: {" + from + " -> master: {level: -3 dB}}", "mix.yaml").graph;
        EXPECT_THAT(wiresOf(graph), Contains("vox.pan -> master.in -3 dB"));
        EXPECT_THAT(wiresOf(graph), Not(Contains("vox.pan -> master.in")));
    }
    EXPECT_THAT(wiresOf(readMix(front + "wires: {vox -> master: null}", "mix.yaml").graph),
                Not(Contains(HasSubstr("vox.pan ->"))));
}

TEST(ImpliedEdge, GivesWayWhicheverIsReadFirst) {
    Graph graph = readMix("stemwright: 1\ntracks: {vox: {source: " + noise + ", sends: {master: -3 dB}}}\n" +
                              "buses: {b: {}}\nmaster: {from: {b: -4 dB}}",
                          "mix.yaml")
                      .graph;
    EXPECT_THAT(wiresOf(graph),
                testing::IsSupersetOf({"vox.pan -> master.in -3 dB", "b.gain -> master.in -4 dB"}));
}

TEST(WrittenEdge, OfAHigherLayerRules) {
    std::string sends = tracks + "sends: {plate: -14 dB}}\n" + buses + "b: {}}\n";
    EXPECT_THAT(wires(sends, "wires: {vox -> plate: {level: -6 dB}}"), Contains("vox.pan -> plate.in -6 dB"));
    EXPECT_THAT(wires(sends, "buses: {plate: {from: {vox: -7 dB}}}"), Contains("vox.pan -> plate.in -7 dB"));
    EXPECT_THAT(wires("wires: {vox -> plate: {level: -6 dB}}\n" + tracks + "}\n" + buses + "}",
                      "tracks: {vox: {sends: {plate: -8 dB}}}"),
                Contains("vox.pan -> plate.in -8 dB"));
}

TEST(WrittenEdge, KeepsTheLevelBelowWhereItSaysNone) {
    std::string sends = tracks + "sends: {plate: -14 dB}}\n" + buses + "b: {}}\n";
    EXPECT_THAT(wires(sends, "wires: {vox -> plate: {}}"), Contains("vox.pan -> plate.in -14 dB"));
    EXPECT_THAT(wires(sends, "tracks: {vox: {to: [plate, master]}}"), Contains("vox.pan -> plate.in -14 dB"));
    EXPECT_THAT(wires(sends, "wires: {vox -> plate: {level: 0 dB}}"), Contains("vox.pan -> plate.in"));
}

TEST(WrittenEdge, TwiceInALowerLayerIsStillAnError) {
    try {
        layered(tracks + "to: plate, sends: {plate: -14 dB}}\n" + buses + "}", "title: x");
        FAIL();
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("the wire vox -> plate is there already"));
    }
}

TEST(NullWire, RemovesAnEdgeWhereverItWasWritten) {
    std::string remove = "wires: {vox -> plate: null}";
    for (const std::string& lower :
         {tracks + "sends: {plate: -14 dB}}\n" + buses + "}", tracks + "to: [plate, master]}\n" + buses + "}",
          tracks + "}\nbuses: {plate: {from: vox}}",
          "wires: {vox -> plate: {}}\n" + tracks + "}\n" + buses + "}"}) {
        Mix mix = layered(lower, remove);
        EXPECT_THAT(wiresOf(mix.graph), Not(Contains(HasSubstr("vox.pan -> plate"))));
        EXPECT_THAT(wiresOf(mix.graph), Contains("vox.pan -> master.in"));
    }
    std::string key = tracks + "}\n  bass: {source: {noise: {}}, chain: [{compressor: {sidechain: vox}}]}\n";
    EXPECT_THAT(wires(key, ""), Contains("vox.source -> bass.compressor.sidechain"));
    EXPECT_THAT(wires(key, "wires: {vox -> bass.compressor.sidechain: null}"),
                Not(Contains(HasSubstr("sidechain"))));
}

TEST(NullWire, RemovesTheImpliedEdge) {
    EXPECT_THAT(wires(tracks + "}\n", "wires: {vox -> master: null}"),
                Not(Contains(HasSubstr("vox.pan ->"))));
}

TEST(NullWire, WithNothingToRemoveIsAnOrphanInLayers) {
    Mix mix = layered(tracks + "}\n" + buses + "}", "wires: {vox -> plate: null}");
    std::vector<std::string> told;
    for (const Problem& warning : mix.warnings) told.push_back(warning.text());
    EXPECT_THAT(told,
                Contains("mix.yaml:3:9: \"vox -> plate\" removes nothing: there is no such wire below; take "
                         "it out"));
}

}
}
