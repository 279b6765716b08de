// Files lie over each other in the order in which they extend each other.
// SPDX-License-Identifier: MIT
#include "tests/framework/document/graph_text.h"
#include "tests/framework/document/layered.h"
#include "tests/framework/document/short_wav.h"
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace stemwright {
namespace {

using namespace test;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string one = "stemwright: 1\n";

std::vector<std::string> pathsOf(const Document& document) {
    std::vector<std::string> paths;
    for (const Layer& layer : document.layers) paths.push_back(layer.path);
    return paths;
}

TEST(Layers, TheTopOneRules) {
    EXPECT_EQ(said({"title: a", "title: b", "title: c"}, "title"), "c");
    EXPECT_EQ(said({"title: a", "title: b", ""}, "title"), "b");
    EXPECT_EQ(said({"title: a", "about: b", ""}, "title"), "a");
}

TEST(Layers, MergeMapsByName) {
    EXPECT_EQ(said({"tracks: {vox: {source: {sine: {}}, gain: -1 dB, pan: 0.5}}",
                    "tracks: {vox: {gain: -2 dB}, kick: {source: {noise: {}}}}"},
                   "tracks"),
              "{kick: {source: {noise: {}}}, vox: {gain: -2 dB, pan: 0.5, source: {sine: {}}}}");
}

TEST(Layers, MayBeASingleFileThatExtendsAnother) {
    Document document =
        documentOf({{"mix.yaml", one + "extends: base.yaml"}, {"base.yaml", one + "title: a"}});
    EXPECT_EQ(said(document, "title"), "a");
    EXPECT_FALSE(document.whole.find("extends"));
    EXPECT_THAT(pathsOf(document), ElementsAre("base.yaml", "mix.yaml"));
}

TEST(Layers, OfOneFileHaveNoNumbers) {
    Document document = documentOf({{"mix.yaml", one + "title: a"}});
    EXPECT_EQ(document.whole.entry("title")->first.place.layer, 0);
}

TEST(Layers, ExtendEachOtherInTurn) {
    Files files{{"mix.yaml", one + "extends: b.yaml"},
                {"b.yaml", one + "extends: a.yaml\ntitle: b"},
                {"a.yaml", one + "title: a"}};
    EXPECT_THAT(pathsOf(documentOf(files)), ElementsAre("a.yaml", "b.yaml", "mix.yaml"));
    EXPECT_EQ(said(documentOf(files), "title"), "b");
}

TEST(Layers, CountOnceAtTheirLowestPlace) {
    Files files{{"mix.yaml", one + "extends: [left.yaml, right.yaml, ./base.yaml]"},
                {"left.yaml", one + "extends: base.yaml\ntitle: left"},
                {"right.yaml", one + "extends: base.yaml\nabout: right"},
                {"base.yaml", one + "title: base\nabout: base"}};
    Document document = documentOf(files);
    EXPECT_THAT(pathsOf(document), ElementsAre("base.yaml", "left.yaml", "right.yaml", "mix.yaml"));
    EXPECT_EQ(said(document, "title"), "left");
    EXPECT_EQ(said(document, "about"), "right");
}

TEST(Layers, AddOnceWhereTheyAreReachedTwice) {
    Files files{{"mix.yaml", one + "extends: [left.yaml, right.yaml]"},
                {"left.yaml", one + "extends: base.yaml"},
                {"right.yaml", one + "extends: base.yaml"},
                {"base.yaml", one + "master: {gain: {add: -1 dB}}"}};
    EXPECT_EQ(said(documentOf(files), "master.gain"), "{add: -1 dB}");
}

TEST(Layers, ThatExtendThemselvesAreToldWhere) {
    EXPECT_THAT(texts(documentOf({{"mix.yaml", one + "extends: mix.yaml"}}).problems),
                AllOf(HasSubstr("mix.yaml:2:10: "), HasSubstr("extend itself")));
    Files files{{"mix.yaml", one + "extends: b.yaml"}, {"b.yaml", one + "\nextends: [./mix.yaml]"}};
    EXPECT_THAT(texts(documentOf(files).problems),
                AllOf(HasSubstr("b.yaml:3:11: "), HasSubstr("extend itself")));
}

TEST(Layers, ThatAreMissingAreToldWhereTheyAreNamed) {
    Document document = documentOf({{"mix.yaml", one + "extends: [gone.yaml, far/away.yaml]"}});
    EXPECT_THAT(texts(document.problems),
                AllOf(HasSubstr("mix.yaml:2:11: "), HasSubstr("\"gone.yaml\""), HasSubstr("mix.yaml:2:22: "),
                      HasSubstr("\"far/away.yaml\"")));
}

TEST(Layers, EachSayTheVersion) {
    Files files{{"mix.yaml", one + "extends: b.yaml"}, {"b.yaml", "title: b"}};
    EXPECT_THAT(texts(documentOf(files).problems), AllOf(HasSubstr("b.yaml"), HasSubstr("stemwright: 1")));
    files["b.yaml"] = "stemwright: 2";
    EXPECT_THAT(texts(documentOf(files).problems), AllOf(HasSubstr("b.yaml:1:13"), HasSubstr("not \"2\"")));
}

TEST(Layers, TellAllThatIsWrongInAllOfThem) {
    Files files{{"mix.yaml", one + "extends: [a.yaml, b.yaml]\ntitle: a\ntitle: b\n"},
                {"a.yaml", one + "x: {\n"},
                {"b.yaml", "- 1"}};
    EXPECT_THAT(texts(documentOf(files).problems),
                AllOf(HasSubstr("a.yaml:"), HasSubstr("b.yaml:1:1: the document is a list"),
                      HasSubstr("mix.yaml:4:1: ")));
}

TEST(Layers, KeepThePlaceOfWhoeverWroteAValue) {
    Document document = layered({"master: {gain: -1 dB, trim: -2 dB}\n", "master:\n  gain: -3 dB\n"});
    const Datum& master = *document.whole.find("master");
    const auto& [gain, level] = *master.entry("gain");
    const auto& [trim, other] = *master.entry("trim");
    EXPECT_EQ(level.place.text(), "mix.yaml:4:9");
    EXPECT_EQ(gain.place.text(), "mix.yaml:4:3");
    EXPECT_EQ(level.place.layer, 2);
    EXPECT_EQ(gain.place.layer, 2);
    EXPECT_EQ(other.place.text(), "1.yaml:2:29");
    EXPECT_EQ(trim.place.text(), "1.yaml:2:23");
    EXPECT_EQ(other.place.layer, 1);
    EXPECT_EQ(trim.place.layer, 1);
}

TEST(Layers, KeepThePlaceOfASumWhereTheLastPartOfItWasWritten) {
    Document document = layered({"master: {gain: -1 dB}", "master:\n  gain: {add: -3 dB}"});
    EXPECT_EQ(document.whole.find("master")->find("gain")->place.text(), "mix.yaml:4:15");
}

TEST(Layers, FindFilesBesideTheOneThatNamesThem) {
    Files files{{"mix.yaml", one + "extends: songs/a.yaml"},
                {"songs/a.yaml", one + "extends: ../b.yaml\ninclude: parts/p.yaml"},
                {"songs/parts/p.yaml", "include: q.yaml"},
                {"songs/parts/q.yaml", "about: q"},
                {"b.yaml", one + "title: b"}};
    EXPECT_THAT(pathsOf(documentOf(files)), ElementsAre("b.yaml", "songs/a.yaml", "mix.yaml"));
    EXPECT_EQ(said(documentOf(files), "about"), "q");
    EXPECT_EQ(said(documentOf(files), "title"), "b");
}

TEST(Layers, ComplainWithTheNameOfTheLowerFile) {
    Document document = layered({"tracks:\n  vox: {source: {sine: {}}, gian: -1 dB}", "tracks: {}"});
    try {
        makeMix(document);
        FAIL() << "it loads";
    } catch (const Error& error) {
        EXPECT_THAT(error.what(), HasSubstr("1.yaml:3:29: a track has no \"gian\""));
    }
}

TEST(Layers, FindSoundsBesideTheFileThatNamesThem) {
    namespace fs = std::filesystem;
    fs::path folder = fs::path(testing::TempDir()) / ("stemwright_layers_" + std::to_string(::getpid()));
    writeShortWav(folder / "base/stems/a.wav");
    writeShortWav(folder / "b.wav");
    writeShortWav(folder / "base/parts/c.wav");
    auto write = [&](const char* name, const std::string& text) {
        std::ofstream(folder / name) << one + text;
    };
    write("mix.yaml", "extends: base/base.yaml\ntracks: {a: {gain: -1 dB}, b: {source: b.wav}}");
    write("base/base.yaml", "tracks: {a: {source: stems/a.wav}, c: {include: parts/c.yaml}}");
    std::ofstream(folder / "base/parts/c.yaml") << "source: {file: c.wav, start: 1 s}";
    EXPECT_NO_THROW(loadMix((folder / "mix.yaml").string()));
    fs::remove(folder / "base/parts/c.wav");
    EXPECT_THROW(loadMix((folder / "mix.yaml").string()), Error);
    fs::remove_all(folder);
}

}
}
