// Lists the words by the map that they stand in.
// SPDX-License-Identifier: MIT
#include "framework/document/vocabulary.h"
#include <algorithm>
#include <map>

namespace stemwright {

namespace {

using Words = std::vector<Word>;

Words joined(Words first, const Words& more) {
    for (const Word& word : more)
        if (std::none_of(first.begin(), first.end(), [&](const Word& w) { return w.name == word.name; }))
            first.push_back(word);
    return first;
}

const Words reason{{"because", "why it is so, for people to read"},
                   {"confidence", "how sure whoever wrote it was, 0 to 1"}};

const Word like{"like", "template, or list of templates, that lie below this strip"},
    source{"source", "sound file, list of clips, or a node that makes sound"},
    from{"from", "strips or taps that it hears, with levels: {drums: -6 dB}"},
    layout{"layout", "channels of the mix: mono, stereo, quad or 5.1"},
    role{"role", "what it is, such as kick or lead vocal, for the assistant"},
    trim{"trim", "gain before the chain"}, polarity{"polarity", "normal, invert, left or right"},
    chain{"chain", "processors in order; a map edits the chain of a lower layer"},
    fader{"gain", "the fader, after the chain"}, mute{"mute", "yes: nothing is heard of it behind the fader"},
    solo{"solo", "yes: tracks without it are not heard"}, pan{"pan", "-1 left to +1 right"},
    to{"to", "bus or list of buses that it goes to; master where nothing is said; none"},
    sends{"sends", "further buses with levels: {plate: -14 dB, slap: {level: -20 dB, tap: pre}}"};

const Words processing{trim, polarity, chain, fader, mute, pan};
const Words track = joined(joined({like, source, role}, processing), joined({solo, to, sends}, reason));
const Words bus = joined(joined({like, from, layout, role}, processing), joined({to, sends}, reason));

const Words ofEntry = joined({{"id", "its name, where that is not its type"},
                              {"bypass", "yes: sound passes it by"},
                              {"mix", "share of the processed sound, 0 % to 100 %"},
                              {"on", "part of a stereo sound that it works on: mid, side, left or right"}},
                             reason);

const std::map<Owner, Words> all{
    {Owner::mix,
     {{"stemwright", "version of the format: 1"},
      {"title", "name of the mix"},
      {"name", "name of the mix"},
      {"about", "free text"},
      {"extends", "file or list of files that lie below this one, lowest first"},
      {"session", "what holds for the whole mix: rate, tempo, meter, length, layout, seed"},
      {"templates", "words for several strips, taken with like: NAME"},
      {"tracks", "strips with a source, by name"},
      {"groups", "faders that move together, by name"},
      {"buses", "strips that hear other strips, by name"},
      {"master", "the strip where everything goes that says nothing else"},
      {"nodes", "nodes that stand in no strip, by name"},
      {"wires", "connections: {a -> b: {level: -3 dB}}"},
      {"outputs", "what is rendered, by name; default: one, mix, from master"},
      {"expect", "what the rendered mix must be: loudness, true_peak, ..."}}},
    {Owner::session,
     {{"rate", "sample rate; sources are resampled to it"},
      {"tempo", "96 bpm, or [[1|1, 96 bpm], [33|1, 100 bpm]]"},
      {"meter", "4/4, or [[1|1, 4/4], [9|1, 3/4]]"},
      {"length", "of the mix; default: the longest source and its tails"},
      layout,
      {"seed", "whole number that noise and dither start from"}}},
    {Owner::track, track},
    {Owner::bus, bus},
    {Owner::master, joined(joined({like, from, layout}, processing), reason)},
    {Owner::pattern, joined(track, bus)},
    {Owner::group, joined({{"members", "tracks, buses and groups whose faders it moves"},
                           {"gain", "added to their faders"},
                           {"mute", "yes: mutes them all"}},
                          reason)},
    {Owner::entry, ofEntry},
    {Owner::edit, joined({{"before", "entry that it stands before"}, {"after", "entry that it stands after"}},
                         Words(ofEntry.begin() + 1, ofEntry.end()))},
    {Owner::send,
     joined({{"level", "gain on the way"},
             {"tap", "where it is taken: post (after the fader), pre, in, or an entry of the chain"}},
            reason)},
    {Owner::output,
     {{"from", "strip, node or tap"},
      {"loudness", "target that a gain before the last limiter is set for"},
      {"ceiling", "true peak that the target must not break"}}},
    {Owner::value, joined({{"is", "the value itself"}, {"add", "added to the value below"}}, reason)},
    {Owner::automation,
     joined({{"points", "[[time, value, shape], ...]"},
             {"shape", "of segments whose point names none: linear, hold, exponential or smooth"}},
            reason)},
    {Owner::limits,
     {{"is", "the value expected"},
      {"within", "how far from it is still good"},
      {"min", "least value"},
      {"max", "highest value"},
      {"because", "why, for people to read"}}},
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
