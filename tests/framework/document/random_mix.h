// Mixes in three layers from a seed, nearly all of which load.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/document/layered.h"
#include <random>

namespace stemwright::test {

/// A song of noises and tones in 1.yaml, and two layers over it that change it.
class RandomMix {
  public:
    explicit RandomMix(unsigned seed) : random_(seed) {}

    std::vector<std::string> layers() { return {song(), changes(), changes()}; }

  private:
    using Words = std::vector<std::string>;
    inline static const Words tracks{"kick", "bass", "vox"}, buses{"drums", "plate"},
        entries{"highpass", "comp", "tone", "saturator", "echo", "trimmer"};

    int below(int n) { return int(random_() % unsigned(n)); }
    bool once(int in) { return below(in) == 0; }
    std::string pick(const Words& words) { return words[size_t(below(int(words.size())))]; }
    std::string tenths(int from, int to) {
        int tenth = from + below(to - from);
        return (tenth < 0 ? "-" : "") + std::to_string(std::abs(tenth) / 10) + "." +
               std::to_string(std::abs(tenth) % 10);
    }
    static std::string map(const Words& words) {
        std::string text;
        for (const std::string& word : words)
            if (!word.empty()) text += (text.empty() ? "" : ", ") + word;
        return "{" + text + "}";
    }
    std::string maybe(const std::string& key, const std::string& value) {
        return once(2) ? key + ": " + value : "";
    }

    std::string level() { return tenths(-200, 0) + " dB"; }
    // A value that may give reasons or move.
    std::string fader() {
        if (once(4)) return "{is: " + level() + ", because: 'so: #1'}";
        if (once(4))
            return "{points: [[0 s, " + level() + "], [0.1 s, " + level() + ", hold], [1|2, " + level() +
                   "]]}";
        return level();
    }
    std::string changed(const std::string& value) {
        return once(2) ? "{add: " + tenths(-20, 20) + "}" : value;
    }

    std::string typeOf(const std::string& entry) {
        return entry == "comp"      ? "compressor"
               : entry == "tone"    ? "eq"
               : entry == "echo"    ? "delay"
               : entry == "trimmer" ? "gain"
                                    : entry;
    }
    std::string parameters(const std::string& type) {
        if (type == "highpass") return map({maybe("cutoff", tenths(300, 900) + " Hz")});
        if (type == "compressor")
            return map({maybe("ratio", tenths(20, 60)), maybe("attack", tenths(10, 90) + " ms"),
                        maybe("threshold", "-" + tenths(100, 300) + " dB"),
                        once(5) ? "sidechain: " + pick(tracks) : ""});
        if (type == "delay")
            return map({maybe("time", pick({"1/8", "40 ms", "960 samples"})), maybe("feedback", "0.2")});
        if (type == "saturator") return map({maybe("drive", tenths(0, 90) + " dB")});
        if (type == "gain") return map({maybe("gain", fader())});
        Words bands;
        for (const char* band : {"low", "high"})
            if (once(2))
                bands.push_back(std::string(band) + ": " +
                                map({"freq: " + tenths(2000, 9000) + " Hz", maybe("gain", level())}));
        return map({"bands: " + map(bands)});
    }
    std::string words() {
        return map({maybe("bypass", pick({"yes", "no"})), maybe("mix", std::to_string(below(101)) + " %"),
                    once(12) ? "on: " + pick({"mid", "side", "left", "right"}) : ""});
    }
    static std::string joined(const std::string& a, const std::string& b) {
        return a == "{}" ? b : b == "{}" ? a : a.substr(0, a.size() - 1) + ", " + b.substr(1);
    }
    std::string typed(const std::string& type) {
        std::string entry = "{" + type + ": " + parameters(type) + "}";
        return once(3) ? joined(entry, words()) : entry;
    }

    std::string list() {
        std::string text;
        for (const std::string& name : entries) {
            if (once(2)) continue;
            std::string type = typeOf(name);
            std::string entry = type == name && once(3) ? type : typed(type);
            if (type != name) entry = joined("{id: " + name + "}", entry);
            text += (text.empty() ? "" : ", ") + entry;
        }
        return "[" + text + "]";
    }
    std::string edits() {
        Words edits;
        for (const std::string& name : entries) {
            if (!once(3)) continue;
            std::string type = typeOf(name), edit = once(2) ? typed(type) : joined(parameters(type), words());
            if (once(6)) edit = "null";
            if (once(8)) edit = type;
            std::string other = pick(entries);
            if (once(4) && edit[0] == '{' && other != name)
                edit = joined(edit, "{" + pick({"before", "after"}) + ": " + other + "}");
            edits.push_back(name + ": " + edit);
        }
        if (once(4))
            edits.push_back("order: [" + entries[size_t(2 + below(3))] + ", " + entries[size_t(below(2))] +
                            "]");
        return map(edits);
    }
    std::string sends() {
        return map({once(2) ? "plate: " + pick({level(), "{level: " + level() + ", tap: pre}", "{}"}) : ""});
    }

    std::string song() {
        std::string text =
            "session: {length: 0.2 s, seed: " + std::to_string(below(99)) +
            ", tempo: 120 bpm}\n"
            "templates:\n  voice: " +
            map({"chain: " + list(), maybe("gain", fader()), maybe("sends", sends())}) +
            "\n  warm: " + map({"like: voice", maybe("chain", edits()), maybe("gain", changed(fader()))}) +
            "\ntracks:\n";
        for (const std::string& track : tracks)
            text += "  " + track + ": " +
                    map({"source: " + pick({"{noise: {}}", "{sine: {freq: 330 Hz}}"}),
                         once(3) ? "like: " + pick({"voice", "warm", "[warm, voice]"}) : "",
                         maybe("chain", list()), maybe("gain", fader()), maybe("pan", tenths(-9, 9)),
                         maybe("trim", level()), maybe("sends", sends()),
                         once(4) ? "to: " + pick({"drums", "[drums, master]", "none"}) : "",
                         once(5) ? "polarity: invert" : ""}) +
                    "\n";
        text += "buses:\n  drums: " + map({maybe("chain", list()), maybe("gain", fader())}) + "\n  plate: " +
                map({maybe("chain", list()), once(3) ? "from: {drums: " + level() + "}" : ""}) + "\n";
        text += "groups:\n  all: " + map({"members: [kick, drums]", maybe("gain", fader())}) + "\n";
        text += "master: " + map({maybe("chain", list()), maybe("gain", fader())}) + "\n";
        text += "nodes:\n  wobble: {lfo: {rate: 3 Hz}}\nwires:\n  wobble -> vox.pan: {depth: 0.2}\n";
        return text + "outputs: {mix: master, other: {from: drums}}\nexpect: {duration: {is: 0.2 s}}\n";
    }

    std::string changes() {
        std::string text = "tracks:\n";
        for (const std::string& track : tracks)
            if (once(2))
                text += "  " + track + ": " +
                        map({maybe("chain", once(4) ? list() : edits()),
                             once(3) ? "gain: " + (once(3) ? "null" : changed(fader())) : "",
                             once(4) ? "pan: {add: 0.05}" : "",
                             once(5) ? "sends: {plate: " + pick({"null", "{add: -1 dB}", level()}) + "}" : "",
                             once(9) ? "to: null" : "", once(6) ? "like: " + pick({"warm", "null"}) : "",
                             once(9) ? "source: {noise: {}}" : ""}) +
                        "\n";
        text +=
            "buses:\n" +
            std::string(
                once(2) ? "  drums: " + map({maybe("chain", edits()), maybe("gain", changed(fader()))}) + "\n"
                        : "");
        if (once(2))
            text += "templates: {voice: " + map({maybe("chain", edits()), maybe("gain", changed(fader()))}) +
                    "}\n";
        if (once(2))
            text += "master: " + map({maybe("chain", edits()), maybe("gain", changed(fader()))}) + "\n";
        if (once(3)) text += "groups: {all: {gain: " + changed(fader()) + "}}\n";
        if (once(3))
            text += "nodes: {wobble: " + pick({"{rate: {add: 1 Hz}}", "{lfo: {shape: triangle}}"}) + "}\n";
        std::string wire = pick({"vox", "kick", "drums"}) + " -> " + pick({"plate", "master", "plate"}) +
                           ": " + pick({"{level: " + level() + "}", "{}", "null"});
        return text + "wires: " +
               map({once(3) ? wire : "", once(5) ? "wobble -> vox.pan: {depth: {add: 0.1}}" : ""});
    }

    std::mt19937 random_;
};

}
