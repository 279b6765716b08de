// The graph form of a mix reads back to the same graph.
// SPDX-License-Identifier: MIT
#include "framework/document/expand.h"
#include "framework/graph/plan.h"
#include "tests/framework/document/graph_text.h"
#include "tests/framework/document/short_wav.h"
#include <gmock/gmock.h>
#include <unistd.h>

namespace stemwright {
namespace {

std::vector<std::string> expectationsOf(const Mix& mix) {
    std::vector<std::string> lines;
    for (const Expectation& e : mix.expectations)
        lines.push_back(e.output + " " + e.what + " " + e.text + " " +
                        formatQuantity(e.min.value_or(0), Unit::none) + " " +
                        formatQuantity(e.max.value_or(0), Unit::none));
    std::sort(lines.begin(), lines.end());
    return lines;
}

// Has a bit of everything that a document can say without files.
const char* const everything = R"(stemwright: 1
title: 'Everything: all # of it'
about: "two
  lines"
session:
  rate: 44.1 kHz
  tempo: [[1|1, 97 bpm], [3|2.5, 101.3 bpm]]
  meter: [[1|1, 7/8], [2|1, 4/4]]
  length: 9|1
  seed: 12345678901234567890
tracks:
  kick:
    source: {impulse: {every: 1/4t}}
    chain:
      - eq: {bands: {weight: {shape: bell, freq: 61.7 Hz, gain: {points: [[2|1, 0 dB], [3|3, 2 dB, exponential]]}}, flat: {}}}
      - {id: squash, compressor: {lookahead: 0 ms, detector: rms, ratio: 3.3, sidechain: vox}}
    gain: {points: [[0 s, -inf dB], [1|1, -3 dB, smooth], [5|2, 0.1 dB, hold]]}
    pan: -0.3
    to: [drums, master]
  vox: {source: {noise: {color: pink}}, trim: 1.5 dB, polarity: left, mute: yes, sends: {drums: {level: -2.5 dB, tap: pre}}}
buses:
  drums: {layout: mono, from: {master: -20 dB}, chain: [{delay: {time: 1/8.}}, {id: later, delay: {time: 2/17}}]}
nodes:
  wobble: {lfo: {rate: 0.37 Hz, shape: triangle}}
  swap: {matrix: {rows: [[0, 1], [1, 0.25]]}}
  two: mixer
wires:
  wobble -> kick.pan: {depth: 0.2}
  wobble -> kick.eq.weight.freq: {}
  master[2] -> swap: {level: {points: [[0, -1 dB], [2|1, -2 dB]]}}
  swap -> two.in[3]: {}
outputs:
  mix: master
  swapped: {from: two}
  left: {from: "kick[1]"}
expect:
  loudness: {is: -14 LUFS, within: 0.5 LU}
  duration: {is: 9|1}
  swapped: {silence: {max: 1.5 s}, correlation: {min: -0.5, max: 1}}
)";

TEST(Expand, ReadsBackToTheSameGraph) {
    Mix mix = readMix(everything, "mix.yaml");
    Mix again = readMix(expand(mix), "mix.yaml");
    EXPECT_EQ(nodesOf(again.graph), nodesOf(mix.graph));
    EXPECT_EQ(wiresOf(again.graph), wiresOf(mix.graph));
    EXPECT_EQ(expectationsOf(again), expectationsOf(mix));
    EXPECT_EQ(again.graph.length, mix.graph.length);
    EXPECT_EQ(again.graph.seed, mix.graph.seed);
    EXPECT_EQ(again.graph.timeline.rate, mix.graph.timeline.rate);
    EXPECT_EQ(again.title, mix.title);
    EXPECT_EQ(again.about, mix.about);
    for (double bar : {1., 2., 3., 17.}) {
        const TempoMap &one = mix.graph.timeline.tempo, &other = again.graph.timeline.tempo;
        EXPECT_EQ(one.seconds(one.quarters(bar, 1.5)), other.seconds(other.quarters(bar, 1.5)));
    }
    for (size_t i = 0; i < mix.graph.outputs.size(); ++i)
        EXPECT_EQ(again.graph.outputs[i].name, mix.graph.outputs[i].name); // the first is special
}

TEST(Expand, OfAnExpandedMixChangesNothing) {
    std::string once = expand(readMix(everything, "mix.yaml"));
    EXPECT_EQ(expand(readMix(once, "mix.yaml")), once);
}

TEST(Expand, KeepsTheExactBitsOfAutomation) {
    Mix mix = readMix(everything, "mix.yaml");
    Mix again = readMix(expand(mix), "mix.yaml");
    const auto &one = numberOf(mix.graph, "kick.gain", "gain").value.curve->points(),
               &other = numberOf(again.graph, "kick.gain", "gain").value.curve->points();
    ASSERT_EQ(one.size(), other.size());
    for (size_t i = 0; i < one.size(); ++i) {
        EXPECT_EQ(one[i].frame, other[i].frame);
        EXPECT_EQ(one[i].value, other[i].value);
        EXPECT_EQ(one[i].shape, other[i].shape);
    }
}

TEST(Expand, CompilesToTheSamePlan) {
    Mix mix = readMix(everything, "mix.yaml");
    auto one = compile(mix.graph), other = compile(readMix(expand(mix), "mix.yaml").graph);
    ASSERT_EQ(one->tasks.size(), other->tasks.size());
    for (size_t i = 0; i < one->tasks.size(); ++i) EXPECT_EQ(one->tasks[i].arrival, other->tasks[i].arrival);
    EXPECT_EQ(one->rowCount(), other->rowCount());
    EXPECT_EQ(one->length, other->length);
}

TEST(Expand, NamesFilesFromTheFolderThatItIsWrittenFor) {
    namespace fs = std::filesystem;
    fs::path folder = fs::path(testing::TempDir()) / ("stemwright_expand_" + std::to_string(::getpid()));
    test::writeShortWav(folder / "stems/a b.wav");
    test::writeShortWav(folder / "songs/c.wav");
    std::string song = (folder / "songs/song.yaml").string(), other = (folder / "song.yaml").string();
    Mix mix = readMix("stemwright: 1\ntracks: {a: {source: ../stems/a b.wav}, c: {source: [c.wav, {file: "
                      "c.wav, start: 1 s}]}}",
                      song);
    EXPECT_THAT(expand(mix), testing::HasSubstr("{file: ../stems/a b.wav}"));
    EXPECT_THAT(expand(mix), testing::HasSubstr("{clips: {1: {file: c.wav}, 2: {file: c.wav, start: 1 s}}}"));
    EXPECT_EQ(nodesOf(readMix(expand(mix), song).graph), nodesOf(mix.graph));
    std::string elsewhere = expand(mix, folder.string());
    EXPECT_THAT(elsewhere, testing::HasSubstr("{file: stems/a b.wav}"));
    EXPECT_EQ(nodesOf(readMix(elsewhere, other).graph), nodesOf(mix.graph));
    fs::remove_all(folder);
}

TEST(Expand, SaysOnlyWhatDiffersFromTheStart) {
    std::string text = expand(
        readMix("stemwright: 1\nnodes: {t: {sine: {freq: 440 Hz, level: -6 dB}}}\noutputs: {mix: t}", "m"));
    EXPECT_EQ(text, "stemwright: 1\n\nsession:\n  rate: 48000 Hz\n  layout: stereo\n  seed: 1\n\nnodes:\n"
                    "  t: {sine: {level: -6 dB}}\n\noutputs:\n  mix: {from: t}\n");
}

}
}
