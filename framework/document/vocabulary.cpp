// Lists the words by the map that they stand in.
// SPDX-License-Identifier: MIT
#include "framework/document/vocabulary.h"
#include <algorithm>
#include <map>

namespace stemwright {

namespace {

using Words = std::vector<Word>;
using Kind = Form::Kind;

Form moving(Unit unit) { return {.kind = Kind::moving, .unit = unit}; }
Form fixed(Unit unit) { return {.kind = Kind::fixed, .unit = unit}; }
Form sameAs(std::string_view parameter) { return {.kind = Kind::parameter, .same = parameter}; }
Form oneOf(std::vector<std::string_view> choices) {
    return {.kind = Kind::choice, .choices = std::move(choices)};
}
Form one(Owner owner) { return {.kind = Kind::map, .owner = owner}; }
Form byName(Owner owner) { return {.kind = Kind::maps, .owner = owner}; }
Form within(Unit unit, Unit difference) {
    return {.kind = Kind::limits, .unit = unit, .difference = difference};
}

Words joined(Words first, const Words& more) {
    for (const Word& word : more)
        if (std::none_of(first.begin(), first.end(), [&](const Word& w) { return w.name == word.name; }))
            first.push_back(word);
    return first;
}

const Words reason{{"because", "why it is so, for people to read"},
                   {"confidence", "how sure whoever wrote it was, 0 to 1", fixed(Unit::none)}};

const Word like{"like", "template, or list of templates, that lie below this strip", {Kind::names}},
    from{"from", "strips or taps that it hears, with levels: {drums: -6 dB}", {Kind::from}},
    layout{"layout", "channels of the mix: mono, stereo, quad or 5.1",
           oneOf({"mono", "stereo", "quad", "5.1"})},
    role{"role", "what it is, such as kick or lead vocal, for the assistant"};

const Words processing{
    {"trim", "gain before the chain", sameAs("gain.gain")},
    {"polarity", "normal, invert, left or right", oneOf({"normal", "invert", "left", "right"})},
    {"chain", "processors in order; a map edits the chain of a lower layer", {Kind::chain}},
    {"gain", "the fader, after the chain", sameAs("gain.gain")},
    {"mute", "yes: nothing is heard of it behind the fader", {Kind::answer}},
    {"pan", "-1 left to +1 right", sameAs("pan.pan")}};
const Words sending{
    {"to", "bus or list of buses that it goes to; master where nothing is said; none", {Kind::names}},
    {"sends", "further buses with levels: {plate: -14 dB, slap: {level: -20 dB, tap: pre}}",
     byName(Owner::send)}};

const Words track = joined(
    joined({like, {"source", "sound file, list of clips, or a node that makes sound", {Kind::source}}, role},
           processing),
    joined(joined({{"solo", "yes: tracks without it are not heard", {Kind::answer}}}, sending), reason));
const Words bus = joined(joined({like, from, layout, role}, processing), joined(sending, reason));

const Words ofEntry = joined({{"id", "its name, where that is not its type", {Kind::name}},
                              {"bypass", "yes: sound passes it by", {Kind::answer}},
                              {"mix", "share of the processed sound, 0 % to 100 %", moving(Unit::percent)},
                              {"on", "part of a stereo sound that it works on: mid, side, left or right",
                               oneOf({"mid", "side", "left", "right"})}},
                             reason);

const std::map<Owner, Words> all{
    {Owner::anything,
     {{"include", "file or list of files whose words stand here, below those beside it", {Kind::files}}}},
    {Owner::mix,
     {{"stemwright", "version of the format: 1", {Kind::version}},
      {"title", "name of the mix"},
      {"name", "name of the mix"},
      {"about", "free text"},
      {"extends", "file or list of files that lie below this one, lowest first", {Kind::files}},
      {"script", "Lua file that changes this document whenever it is loaded"},
      {"session", "what holds for the whole mix: rate, tempo, meter, length, layout, seed",
       one(Owner::session)},
      {"templates", "words for several strips, taken with like: NAME", byName(Owner::pattern)},
      {"tracks", "strips with a source, by name", byName(Owner::track)},
      {"groups", "faders that move together, by name", byName(Owner::group)},
      {"buses", "strips that hear other strips, by name", byName(Owner::bus)},
      {"master", "the strip where everything goes that says nothing else", one(Owner::master)},
      {"nodes", "nodes that stand in no strip, by name", {Kind::nodes}},
      {"wires", "connections: {a -> b: {level: -3 dB}}", byName(Owner::wire)},
      {"outputs", "what is rendered, by name; default: one, mix, from master", byName(Owner::output)},
      {"expect", "what the rendered mix must be: loudness, true_peak, ...", one(Owner::expect)},
      {"midi", "what a MIDI device moves while the mix is played live", one(Owner::midi)},
      {"keep",
       "addresses of what `suggest` leaves as it has suggested it: [vox.eq, bass.gain]",
       {Kind::names}}}},
    {Owner::session,
     {{"rate", "sample rate; sources are resampled to it", fixed(Unit::Hz)},
      {"tempo", "96 bpm, or [[1|1, 96 bpm], [33|1, 100 bpm]]", {.kind = Kind::changes, .unit = Unit::bpm}},
      {"meter", "4/4, or [[1|1, 4/4], [9|1, 3/4]]", {Kind::meters}},
      {"length", "of the mix; default: the longest source and its tails", fixed(Unit::s)},
      layout,
      {"seed", "whole number that noise and dither start from", {Kind::whole}}}},
    {Owner::track, track},
    {Owner::bus, bus},
    {Owner::master, joined(joined({like, from, layout}, processing), reason)},
    {Owner::pattern, joined(track, bus)},
    {Owner::group, joined({{"members", "tracks, buses and groups whose faders it moves", {Kind::names}},
                           {"gain", "added to their faders", sameAs("gain.gain")},
                           {"mute", "yes: mutes them all", {Kind::answer}}},
                          reason)},
    {Owner::entry, ofEntry},
    {Owner::edit, joined({{"before", "entry that it stands before", {Kind::name}},
                          {"after", "entry that it stands after", {Kind::name}}},
                         Words(ofEntry.begin() + 1, ofEntry.end()))},
    {Owner::edits,
     {{"order", "entries in the order that they shall have, in the places they hold", {Kind::names}}}},
    {Owner::send, joined({{"level", "gain on the way", moving(Unit::dB)},
                          {"tap",
                           "where it is taken: post (after the fader), pre, in, or an entry of the chain",
                           {Kind::name}}},
                         reason)},
    {Owner::wire, joined({{"level", "gain on the way of sound", moving(Unit::dB)},
                          {"depth", "how far a control output moves the number, in its unit, or in octaves",
                           fixed(Unit::none)}},
                         reason)},
    {Owner::output,
     joined({{"from", "strip, node or tap", {Kind::name}},
             {"loudness", "target that a gain before the last limiter is set for", fixed(Unit::LUFS)},
             {"ceiling", "true peak that the target must not break", fixed(Unit::dBTP)}},
            reason)},
    {Owner::value,
     joined({{"is", "the value itself", {Kind::own}}, {"add", "added to the value below", {Kind::own}}},
            reason)},
    {Owner::automation,
     joined({{"points", "[[time, value, shape], ...]", {Kind::points}},
             {"shape", "of segments whose point names none: linear, hold, exponential or smooth",
              oneOf({"linear", "hold", "exponential", "smooth"})}},
            reason)},
    {Owner::expect,
     joined({{"loudness", "integrated loudness of the whole", within(Unit::LUFS, Unit::LU)},
             {"momentary", "highest loudness of any 0.4 s", within(Unit::LUFS, Unit::LU)},
             {"short_term", "highest loudness of any 3 s", within(Unit::LUFS, Unit::LU)},
             {"range", "loudness range", within(Unit::LU, Unit::LU)},
             {"true_peak", "highest peak, between the samples too", within(Unit::dBTP, Unit::dB)},
             {"mono_loss", "what a mono sum loses", within(Unit::dB, Unit::dB)},
             {"correlation", "of left and right, -1 to 1", within(Unit::none, Unit::none)},
             {"silence", "longest silent stretch", within(Unit::s, Unit::s)},
             {"duration", "from the first to the last sample", within(Unit::s, Unit::s)},
             {"latency", "how late the output is against its sources, after compensation",
              within(Unit::samples, Unit::samples)},
             {"no_nan", "yes: every sample is a finite number; always checked", {Kind::answer}}},
            reason)},
    {Owner::midi,
     {{"device", "name of its port, or a part of it; default: the only one that there is"},
      {"feedback", "no: the device is never told where things are", {Kind::answer}},
      {"bindings", "its keys, faders and knobs and what they do, by name", byName(Owner::binding)}}},
    {Owner::binding,
     joined({{"controller", "number of the controller that it listens to, 0 to 119", {Kind::whole}},
             {"note", "key that it listens to: C4, which is 60, or its number"},
             {"bend", "yes: it listens to the pitch wheel, or to a fader that sends as one", {Kind::answer}},
             {"nrpn", "number of the non-registered parameter that it listens to, 0 to 16382", {Kind::whole}},
             {"rpn", "number of a registered parameter, likewise", {Kind::whole}},
             {"channel", "1 to 16; default: any", {Kind::whole}},
             {"bits", "of a controller: 7, or 14 with the controller 32 above; of a parameter: 14, or 7",
              oneOf({"7", "14"})},
             {"relative", "a controller that says how far it was turned, and how it says so",
              oneOf({"signed", "offset", "twos"})},
             {"moves", "address of the number that it moves: vox.gain"},
             {"toggles", "address of the number that it switches to another value, and back"},
             {"does", "play or stop", oneOf({"play", "stop"})},
             {"locates", "place in the song that it goes to", fixed(Unit::s)},
             {"from", "value at the lower end; of a toggle, the one that it goes back to"},
             {"to", "value at the upper end; of a toggle, when it is pressed"},
             {"pickup", "jump: moves at once; catch: takes over where it passes the present value",
              oneOf({"jump", "catch"})}},
            reason)},
    {Owner::limits, joined({{"is", "the value expected", {Kind::own}},
                            {"within", "how far from it is still good", {Kind::distance}},
                            {"min", "least value", {Kind::own}},
                            {"max", "highest value", {Kind::own}}},
                           reason)},
};

}

const std::vector<Word>& vocabulary(Owner owner) { return all.at(owner); }

std::vector<std::string> wordsOf(Owner owner) {
    std::vector<std::string> names;
    for (const Word& word : vocabulary(owner)) names.emplace_back(word.name);
    return names;
}

bool isWord(Owner owner, std::string_view name) {
    const Words& words = vocabulary(owner);
    return std::any_of(words.begin(), words.end(), [&](const Word& w) { return w.name == name; });
}

}
