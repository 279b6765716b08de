// Python's jsonschema passes good documents and stops those with unknown words.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include "tests/framework/document/outside_program.h"

namespace stemwright::test {

static const std::string validate =
    "python3 " SOURCE_DIR "/tests/framework/document/validate.py schema.json ";

struct Validator : WithSchema {
    void SetUp() override {
        if (Ran ran = shell(validate); ran.status != 0)
            GTEST_SKIP() << "python3 with jsonschema and yaml is not there: " << ran.out;
    }

    Ran validated(const std::string& text) const {
        write("mix.yaml", text);
        return shell(validate + "mix.yaml");
    }
};

TEST_F(Validator, PassesEveryMixThatIsGood) {
    std::string paths;
    for (const char* part : {"graphs", "tests/documents/warned"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(SOURCE_DIR) / part))
            if (entry.path().extension() == ".yaml") paths += " '" + entry.path().string() + "'";
    ASSERT_NE(paths, "");
    Ran ran = shell(validate + paths);
    EXPECT_EQ(ran.status, 0) << ran.out;
}

TEST_F(Validator, PassesTheExample) {
    if (!fs::exists(example)) GTEST_SKIP() << "there is no " << example;
    Ran ran = shell(validate + example);
    EXPECT_EQ(ran.status, 0) << ran.out;
}

TEST_F(Validator, PassesWhatAnUpperLayerMaySay) {
    Ran ran = validated(R"(
stemwright: 1
extends: [suggested.yaml, room.yaml]
include: common.yaml
session: {layout: 5.1, tempo: 96 bpm, meter: [[1|1, 4/4], [9|1, 3/4]], length: 1:04.5}
templates: {voice: {like: [a, b], chain: [{include: eq.yaml}, highpass]}}
tracks:
  vox:
    gain: {add: -1 dB, because: too loud, confidence: 0.8}
    pan: null
    mute: yes
    solo: {is: no, because: done}
    polarity: invert
    chain:
      compressor: {ratio: {add: 1}, bypass: yes, before: eq, because: it pumps}
      duck: {ratio: 8, sidechain: kick, mix: {is: 40 %, because: wide}}
      sat: saturator
      air: {eq: {bands: {top: {shape: high_shelf, freq: 9 kHz, gain: 2}, mud: null, because: dull}, confidence: 0.4}, on: mid, after: compressor}
      gate: null
      order: [duck, compressor]
    sends: {plate: null, slap: {add: 2 dB}, hall: {level: {points: [[0, -9], [17|1, -6 dB, hold]], shape: smooth}}}
    to: [drums, 808]
  808: {source: [a.wav, {file: b.wav, start: 17|1, gain: -3, because: it breaks off}], chain: {include: drum_chain.yaml}}
  tone: {source: {sine: {freq: 440}}, to: none}
  gone: null
groups: {all: {members: [vox, 808], gain: {points: [[0 s, -inf dB], [2 s, 0 dB]]}}}
buses: {drums: {from: [kick, "snare[1]"], layout: mono}, crush: {from: {drums: -6 dB, vox: {tap: pre}}}}
nodes: {wobble: {rate: 2 Hz}, echo: delay, m: {mixer: {}}, vox.extra: {gain: {gain: -3 dB}}}
wires: {wobble -> vox.pan: {depth: 0.2}, "a -> m.in[1]": {}, b -> m: null}
outputs: {mix: {from: master, loudness: -14 LUFS, ceiling: -1 dBTP}, drums: drums}
expect: {loudness: {is: -14 LUFS, within: 0.5 LU}, no_nan: yes, latency: 0, drums: {silence: {max: 2 s}, duration: 3:25}}
)");
    EXPECT_EQ(ran.status, 0) << ran.out;
}

TEST_F(Validator, StopsUnknownWordsAndValues) {
    const char* const wrong[] = {
        "trakcs: {}",
        "session: {rat: 48 kHz}",
        "session: {layout: surround}",
        "session: {rate: 48 dB}",
        "tracks: {vox: {source: a.wav, gian: -3 dB}}",
        "tracks: {vox: {source: {fiel: a.wav}}}",
        "tracks: {vox: {source: a.wav, chain: [{compresor: {ratio: 3}}]}}",
        "tracks: {vox: {source: a.wav, chain: [compresor]}}",
        "tracks: {vox: {source: a.wav, chain: [{lfo: {}}]}}",
        "tracks: {vox: {source: a.wav, chain: [{compressor: {raito: 3}}]}}",
        "tracks: {vox: {source: a.wav, chain: [{compressor: {ratio: 3 dB}}]}}",
        "tracks: {vox: {source: a.wav, chain: [{compressor: {ratio: 500}}]}}",
        "tracks: {vox: {source: a.wav, chain: [{compressor: {}, bypas: yes}]}}",
        "tracks: {vox: {source: a.wav, chain: [{eq: {bands: {mud: {shape: bel}}}}]}}",
        "tracks: {vox: {source: a.wav, chain: [{eq: {bands: {mud: {frequency: 300 Hz}}}}]}}",
        "tracks: {vox: {chain: {compressor: {raito: 3}}}}",
        "tracks: {vox: {chain: {duck: {raito: 3}}}}",
        "tracks: {vox: {sends: {plate: {levle: -3 dB}}}}",
        "tracks: {vox: {gain: {is: -3 dB, becuase: loud}}}",
        "tracks: {vox: {gain: {points: [[0 s]]}}}",
        "tracks: {vox lead: {source: a.wav}}",
        "buses: {drums: {source: a.wav}}",
        "groups: {all: {member: [vox]}}",
        "nodes: {wobble: {lof: {rate: 2 Hz}}}",
        "wires: {a to b: {}}",
        "wires: {a -> b: {gain: -3 dB}}",
        "outputs: {mix: {form: master}}",
        "expect: {loudnes: {is: -14 LUFS}}",
        "expect: {loudness: {is: -14 dB}}",
        "expect: {mix: {peak: {max: -1 dBTP}}}",
    };
    EXPECT_EQ(validated("stemwright: 1\n").status, 0);
    EXPECT_EQ(validated("title: no version\n").status, 1);
    std::string paths;
    for (size_t i = 0; i < std::size(wrong); ++i) {
        std::string name = "wrong-" + std::to_string(i) + ".yaml";
        write(name, "stemwright: 1\n" + std::string(wrong[i]) + "\n");
        paths += name + " ";
    }
    Ran ran = shell(validate + paths);
    EXPECT_EQ(ran.status, 1);
    EXPECT_EQ(ran.out.find("Traceback"), std::string::npos) << ran.out;
    for (size_t i = 0; i < std::size(wrong); ++i)
        EXPECT_NE(ran.out.find("wrong-" + std::to_string(i) + ".yaml:"), std::string::npos) << wrong[i];
}

}
