// `stemwright run` and `stemwright lua`: what goes wrong is told with script, line and cure, and leaves
// nothing behind.
// SPDX-License-Identifier: MIT
#include "tests/framework/app/command_line.h"
#include <thread>

namespace stemwright::test {
namespace {

class ScriptCommand : public CommandLine {
  protected:
    ScriptCommand() {
        writeTone("tone.wav", 48000, 440);
        write("mix.yaml", mix);
    }

    Ran script(const std::string& text) const {
        write("s.lua", text);
        return run({"run", "s.lua"});
    }

    // What is said of a script that ends with an error.
    std::string complaint(const std::string& text) const {
        Ran ran = script("local mix = stemwright.load('mix.yaml')\n" + text);
        EXPECT_EQ(ran.status, 1) << ran.out;
        return ran.err;
    }

    static constexpr const char* mix = "# by hand\n"
                                       "stemwright: 1\n"
                                       "tracks:\n"
                                       "  vox:            # the lead\n"
                                       "    source: tone.wav\n"
                                       "    chain: [{compressor: {ratio: 3}}]\n"
                                       "buses: {plate: {}}\n";
};

TEST_F(ScriptCommand, anErrorNamesFileAndLine) {
    EXPECT_EQ(complaint("local x = nil\nprint(x.y)"), "s.lua:3: attempt to index local 'x' (a nil value)\n");
    EXPECT_EQ(complaint("error('no such thing')"), "s.lua:2: no such thing\n");
    EXPECT_EQ(script("x = = 1").err, "s.lua:1: unexpected symbol near '='\n");
}

TEST_F(ScriptCommand, wrongNamesAreAnsweredWithTheRightOnes) {
    EXPECT_EQ(complaint("mix.vox.compressor.treshold = -20"),
              "s.lua:2: compressor has no parameter \"treshold\"; did you mean \"threshold\"?\n");
    EXPECT_EQ(complaint("mix.vox:add(stemwright.compresor{})"),
              "s.lua:2: stemwright has no \"compresor\"; did you mean \"compressor\"?\n");
    EXPECT_EQ(complaint("print(mix.tracks.vxo)"),
              "s.lua:2: there is no \"vxo\" in tracks; did you mean \"vox\"?\n");
    EXPECT_EQ(complaint("print(mix.vxo)"), "s.lua:2: nothing is called \"vxo\"; did you mean \"vox\"?\n");
    EXPECT_EQ(complaint("mix.vox.gian = 1"),
              "s.lua:2: there is no \"gian\" in \"vox\"; did you mean \"gain\"?\n");
    EXPECT_EQ(complaint("mix:render('a.wav', {formt = 1})"),
              "s.lua:2: a render has no option \"formt\"; did you mean \"format\"?\n");
    EXPECT_EQ(complaint("mix:listen('vox'):mesure()"),
              "s.lua:2: a sound has no \"mesure\"; did you mean \"measure\"?\n");
}

TEST_F(ScriptCommand, wrongValuesAreRefusedWhereTheyAreWritten) {
    EXPECT_EQ(complaint("mix.vox.compressor.ratio = 200"),
              "s.lua:2: ratio: 200 is over the highest value, 100; write less\n");
    EXPECT_EQ(complaint("\nmix.vox.gain = '3 Hz'"),
              "s.lua:3: gain: \"3 Hz\" has the wrong unit; write -3 dB\n");
    EXPECT_EQ(complaint("mix.vox.gain = 0/0"),
              "s.lua:2: the value is not a number (nan); look at how it was computed\n");
    EXPECT_EQ(complaint("mix.vox.gain = print"),
              "s.lua:2: a document cannot hold a function; write a number, a text, true, false or a table\n");
    EXPECT_EQ(complaint("mix.vox.gain = stemwright.automation(function(t) return t end, {})"),
              "s.lua:2: automation needs an end after its beginning; say to = SECONDS\n");
}

TEST_F(ScriptCommand, aMixThatWouldBeWrongIsNotWritten) {
    EXPECT_EQ(complaint("mix.vox.to = 'nowhere'\nmix:save()"),
              "s.lua:2: \"nowhere\" is no bus; known: master, plate\n");
    EXPECT_EQ(contents(folder / "mix.yaml"), mix);
    EXPECT_EQ(complaint("mix.vox.source = 'none.wav'\nmix:save('other.yaml')").substr(0, 10), "mix.yaml: ");
    EXPECT_EQ(files(), (std::set<std::string>{"mix.yaml", "s.lua", "tone.wav"}));
}

TEST_F(ScriptCommand, aScriptThatThrowsLeavesNothingBehind) {
    EXPECT_EQ(complaint("mix.vox.gain = -3\nmix:render('a.wav')\nerror('enough')"), "s.lua:4: enough\n");
    EXPECT_EQ(contents(folder / "mix.yaml"), mix);
    EXPECT_EQ(files(), (std::set<std::string>{"a.wav", "mix.yaml", "s.lua", "tone.wav"}));
}

TEST_F(ScriptCommand, commentsAndOrderStayInWhatIsSaved) {
    Ran ran = script("local mix = stemwright.load('mix.yaml')\n"
                     "mix.vox.compressor.ratio = 4\n"
                     "mix.vox:add(stemwright.gate{}, {before = 'compressor'})\n"
                     "mix.vox.sends.plate = -12\n"
                     "mix:save()");
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(contents(folder / "mix.yaml"), "# by hand\n"
                                             "stemwright: 1\n"
                                             "tracks:\n"
                                             "  vox:            # the lead\n"
                                             "    source: tone.wav\n"
                                             "    chain: [{gate: {}}, {compressor: {ratio: 4}}]\n"
                                             "    sends: {plate: -12 dB}\n"
                                             "buses: {plate: {}}\n");
}

TEST_F(ScriptCommand, whatFollowsTheScriptIsForTheScript) {
    write("s.lua", "print(arg[0], ...)");
    EXPECT_EQ(run({"run", "s.lua", "a", "--only", "-3"}).out, "s.lua\ta\t--only\t-3\n");
}

TEST_F(ScriptCommand, modulesBesideTheScriptCanBeRequired) {
    fs::create_directory(folder / "tools");
    write("tools/part.lua", "return {value = 7}");
    write("tools/s.lua", "print(require('part').value, require('stemwright') == stemwright)");
    EXPECT_EQ(run({"run", "tools/s.lua"}).out, "7\ttrue\n");
}

// In loops of every kind, whatever catches errors on the way.
TEST_F(ScriptCommand, interruptsEndEndlessScripts) {
    for (const char* loop :
         {"while true do end", "repeat until false", "for i = 1, 1e300 do end",
          "while true do pcall(function() while true do end end) end",
          "local function f() return f() end f()", "coroutine.wrap(function() while true do end end)()"}) {
        write("s.lua", std::string("io.open('ready', 'w'):close()\n") + loop);
        pid_t child = start({"run", "s.lua"});
        while (!fs::exists(folder / "ready")) std::this_thread::yield();
        kill(child, SIGINT);
        Ran ran = finish(child);
        EXPECT_EQ(ran.status, 4) << loop;
        EXPECT_TRUE(ran.err.ends_with("s.lua:2: interrupted\n")) << loop << ": " << ran.err;
        fs::remove(folder / "ready");
    }
}

// Where nobody looks for interruptions.
TEST_F(ScriptCommand, interruptsEndCallsOfLuasLibraryThatTakeForEver) {
    for (const char* call : {"local s = ('a'):rep(40) s:find(('a-'):rep(40) .. 'b')", "io.read()",
                             "pcall(string.gsub, ('a'):rep(40), ('a-'):rep(40) .. 'b', '')"}) {
        write("s.lua", std::string("io.open('ready', 'w'):close()\n") + call);
        int ends[2];
        ASSERT_EQ(pipe(ends), 0); // from which nothing comes
        pid_t child = start({"run", "s.lua"}, [&] { dup2(ends[0], STDIN_FILENO); });
        while (!fs::exists(folder / "ready")) std::this_thread::yield();
        kill(child, SIGINT);
        Ran ran = finish(child);
        close(ends[0]);
        close(ends[1]);
        EXPECT_EQ(ran.status, 4) << call;
        EXPECT_EQ(ran.err, "stemwright: interrupted\n") << call;
        fs::remove(folder / "ready");
    }
}

TEST_F(ScriptCommand, anInterruptedRenderLeavesNoFile) {
    write("s.lua", "local mix = stemwright.new{length = '10:00:00'}\n"
                   "mix.tracks.tone = {source = stemwright.noise{}}\n"
                   "io.open('ready', 'w'):close()\n"
                   "mix:render('a.wav')");
    pid_t child = start({"run", "s.lua"});
    while (!fs::exists(folder / "ready")) std::this_thread::yield();
    kill(child, SIGINT);
    EXPECT_EQ(finish(child).status, 4);
    EXPECT_EQ(files(), (std::set<std::string>{"mix.yaml", "ready", "s.lua", "tone.wav"}));
}

class Prompt : public ScriptCommand {
  protected:
    Ran typed(const std::string& lines) const {
        write("typed", lines);
        return run({"lua"}, [] { dup2(open("typed", O_RDONLY), STDIN_FILENO); });
    }
};

TEST_F(Prompt, printsValuesAndGoesOnAfterMistakes) {
    Ran ran = typed("1 + 1\n"
                    "mix = stemwright.load('mix.yaml')\n"
                    "mix.vox.compressor.ratio\n"
                    "mix.vox.compresor\n"
                    "stemwright.compressor{ratio = 3, id = 'duck'}\n"
                    "for i = 1, 2 do\n"
                    "print(i)\n"
                    "end\n"
                    "x = = 2\n"
                    "'last', true\n");
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.out, "2\n3\n{id: duck, compressor: {ratio: 3}}\n1\n2\nlast\ntrue\n");
    EXPECT_EQ(ran.err, "prompt:1: there is no \"compresor\" in \"vox\"; did you mean \"compressor\"?\n"
                       "prompt:1: unexpected symbol near '='\n");
}

TEST_F(Prompt, printsWhatNoDocumentCanHoldAsLuaDoes) {
    Ran ran = typed("{print}\n= 1 + 1\n");
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_TRUE(ran.out.starts_with("table: ")) << ran.out;
    EXPECT_TRUE(ran.out.ends_with("\n2\n")) << ran.out;
}

}
}
