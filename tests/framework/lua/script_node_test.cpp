// What the node promises whose sound is up to a script.
// SPDX-License-Identifier: MIT
#include "tests/nodes/every_way.h"
#include "tests/nodes/walk.h"
#include <gmock/gmock.h>

namespace stemwright {
namespace {

class ScriptNodes : public testing::Test {
  protected:
    ~ScriptNodes() override {
        for (const std::string& path : paths_) std::filesystem::remove(path);
    }
    // A setup of a script with this text, an input and an output of two channels.
    stemwright::Setup with(const std::string& text, std::vector<Datum::Entry> more = {}) {
        paths_.push_back(testing::TempDir() + "stemwright-script-" + std::to_string(getpid()) + "-" +
                         std::to_string(paths_.size()) + ".lua");
        std::ofstream(paths_.back()) << text;
        Datum arguments = Datum::map({{"script", paths_.back()}});
        for (auto& entry : more) arguments.entries.push_back(std::move(entry));
        return {"lua", arguments, {2}};
    }
    std::string problemsOf(const stemwright::Setup& setup) {
        std::vector<Problem> problems;
        makeNode(*Registry::instance().find("lua"), setup.arguments, problems);
        std::string text;
        for (const Problem& problem : problems) text += problem.cause + "; " + problem.cure + "\n";
        return text;
    }
    std::vector<std::string> paths_;
};

const std::string ports =
    "local input = audio_in('in', 'signal') local output = audio_out('out', 'signal')\n";
const std::string copy =
    "for c = 1, input.channels do for i = 1, block.frames do output[c][i] = input[c][i] end end\n";

Sound stereo(int frames) { return {noise(frames, 1), noise(frames, 2)}; }

TEST_F(ScriptNodes, everyScriptOfTheFolderGivesTheSameBitsInAnyBlocks) {
    ASSERT_GE(scriptTypes().size(), 3u);
    for (const Type& type : scriptTypes())
        for (uint32_t seed = 0; seed < 4; ++seed) {
            stemwright::Setup setup{"lua", *sensibleArguments(type, byChance(seed)), {2}};
            expectTheSameEveryWay(setup);
        }
}

TEST_F(ScriptNodes, everyScriptOfTheFolderStartsAfreshAfterAReset) {
    for (const Type& type : scriptTypes()) {
        LoneNode node({"lua", *sensibleArguments(type, byChance(1)), {2}});
        Sound x = stereo(4096), first = node.run({x});
        EXPECT_NE(node.run({x}), first) << type.help << " remembers nothing, which this test needs";
        node.batch().reset(0);
        EXPECT_EQ(node.run({x}), first) << type.help;
    }
}

TEST_F(ScriptNodes, whatWarmsItUpLeavesNothingBehind) {
    stemwright::Setup setup =
        with(ports + "local m = memory(1)\nfunction process(block) m[1] = m[1] + 1 output[1][1] = m[1] end");
    EXPECT_EQ(LoneNode(setup).run({stereo(32)})[0][0], 1.f);
}

TEST_F(ScriptNodes, numbersArriveInTheirUnitAndLevelsByTheFrame) {
    stemwright::Setup setup = with(
        ports + "local f = number('freq', 'x', {init = 100, min = 1, max = 1000, unit = 'Hz'})\n"
                "local g = level('gain', 'x') local w = choice('shape', 'x', {'a', 'b'})\n"
                "local l = fixed('ahead', 'x', {min = 0, max = 20, unit = 'ms'})\n"
                "function process(block) output[1][1] = f() output[1][2] = l()\n"
                "output[1][3] = w() == 'b' and 1 or 0 for i = 1, block.frames do output[2][i] = g[i] end end",
        {{{"freq", {}}, Datum("0.2 kHz")}, {{"shape", {}}, Datum("b")}, {{"ahead", {}}, Datum("5 ms")}});
    LoneNode node(setup);
    node.move("gain", [](double frame) { return frame < 16 ? 0 : -20; });
    Sound y = node.run({stereo(32)});
    EXPECT_EQ(y[0][0], 200.f);
    EXPECT_EQ(y[0][1], 5.f);
    EXPECT_EQ(y[0][2], 1.f);
    EXPECT_EQ(y[1][15], 1.f);
    EXPECT_NEAR(y[1][16], 0.1f, 1e-7f);
}

TEST_F(ScriptNodes, anErrorFadesToTheInputAndIsToldOnce) {
    stemwright::Setup setup =
        with(ports + "local n = memory(1)\nfunction process(block)\n" + "n[1] = n[1] + 1\n" +
             "if n[1] == 2001 then error('enough') end\n" +
             "for c = 1, 2 do for i = 1, block.frames do output[c][i] = 0.5 end end end");
    LoneNode node(setup);
    node.run({stereo(32 * 2000)});
    Sound x = stereo(1024), y = node.run({x});
    auto& script = dynamic_cast<const ScriptNode&>(node.node());
    auto fault = script.takeFault();
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->place.file, paths_[0]);
    EXPECT_EQ(fault->place.line, 5);
    EXPECT_THAT(fault->cause, testing::HasSubstr("enough"));
    EXPECT_FALSE(script.takeFault());
    for (int i = 0; i < 1024; ++i) {
        float share = std::min(1.f, float(i + 1) / 256);
        EXPECT_NEAR(y[0][i], x[0][i] * share + 0.5f * (1 - share), 1e-6f);
    }
    node.batch().reset(0);
    EXPECT_EQ(node.run({stereo(32)})[0][0], 0.5f) << "a reset is another chance";
}

TEST_F(ScriptNodes, whatPassesIsAsLateAsWhatTheScriptWouldGive) {
    stemwright::Setup setup =
        with(ports + "local n = memory(1)\nfunction prepare() return {latency = 100} end\n"
                     "function process(block) n[1] = n[1] + 1 if n[1] == 1901 then error('enough') end end");
    LoneNode node(setup);
    EXPECT_EQ(node.node().latency(), 100);
    node.run({stereo(32 * 1900)});
    Sound x = stereo(2048), y = node.run({x});
    for (int c = 0; c < 2; ++c)
        for (int i = 512; i < 2048; ++i) ASSERT_EQ(y[c][i], x[c][i - 100]) << i;
}

TEST_F(ScriptNodes, silenceTakesThePlaceWhereChannelsDiffer) {
    stemwright::Setup setup = with(
        "local input = audio_in('in', 'x') local output = audio_out('out', 'x', {channels = 1})\n"
        "local n = memory(1)\nfunction process(block) n[1] = n[1] + 1 local t = n[1] < 1900 and {} or nil\n"
        "output[1][1] = t[1] or 1 end");
    LoneNode node(setup);
    Sound y = node.run({stereo(32 * 2000)});
    ASSERT_EQ(y.size(), 1u);
    EXPECT_EQ(y[0].back(), 0.f);
}

TEST_F(ScriptNodes, controlSignalsRunFromOneStepToTheNext) {
    stemwright::Setup setup =
        with(ports + "local n = memory(1) local out = control_out('level', 'x', {unit = 'dB'})\n"
                     "function process(block) n[1] = n[1] + 1 out(n[1]) end");
    LoneNode node(setup);
    node.run({stereo(128)});
    EXPECT_EQ(node.control(0), (std::vector<std::pair<float, float>>{{0, 1}, {1, 2}, {2, 3}, {3, 4}}));
}

TEST_F(ScriptNodes, garbageIsCollectedWhileItPlays) {
    stemwright::Setup setup = with(
        ports + "function process(block) local t = {} for i = 1, 100 do t[i] = {i} end\n" + copy + "end");
    LoneNode node(setup);
    Sound x = stereo(32 * 20000); // makes some 200 MB, a hundred times what it may have
    EXPECT_EQ(node.run({x}), x);
    EXPECT_FALSE(dynamic_cast<const ScriptNode&>(node.node()).takeFault());
}

TEST_F(ScriptNodes, memoryGoesAlongToAnotherInstance) {
    stemwright::Setup setup = with(
        ports + "local n = memory(3)\nfunction process(block) n[2] = n[2] + 0.1 output[1][1] = n[2] end");
    LoneNode before(setup), after(setup), whole(setup);
    before.run({stereo(320)});
    after.batch().settle(0, before.batch().lift(0));
    EXPECT_EQ(after.run({stereo(64)})[0][0], whole.run({stereo(384)})[0][320]);
}

TEST_F(ScriptNodes, stringsAreThoseOfLua) {
    stemwright::Setup setup = with(ports + R"(
local function same(a, b) if a ~= b then error(tostring(a) .. ', not ' .. tostring(b), 2) end end
same(('hello world'):find('o w'), 5)
same(select(2, ('hello'):find('l+')), 4)
same(('key = value'):match('^(%w+)%s*=%s*(%w+)$'), 'key')
same(select(2, ('key = value'):match('^(%w+)%s*=%s*(%w+)$')), 'value')
same(('abc'):gsub('%w', '%0%0'), 'aabbcc')
same(('hello world'):gsub('o', {o = '0'}), 'hell0 w0rld')
same(select(2, ('abc'):gsub('', '-')), 4)
same(('abc'):gsub('', '-'), '-a-b-c-')
same(('f(a(b)c)d'):match('%b()'), '(a(b)c)')
same(('THE (quick) fox'):find('%((%a+)%)'), 5)
same(('aXb'):gsub('%u', function(c) return c:lower() end), 'axb')
same(('[[x]]'):match('[^%[%]]+'), 'x')
same(('a.b'):find('.', 1, true), 2)
same(('a-b'):match('a%-b'), 'a-b')
same(('aaa'):match('^(a-)$'), 'aaa')
same(('xaax'):match('(a)%1'), 'a')
same(('THE END'):match('%f[%a]%a+$'), 'END')
same(('x'):rep(3), 'xxx')
local words = {}
for word in ('one two'):gmatch('%a+') do words[#words + 1] = word end
same(table.concat(words, '-'), 'one-two')
table.sort(words, function(a, b) return a > b end)
same(words[1], 'two')
local t = {}
for i = 1, 100 do t[i] = (i * 37) % 101 end
table.sort(t)
for i = 1, 100 do same(t[i], i) end
table.insert(t, 1, 0)
same(table.remove(t, 1), 0)
same(table.remove(t), 100)
same(pcall(error, 'x'), false)
same(select(2, pcall(error, 'x', 0)), 'x')
function process(block) end)");
    EXPECT_EQ(problemsOf(setup), "");
}

TEST_F(ScriptNodes, saysWhatIsWrongWithItsParameters) {
    stemwright::Setup setup = with(ports + "local f = number('freq', 'x')\nfunction process(block) end",
                                   {{{"frek", {}}, Datum("1")}});
    EXPECT_EQ(problemsOf(setup), "lua has no parameter \"frek\"; did you mean \"freq\"?\n");
    EXPECT_EQ(problemsOf({"lua"}), "no script is named; write script: NAME.lua\n");
    EXPECT_EQ(problemsOf({"lua", Datum::map({{"script", "/no/such.lua"}, {"x", "1"}})}),
              "/no/such.lua cannot be read; write the name of a Lua script\n");
}

}
}
