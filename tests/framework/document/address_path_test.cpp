// Addresses lead to the place in a file where a person would write the value.
// SPDX-License-Identifier: MIT
#include "framework/document/address_path.h"
#include "framework/document/layers.h"
#include "framework/document/settings.h"
#include "framework/document/value_text.h"
#include "tests/framework/document/random_document.h"
#include <filesystem>
#include <fstream>
#include <iterator>

namespace stemwright::test {
namespace {

std::string flow(const std::optional<Datum>& value) { return value ? flowText(*value) : "removed"; }

// "tracks / vox / gain := 0 dB"
std::string edit(const std::string& address, const std::string& value, const std::string& file,
                 const std::string& merged = "") {
    std::optional<Datum> written;
    if (value == "null")
        written = Datum();
    else if (!value.empty())
        written = readBack(value);
    Datum whole = merged.empty() ? Datum() : readBack(merged);
    try {
        Edit found = editAt(address, written, readBack(file), merged.empty() ? nullptr : &whole);
        std::string text;
        for (const std::string& key : found.path) text += (text.empty() ? "" : " / ") + key;
        return text + " := " + flow(found.value);
    } catch (const Error& error) {
        return error.what();
    }
}

const char* const mix = R"(stemwright: 1
session: {tempo: 96 bpm}
templates:
  voice: {chain: [{highpass: {cutoff: 90 Hz}}, {compressor: {ratio: 3}}]}
tracks:
  kick: {source: kick.wav}
  tone: {source: {sine: {freq: 440 Hz}}}
  bass:
    source: [a.wav, b.wav]
    chain:
      - eq: {bands: {mud: {freq: 300 Hz}}}
      - {id: duck, compressor: {ratio: 6}}
      - {id: level, gain: {gain: 1 dB}}
      - saturator
    sends: {plate: -14 dB, slap: {level: -20 dB, tap: pre}}
  vox:
    like: voice
    source: vox.wav
    chain:
      compressor: {ratio: 4}
      air: {eq: {bands: {top: {freq: 9 kHz}}}, before: compressor}
      sat: saturator
buses:
  plate: {from: [kick]}
  slap: {}
groups:
  low: {members: [kick, bass], gain: -1 dB}
master: {chain: [{limiter: {}}]}
nodes:
  wobble: {lfo: {rate: 2 Hz}}
  slow.one: lfo
wires:
  wobble -> vox.pan: {depth: 0.2}
outputs:
  mix: master
)";

TEST(AddressPath, LeadsToWhatIsThere) {
    for (auto [address, path] : std::vector<std::pair<std::string, std::string>>{
             {"kick.gain", "tracks / kick / gain"},
             {"bass.duck.ratio", "tracks / bass / chain / duck / ratio"},
             {"bass.duck.bypass", "tracks / bass / chain / duck / bypass"},
             {"bass.eq.mud.freq", "tracks / bass / chain / eq / bands / mud / freq"},
             {"bass.eq.box.freq", "tracks / bass / chain / eq / bands / box / freq"},
             {"bass.eq.bands", "tracks / bass / chain / eq / bands"},
             {"bass.duck.sidechain", "tracks / bass / chain / duck / sidechain"},
             {"bass.level.gain", "tracks / bass / chain / level / gain"},
             {"bass.saturator.drive", "tracks / bass / chain / saturator / drive"},
             {"vox.compressor.ratio", "tracks / vox / chain / compressor / ratio"},
             {"vox.compressor.bypass", "tracks / vox / chain / compressor / bypass"},
             {"vox.highpass.cutoff", "tracks / vox / chain / highpass / cutoff"},
             {"vox.air.top.freq", "tracks / vox / chain / air / eq / bands / top / freq"},
             {"vox.air.before", "tracks / vox / chain / air / before"},
             {"vox.chain.order", "tracks / vox / chain / order"},
             {"tone.source.freq", "tracks / tone / source / sine / freq"},
             {"plate.pan", "buses / plate / pan"},
             {"low.gain", "groups / low / gain"},
             {"master.gain", "master / gain"},
             {"master.limiter.ceiling", "master / chain / limiter / ceiling"},
             {"wobble.rate", "nodes / wobble / lfo / rate"},
             {"session.tempo", "session / tempo"},
             {"session.seed", "session / seed"},
             {"title", "title"},
             {"expect.loudness.is", "expect / loudness / is"},
             {"templates.voice.gain", "templates / voice / gain"},
             {"templates.voice.compressor.ratio", "templates / voice / chain / compressor / ratio"},
             {"bass.sends.plate", "tracks / bass / sends / plate"},
             {"bass.sends.slap", "tracks / bass / sends / slap / level"},
             {"bass.sends.slap.tap", "tracks / bass / sends / slap / tap"},
             {"wobble -> vox.pan", "wires / wobble -> vox.pan / depth"},
             {"wobble -> vox.pan.depth", "wires / wobble -> vox.pan / depth"},
             {"wobble -> kick.pan.depth", "wires / wobble -> kick.pan / depth"},
         })
        EXPECT_EQ(edit(address, "1", mix), path + " := 1");
}

TEST(AddressPath, ShortFormsAreWrittenOut) {
    EXPECT_EQ(edit("bass.sends.plate.tap", "pre", mix),
              "tracks / bass / sends / plate := {level: -14 dB, tap: pre}");
    EXPECT_EQ(edit("outputs.mix.loudness", "-14 LUFS", mix),
              "outputs / mix := {from: master, loudness: -14 LUFS}");
    EXPECT_EQ(edit("kick.source.start", "2 s", mix),
              "tracks / kick / source := {file: kick.wav, start: 2 s}");
    EXPECT_EQ(edit("plate.from.bass", "-6 dB", mix), "buses / plate / from := {kick: {}, bass: -6 dB}");
    EXPECT_EQ(edit("vox.sat.drive", "3 dB", mix), "tracks / vox / chain / sat := {saturator: {drive: 3 dB}}");
    EXPECT_EQ(edit("vox.sat.bypass", "yes", mix),
              "tracks / vox / chain / sat := {saturator: {}, bypass: yes}");
    EXPECT_EQ(edit("slow.one.rate", "1 Hz", mix), "nodes / slow.one := {lfo: {rate: 1 Hz}}");
}

TEST(AddressPath, WhatComesFromBelowIsOverridden) {
    const char* top = "stemwright: 1\nextends: mix.yaml\ntracks: {bass: {gain: 1 dB}}\n";
    auto over = [&](const std::string& address, const std::string& value) {
        return edit(address, value, top, mix);
    };
    EXPECT_EQ(over("kick.gain", "1"), "tracks / kick / gain := 1");
    EXPECT_EQ(over("bass.duck.ratio", "8"), "tracks / bass / chain / duck / ratio := 8");
    EXPECT_EQ(over("bass.duck.bypass", "yes"), "tracks / bass / chain / duck / bypass := yes");
    EXPECT_EQ(over("bass.eq.mud.freq", "1"), "tracks / bass / chain / eq / bands / mud / freq := 1");
    EXPECT_EQ(over("bass.level.gain", "1"), "tracks / bass / chain / level / gain := 1");
    EXPECT_EQ(over("wobble.rate", "1"), "nodes / wobble / lfo / rate := 1");
    EXPECT_EQ(over("slow.one.rate", "1"), "nodes / slow.one / lfo / rate := 1");
    EXPECT_EQ(over("tone.source.freq", "1"), "tracks / tone / source / sine / freq := 1");
    EXPECT_EQ(over("bass.sends.plate.tap", "pre"), "tracks / bass / sends / plate / tap := pre");
    EXPECT_EQ(over("low.gain", "1"), "groups / low / gain := 1");
    EXPECT_EQ(over("master.limiter.ceiling", "1"), "master / chain / limiter / ceiling := 1");
    EXPECT_EQ(edit("bass.duck.ratio", "8", "tracks: {bass: {chain: [gain]}}", mix),
              "mix.yaml:1:24: this chain is a list without \"duck\", which comes from elsewhere; write it "
              "into the list, or "
              "change it where it is written");
}

TEST(AddressPath, NothingIsWrittenOnlyWhereItRemovesSomething) {
    EXPECT_EQ(edit("low.gain", "null", mix), "groups / low / gain := removed");
    EXPECT_EQ(edit("vox.highpass", "null", mix), "tracks / vox / chain / highpass := null");
    EXPECT_EQ(edit("bass.duck", "null", mix), "tracks / bass / chain / duck := removed");
    EXPECT_EQ(edit("bass.gain", "null", "extends: mix.yaml\n", mix), "tracks / bass / gain := null");
    EXPECT_EQ(edit("bass.sends.slap", "", mix), "tracks / bass / sends / slap := removed");
}

TEST(AddressPath, WrongAddressesAreTold) {
    EXPECT_EQ(edit("kik.gain", "1", mix), "nothing is called \"kik\"; did you mean \"kick\"?");
    EXPECT_EQ(edit("bass.dukc.ratio", "1", mix), "there is no \"dukc\" in \"bass\"; did you mean \"duck\"?");
    EXPECT_EQ(edit("tracks.kick.gain", "1", mix), "an address does not name the section; write kick.gain");
    EXPECT_EQ(
        edit("bass.source.start", "1", mix),
        "mix.yaml:9:13: the source is a list of clips, which have no names; set all of \"bass.source\"");
}

// The addresses that `explain` shows are those that can be set.
TEST(AddressPath, EverySettingOfTheSongsCanBeSetByItsAddress) {
    size_t count = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(SOURCE_DIR "/graphs")) {
        if (file.path().extension() != ".yaml") continue;
        std::ifstream stream(file.path(), std::ios::binary);
        const std::string text{std::istreambuf_iterator<char>(stream), {}};
        Datum document = readBack(text);
        Document layers = readDocument(text, file.path());
        for (const Setting& setting : settingsOf(document)) {
            if (setting.address.ends_with(".source") || setting.value.kind == Datum::Kind::none) continue;
            bool isType = setting.value.isScalar() && setting.key.name == setting.value.scalar;
            if (isType || setting.value.isMap() || setting.value.isList()) continue;
            Datum after = document;
            apply(changeFor(document, editAt(setting.address, Datum("17"), document, &layers.whole)), after);
            std::string now;
            for (const Setting& other : settingsOf(after))
                if (other.address == setting.address) now = other.value.scalar;
            ASSERT_EQ(now, "17") << file.path() << " " << setting.address;
            ++count;
        }
    }
    EXPECT_GT(count, 400u);
}

}
}
