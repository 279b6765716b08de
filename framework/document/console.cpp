// Reads tracks, buses and master in the order of the document.
// SPDX-License-Identifier: MIT
#include "framework/document/console.h"
#include "framework/document/words.h"
#include <algorithm>

namespace stemwright {

Console::Console(Draft& draft, const Session& session, const Datum& document, const Selection& selection)
    : draft_(draft), session_(session) {
    for (const char* section : {"tracks", "buses", "master", "groups"})
        hasMaster_ |= document.find(section) != nullptr;
    if (!hasMaster_) {
        choose(selection);
        return;
    }
    const Datum::Entry* master = document.entry("master");
    // Claimed first, so that a strip of this name is what the message speaks of.
    Datum::Key masterName{"master", master ? master->first.place : document.place};
    draft_.claim(masterName, Draft::Use::strip);
    readStrips(document, "tracks", Strip::Kind::track);
    readStrips(document, "buses", Strip::Kind::bus);
    strips_.emplace_back(draft_, session_, Strip::Kind::master, masterName,
                         master ? master->second : Datum{});
    std::vector<std::string> members;
    for (const Strip& strip : strips_)
        if (strip.kind() != Strip::Kind::master) members.push_back(strip.name());
    groups_ = Groups(draft_, document, members);
    choose(selection);
}

void Console::readStrips(const Datum& document, const std::string& section, Strip::Kind kind) {
    const Datum* strips = document.find(section);
    if (!strips) return;
    std::string word = kind == Strip::Kind::track ? "track" : "bus";
    std::string cure = "write a map by name, such as {vox: {" +
                       std::string(kind == Strip::Kind::track ? "source: vox.wav" : "gain: -3 dB") + "}}";
    if (expectMap(*strips, section, cure, draft_.graph.problems) == Shown::other) return;
    for (const auto& [key, written] : strips->entries) {
        if (key.name == "master") {
            draft_.problem(key.place, "a " + word + " is called \"master\", which is the mix itself",
                           "use another name, or write it outside of " + section);
            continue;
        }
        if (draft_.claim(key, Draft::Use::strip) == Draft::Claim::taken) continue;
        if (written.kind == Datum::Kind::none)
            nothingToRemove("the " + word + " \"" + key.name + "\"", key.place,
                            kind == Strip::Kind::track ? "write its source" : "write {} for a plain bus",
                            draft_.graph.problems);
        else
            strips_.emplace_back(draft_, session_, kind, key, written);
    }
}

void Console::choose(const Selection& selection) {
    std::vector<std::string> tracks, heard = selection.only;
    std::string alone;
    for (const Strip& strip : strips_) {
        if (strip.kind() != Strip::Kind::track) continue;
        tracks.push_back(strip.name());
        if (!strip.asksForSolo() || !selection.only.empty()) continue;
        heard.push_back(strip.name());
        alone += (alone.empty() ? "" : ", ") + strip.name();
    }
    if (!alone.empty())
        warnings_.push_back(
            {{}, "only " + alone + " can be heard, by solo in the document", "take solo out"});
    for (const auto* names : {&selection.only, &selection.without})
        for (const std::string& name : *names)
            if (std::find(tracks.begin(), tracks.end(), name) == tracks.end())
                draft_.problem({}, "there is no track \"" + name + "\"", suggestion(name, tracks));
    std::set<std::string> chosen(heard.begin(), heard.end());
    for (const std::string& track : tracks)
        if (!chosen.empty() && !chosen.contains(track)) draft_.silence(track);
    for (const std::string& track : selection.without) draft_.silence(track);
}

void Console::addNodes() {
    for (Strip& strip : strips_) strip.addNodes(groups_);
}

void Console::addWires() {
    for (Strip& strip : strips_) strip.addWires();
    draft_.checkBypassed();
}

}
