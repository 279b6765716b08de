// Whole documents are written so that they read back, and so that people like to read them.
// SPDX-License-Identifier: MIT
#include "framework/document/write.h"
#include "tests/framework/document/random_document.h"

namespace stemwright::test {

TEST(Write, WhatIsWrittenReadsBackTheSame) {
    for (unsigned seed = 0; seed < 8000; ++seed) {
        Datum document = RandomDocument(seed).document();
        std::string text = written(document);
        ASSERT_TRUE(sameValues(readBack(text), document)) << "seed " << seed << "\n" << text;
        if (testing::Test::HasFailure()) return;
    }
}

TEST(Write, OtherRootsReadBackToo) {
    for (unsigned seed = 0; seed < 5000; ++seed) {
        Datum document = RandomDocument(seed).value(6);
        if (document.kind == Datum::Kind::none) continue; // an empty file is a problem of its own
        std::string text = written(document);
        ASSERT_TRUE(sameValues(readBack(text), document)) << "seed " << seed << "\n" << text;
        if (testing::Test::HasFailure()) return;
    }
}

TEST(Write, LooksAsIfAPersonHadWrittenIt) {
    std::string text = R"(stemwright: 1
title: Overflow

about: |-
  Four bars of introduction.
  Eight of verse.

session:
  rate: 48 kHz
  tempo: [[1|1, 96 bpm], [33|1, 100 bpm]]

tracks:
  kick:
    source: stems/kick.flac
    chain:
      - highpass: {cutoff: 30 Hz}
      - eq:
          bands:
            weight: {shape: bell, freq: 60 Hz, gain: 2 dB, q: 1.2}
            box: {shape: bell, freq: 350 Hz, gain: -4 dB, q: 1.5}
      - {id: duck, compressor: {ratio: 6, attack: 2 ms, sidechain: kick}}
      - saturator
    gain: -2 dB
    to: drums
    sends: {plate: -14 dB, slap: {level: -20 dB, tap: pre}}

  vox:
    source: stems/vox.flac
    chain: []

buses:
  drums:
    from: {}
    gain:
      points:
        - [0 s, -3 dB]
        - [17|1, 0 dB]
        - [25|3, -2 dB, hold]
        - [41|1, -inf dB]
        - [46.5 s, "ä, ö"]
        - [53|1, -10 dB]
        - [60|1, -12 dB]
      shape: smooth

nodes:
  wobble: {lfo: {rate: 0.4 Hz, shape: sine}}

wires:
  wobble -> vox.pan: {depth: 0.2}
)";
    EXPECT_EQ(written(readBack(text)), text);
}

TEST(Write, LayersThatAreNotMergedAreAnError) {
    Datum open;
    open.kind = Datum::Kind::steps;
    EXPECT_THROW(written(Datum::map({{"gain", open}})), Error);
}

}
