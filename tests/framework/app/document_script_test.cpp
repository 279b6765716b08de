// `script: x.lua` in a mix: it changes what is loaded, and what is wrong with it is told at both places.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"

namespace stemwright::test {
namespace {

class ScriptOfAMix : public CommandLine {
  protected:
    ScriptOfAMix() {
        writeTone("tone.wav", 48000, 440);
        write("mix.yaml", "stemwright: 1\nscript: s.lua\ntracks: {vox: {source: tone.wav}}\n");
    }

    // What `check` says with this script.
    std::string said(const std::string& script) const {
        write("s.lua", script);
        return run({"check", "mix.yaml"}).err;
    }
};

TEST_F(ScriptOfAMix, changesWhatIsLoaded) {
    write("s.lua", "for track in mix:tracks() do\n  track.gain = -6\nend\n"
                   "mix.vox:add(stemwright.eq{bands = {low = {freq = 100, gain = 3}}})\n");
    Ran ran = run({"explain", "mix.yaml", "vox.gain"});
    EXPECT_EQ(ran.out.substr(0, ran.out.find("  number")), "vox.gain: -6 dB\n  said:      -6 dB  (s.lua:2)\n")
        << ran.err;
    ran = run({"flatten", "mix.yaml"});
    EXPECT_EQ(ran.out,
              "stemwright: 1\n\ntracks:\n  vox:\n    source: tone.wav\n"
              "    chain:\n      - eq: {bands: {low: {freq: 100 Hz, gain: 3 dB}}}\n    gain: -6 dB\n")
        << ran.err;
}

TEST_F(ScriptOfAMix, upperLayersRuleOverIt) {
    write("s.lua", "mix.vox.gain = -6\n");
    write("top.yaml", "stemwright: 1\nextends: mix.yaml\ntracks: {vox: {gain: {add: 1 dB}}}\n");
    EXPECT_EQ(run({"explain", "top.yaml", "vox.gain"}).out.substr(0, 15), "vox.gain: -5 dB");
}

TEST_F(ScriptOfAMix, analysesSoundsAndTheMixItself) {
    EXPECT_EQ(said("local tone = stemwright.sound('tone.wav')\n"
                   "assert(tone.duration == 1)\n"
                   "assert(math.abs(mix.vox:listen():measure().rms + 14) < 3)\n"),
              "");
}

TEST_F(ScriptOfAMix, anErrorIsToldInTheScriptAndWhereItIsNamed) {
    EXPECT_EQ(said("\nmix.vox.gian = 3"),
              "mix.yaml:2:9: the script \"s.lua\" ended with an error; mend it there, or take it out here\n"
              "s.lua:2: there is no \"gian\" in \"vox\"; did you mean \"gain\"?\n");
    EXPECT_EQ(said("mix.vox.to = 'nowhere'"), "s.lua:1: \"nowhere\" is no bus; known: master\n");
    fs::remove(folder / "s.lua");
    EXPECT_EQ(run({"check", "mix.yaml"}).err, "mix.yaml:2:9: there is no file \"s.lua\"; known: mix.yaml\n");
}

TEST_F(ScriptOfAMix, reachesNothingButTheMix) {
    for (const char* name :
         {"io", "os", "require", "ffi", "jit", "debug", "load", "loadstring", "dofile", "package", "getfenv",
          "setfenv", "collectgarbage", "coroutine", "getmetatable", "stemwright.load", "stemwright.new"})
        EXPECT_NE(said(std::string(name) + ".x = 1"), "") << name;
    EXPECT_EQ(said("mix:save('other.yaml')"),
              "mix.yaml:2:9: the script \"s.lua\" ended with an error; mend it there, or take it out here\n"
              "s.lua:1: a script that a mix names changes that mix and writes no files; do this in a script "
              "of its own, "
              "with stemwright run\n");
    for (const char* write :
         {"mix:render('a.wav')", "mix:flatten('a.yaml')", "mix.vox:listen():save('a.wav')"})
        EXPECT_NE(said(write), "") << write;
    EXPECT_EQ(files(), (std::set<std::string>{"mix.yaml", "s.lua", "tone.wav"}));
}

TEST_F(ScriptOfAMix, comesToAnEndInAnyCase) {
    for (const char* loop :
         {"while true do end", "while true do pcall(function() while true do end end) end"})
        EXPECT_NE(
            said(loop).find("s.lua:1: the script takes too long; let its loops and calls come to an end"),
            std::string::npos)
            << loop;
    for (const char* call : {"local s = ('-'):rep(1e5) s:find('.-.-.-b')", "local s = ('x'):rep(1e9)",
                             "string.gsub(('a'):rep(1e6), '.-b', '')"})
        EXPECT_NE(said(call).find("ended with an error"), std::string::npos) << call;
    EXPECT_EQ(said("assert(('a-b'):gsub('%-', '+') == 'a+b' and ('ab'):rep(2) == 'abab')"), "");
    EXPECT_NE(said("local s = 'x' while true do s = s .. s end").find("memory"), std::string::npos);
}

TEST_F(ScriptOfAMix, printsToWhereResultsDoNotGo) {
    write("s.lua", "print('hello', mix.vox.gain)");
    Ran ran = run({"flatten", "mix.yaml"});
    EXPECT_EQ(ran.err, "hello\t0\n");
    EXPECT_EQ(ran.out.substr(0, 13), "stemwright: 1");
}

}
}
