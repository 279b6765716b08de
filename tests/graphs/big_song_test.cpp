// The largest song uses the language as a mix engineer would: all of it, in one document.
// SPDX-License-Identifier: MIT
#include "framework/document/layers.h"
#include "tests/graphs/documents.h"

using namespace stemwright::test;
using stemwright::Datum;

// Calls `visit` with every key and value of the document, however deep.
template <class Visit> void everywhere(const Datum& datum, Visit visit) {
    for (const Datum& element : datum.list) everywhere(element, visit);
    for (const auto& [key, value] : datum.entries) {
        visit(key.name, value);
        everywhere(value, visit);
    }
}

TEST(BigSong, HasEverythingThatABigMixHas) {
    auto document = stemwright::loadDocument(pathOf("songs/mauiwowi.yaml"));
    ASSERT_TRUE(document.problems.empty());
    const Datum& song = document.whole;
    int sidechains = 0, automations = 0, inBars = 0, inSeconds = 0;
    std::set<std::string> sends, shapes, automated;
    everywhere(song, [&](const std::string& key, const Datum& value) {
        sidechains += key == "sidechain";
        if (key == "sends")
            for (const auto& [bus, level] : value.entries) sends.insert(bus.name);
        const Datum* points = value.find("points");
        if (!points) return;
        ++automations;
        automated.insert(key);
        if (const Datum* shape = value.find("shape")) shapes.insert(shape->scalar);
        for (const Datum& point : points->list) {
            (point.list[0].scalar.find('|') != std::string::npos ? inBars : inSeconds) += 1;
            if (point.list.size() > 2) shapes.insert(point.list[2].scalar);
        }
    });
    EXPECT_GE(song.find("tracks")->entries.size(), 12u);
    EXPECT_GE(song.find("buses")->entries.size(), 4 + sends.size());
    EXPECT_GE(sends.size(), 3u);
    EXPECT_GE(sidechains, 2);
    EXPECT_GE(automations, 10);
    EXPECT_GT(inBars, 0);
    EXPECT_GT(inSeconds, 0);
    EXPECT_EQ(shapes, (std::set<std::string>{"exponential", "hold", "linear", "smooth"}));
    for (const char* what : {"gain", "pan", "plate", "cutoff"}) EXPECT_TRUE(automated.contains(what)) << what;
    EXPECT_FALSE(song.find("wires")->entries.empty());
    bool limits = false;
    everywhere(*song.find("master"),
               [&](const std::string& key, const Datum&) { limits |= key == "limiter"; });
    EXPECT_TRUE(limits);
}
