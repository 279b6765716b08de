// What addresses mean: every value of the demo mix, and what nobody has written.
// SPDX-License-Identifier: MIT
#include "framework/document/meaning.h"
#include "framework/document/settings.h"
#include <gtest/gtest.h>

namespace stemwright::test {
namespace {

const char* const text = "stemwright: 1\n"
                         "tracks:\n"
                         "  vox:\n"
                         "    source: {file: vox.wav, from: 2 s}\n"
                         "    chain:\n"
                         "      - compressor: {ratio: 3}\n"
                         "        bypass: yes\n"
                         "      - eq: {bands: {air: {freq: 9 kHz, gain: 2 dB}}}\n"
                         "    sends: {plate: {level: -12 dB, tap: pre}}\n"
                         "buses: {plate: {}}\n"
                         "nodes: {slow.lfo: {lfo: {rate: 2 Hz}}}\n"
                         "wires: {slow.lfo -> vox.pan: {depth: 0.2}}\n";

Meaning mean(const std::string& address) {
    static const Document document = readDocument(text, "mix.yaml");
    return meaningOf(address, document.whole);
}

TEST(Meaning, tellsStripsEntriesAndSections) {
    using Kind = Meaning::Kind;
    EXPECT_EQ(mean("vox").kind, Kind::strip);
    EXPECT_EQ(mean("plate").kind, Kind::strip);
    EXPECT_EQ(mean("master").kind, Kind::strip);
    EXPECT_EQ(mean("tracks").kind, Kind::section);
    EXPECT_EQ(mean("session").kind, Kind::section);
    EXPECT_EQ(mean("vox.sends").kind, Kind::section);
    EXPECT_EQ(mean("vox.eq.bands").kind, Kind::section);
    EXPECT_EQ(mean("vox.compressor").kind, Kind::entry);
    EXPECT_EQ(mean("vox.compressor").type, "compressor");
    EXPECT_EQ(mean("slow.lfo").type, "lfo");
    EXPECT_EQ(mean("vox.gain").kind, Kind::value);
}

TEST(Meaning, knowsUnitsAndDefaultsOfWhatNobodyWrote) {
    struct {
        const char *address, *initial;
        Unit unit;
    } const known[] = {{"vox.gain", "0 dB", Unit::dB},
                       {"vox.compressor.threshold", "-18 dB", Unit::dB},
                       {"vox.compressor.attack", "10 ms", Unit::ms},
                       {"vox.eq.air.q", "0.71", Unit::none},
                       {"slow.lfo.rate", "1 Hz", Unit::Hz},
                       {"vox.mute", "no", Unit::none},
                       {"vox.polarity", "normal", Unit::none},
                       {"vox.source.fade_in", "0 s", Unit::s}};
    for (const auto& [address, initial, unit] : known) {
        EXPECT_EQ(mean(address).unit, unit) << address;
        EXPECT_EQ(mean(address).initial, initial) << address;
    }
}

TEST(Meaning, findsWhatIsSaid) {
    for (auto [address, value] : {std::pair{"vox.compressor.ratio", "3"},
                                  {"vox.compressor.bypass", "yes"},
                                  {"vox.eq.air.gain", "2 dB"},
                                  {"vox.source.from", "2 s"},
                                  {"vox.sends.plate.tap", "pre"},
                                  {"slow.lfo.rate", "2 Hz"},
                                  {"slow.lfo -> vox.pan.depth", "0.2"}}) {
        ASSERT_TRUE(mean(address).said) << address;
        EXPECT_EQ(mean(address).said->scalar, value) << address;
    }
}

// Whatever settingsOf() names is there.
TEST(Meaning, isKnownForEveryValueOfTheExamples) {
    int count = 0;
    for (const char* name : {"demo/mix.yaml", "rock_session.yaml", "layers/mix.yaml", "surround.yaml",
                             "podcast.yaml", "drum_kit.yaml", "feedback_network.yaml", "templates.yaml"}) {
        Document document = loadDocument(std::string(SOURCE_DIR "/graphs/") + name);
        for (const Setting& setting : settingsOf(document.whole)) {
            if (setting.address.find("clips") != std::string::npos) continue;
            Meaning meaning = meaningOf(setting.address, document.whole);
            EXPECT_TRUE(meaning.said) << name << ": " << setting.address;
            ++count;
        }
    }
    EXPECT_GT(count, 500);
}

TEST(Meaning, refusesWrongValuesAndLetsOthersPass) {
    EXPECT_THROW(checkValue(mean("vox.compressor.ratio"), "0.5"), Error);
    EXPECT_THROW(checkValue(mean("vox.compressor.ratio"), "3 dB"), Error);
    EXPECT_THROW(checkValue(mean("vox.gain"), "3 Hz"), Error);
    EXPECT_THROW(checkValue(mean("vox.compressor.detector"), "loud"), Error);
    EXPECT_THROW(checkValue(mean("vox.eq.air.gain"), "99 dB"), Error);
    EXPECT_THROW(mean("vox.compressor.treshold"), Error);
    EXPECT_THROW(mean("vox.eq.air.gian"), Error);
    EXPECT_NO_THROW(checkValue(mean("vox.compressor.ratio"), "4"));
    EXPECT_NO_THROW(checkValue(mean("vox.compressor.ratio"), Datum::map({{"add", "1"}})));
    EXPECT_NO_THROW(checkValue(mean("vox.compressor.ratio"), Datum::map({{"is", "4"}, {"because", "so"}})));
    EXPECT_NO_THROW(checkValue(mean("vox.compressor"), Datum::map({{"gate", Datum::map({})}})));
}

}
}
