// A flattened document says and sounds what its layers do.
// SPDX-License-Identifier: MIT
#include "framework/document/flatten.h"
#include "framework/document/write.h"
#include "tests/framework/document/graph_text.h"
#include "tests/framework/document/random_mix.h"
#include "tests/framework/document/short_wav.h"
#include "tests/framework/engine/rendering.h"
#include <unistd.h>

namespace stemwright {
namespace {

using namespace test;
using testing::HasSubstr;

struct Flattened {
    std::string text;
    Mix layers, flat;
    Document layered;
};

// Mixes of random layers that load, with what they are when they are flattened.
void forEachMix(int count, const std::function<void(const Flattened&)>& check) {
    int loaded = 0;
    for (unsigned seed = 0; seed < unsigned(count); ++seed) {
        std::vector<std::string> bodies = RandomMix(seed).layers();
        Document document = test::layered(bodies);
        std::string layers = "seed " + std::to_string(seed) + "\n";
        for (const std::string& body : bodies) layers += "--- layer\n" + body;
        SCOPED_TRACE(layers);
        Mix mix;
        try {
            mix = makeMix(document);
            compile(mix.graph);
        } catch (const Error&) {
            continue;
        }
        ++loaded;
        std::string text;
        try {
            text = flattened(document);
            check({text, mix, readMix(text, "mix.yaml"), document});
        } catch (const Error& error) {
            ADD_FAILURE() << error.what() << "\n--- flattened\n" << text;
        }
        if (testing::Test::HasFailure()) return;
    }
    EXPECT_GT(loaded, count / 2);
}

TEST(Flatten, ReadsBackToTheSameGraph) {
    forEachMix(500, [](const Flattened& mix) {
        EXPECT_EQ(nodesOf(mix.flat.graph), nodesOf(mix.layers.graph)) << mix.text;
        EXPECT_EQ(wiresOf(mix.flat.graph), wiresOf(mix.layers.graph)) << mix.text;
        EXPECT_EQ(mix.flat.graph.length, mix.layers.graph.length);
        EXPECT_EQ(mix.flat.expectations.size(), mix.layers.expectations.size());
    });
}

TEST(Flatten, OfAFlatDocumentChangesNothing) {
    forEachMix(200, [](const Flattened& mix) {
        EXPECT_EQ(flattened(readDocument(mix.text, "mix.yaml")), mix.text);
    });
}

TEST(Flatten, SoundsTheSameToTheBit) {
    int audible = 0;
    forEachMix(60, [&](const Flattened& mix) {
        Cut cut{0, 4800};
        auto one = renderOutputs(compile(mix.layers.graph), cut),
             other = renderOutputs(compile(mix.flat.graph), cut);
        ASSERT_EQ(one.size(), other.size());
        for (size_t i = 0; i < one.size(); ++i) {
            EXPECT_EQ(difference(one[i], other[i]), "") << mix.text;
            for (float sample : one[i][0]) audible += sample != 0 ? 1 : 0;
        }
    });
    EXPECT_GT(audible, 60 * 1000);
}

TEST(Flatten, SaysNothingOfLayers) {
    forEachMix(100, [](const Flattened& mix) {
        for (const char* word : {"extends", "like:", "templates", "before:", "after:", "order:", "null", "~"})
            EXPECT_THAT(mix.text, testing::Not(HasSubstr(word)));
    });
}

TEST(Flatten, IsNotWhatTheLowestLayerSays) {
    int other = 0;
    forEachMix(50, [&](const Flattened& mix) {
        other += nodesOf(readMix(written(mix.layered.layers[0].document), "mix.yaml").graph) !=
                 nodesOf(mix.layers.graph);
    });
    EXPECT_GT(other, 25);
}

TEST(Flatten, NamesFilesFromTheFolderThatItIsWrittenFor) {
    namespace fs = std::filesystem;
    fs::path folder = fs::path(testing::TempDir()) / ("stemwright_flatten_" + std::to_string(::getpid()));
    writeShortWav(folder / "base/stems/a.wav");
    writeShortWav(folder / "base/parts/b.wav");
    writeShortWav(folder / "c d.wav");
    auto write = [&](const char* name, const std::string& text) { std::ofstream(folder / name) << text; };
    write("mix.yaml",
          "stemwright: 1\nextends: base/base.yaml\ntracks: {a: {source: {start: 1 s}}, c: {source: [c d.wav, "
          "{file: base/stems/a.wav, start: 2 s}]}}");
    write("base/base.yaml", "stemwright: 1\ntracks: {a: {source: stems/a.wav}, b: {include: parts/b.yaml}}");
    write("base/parts/b.yaml", "source: b.wav");
    std::string path = (folder / "mix.yaml").string();
    Document document = loadDocument(path);
    Graph graph = makeMix(document).graph;
    std::string text = flattened(document), elsewhere = flattened(document, (folder / "base").string());
    for (const char* name : {"base/stems/a.wav", "base/parts/b.wav", "c d.wav"})
        EXPECT_THAT(text, HasSubstr(name));
    EXPECT_EQ(nodesOf(readMix(text, path).graph), nodesOf(graph));
    for (const char* name : {"stems/a.wav", "parts/b.wav", "../c d.wav"})
        EXPECT_THAT(elsewhere, HasSubstr(name));
    EXPECT_THAT(elsewhere, testing::Not(HasSubstr("base/")));
    EXPECT_NO_THROW(readMix(elsewhere, (folder / "base/flat.yaml").string()));
    fs::remove_all(folder);
}

TEST(Flatten, WritesFragmentsOut) {
    Document document =
        documentOf({{"mix.yaml", "stemwright: 1\nsession: {length: 1 s}\ntracks: {a: {source: {noise: {}}, "
                                 "chain: [{include: list.yaml}, {compressor: {include: c.yaml}}]}}"},
                    {"list.yaml", "[eq, {include: drive.yaml}]"},
                    {"drive.yaml", "saturator: {drive: 6 dB}"},
                    {"c.yaml", "ratio: 3"}});
    std::string text = flattened(document);
    EXPECT_THAT(text, testing::Not(HasSubstr("include")));
    EXPECT_EQ(nodesOf(readMix(text, "mix.yaml").graph), nodesOf(makeMix(document).graph));
}

TEST(Flatten, KeepsReasons) {
    Document document = test::layered({"master: {gain: {is: -3 dB, because: loud}}", "master: {pan: 0}"});
    EXPECT_THAT(flattened(document), HasSubstr("{is: -3 dB, because: loud}"));
}

}
}
