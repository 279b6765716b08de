// Scripts that build mixes, as a program with a renderer of its own runs them.
// SPDX-License-Identifier: MIT
#include "framework/document/mix.h"
#include "framework/script/document_scripts.h"
#include "framework/script/mix_script.h"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>

namespace stemwright::test {
namespace {

namespace fs = std::filesystem;

struct Renderer : ScriptHost {
    std::vector<Rendering> asked;
    bool isInterrupted = false;

    Outcome render(const Document& document, const Rendering& rendering) override {
        asked.push_back(rendering);
        makeMix(document);
        Outcome outcome;
        outcome.outputs.push_back({"mix", rendering.target, {}});
        outcome.broken.push_back({{}, "too loud", ""});
        return outcome;
    }
    bool interrupted() const override { return isInterrupted; }
};

struct Scripts : testing::Test {
    fs::path folder;
    Renderer renderer;
    Scripts() {
        std::string name = (fs::temp_directory_path() / "stemwright-XXXXXX").string();
        folder = mkdtemp(name.data());
    }
    ~Scripts() override { fs::remove_all(folder); }

    void run(const std::string& text) {
        std::ofstream(folder / "s.lua") << text;
        MixScript(renderer).run((folder / "s.lua").string(), {});
    }
};

TEST_F(Scripts, renderThroughWhoeverRunsThem) {
    run("local mix = stemwright.new{length = 1}\n"
        "mix.tracks.tone = {source = stemwright.sine{}}\n"
        "local outputs, broken = mix:render('a.wav', {from = 2, depth = 16, only = {'tone'}})\n"
        "assert(outputs.mix.file == 'a.wav' and outputs.mix.loudness == 0)\n"
        "assert(broken[1] == 'too loud' and #broken == 1)\n");
    ASSERT_EQ(renderer.asked.size(), 1u);
    EXPECT_EQ(renderer.asked[0].options,
              (std::map<std::string, std::string>{{"from", "2"}, {"depth", "16"}}));
    EXPECT_EQ(renderer.asked[0].tracks.at("only"), std::vector<std::string>{"tone"});
}

// Every line is a promise of its own.
TEST_F(Scripts, readNumbersInTheUnitOfWhatTheyAre) {
    run("local mix = stemwright.new{length = 1}\n"
        "mix.tracks.tone = {source = stemwright.sine{freq = '2 kHz'}, chain = {stemwright.compressor{attack "
        "= '5 ms'}}}\n"
        "assert(mix.tone.source.freq == 2000)\n"
        "assert(mix.tone.compressor.attack == 5)\n"
        "assert(mix.tone.compressor.mix == nil)\n"
        "assert(mix.tone.mute == false)\n"
        "mix.tone.mute = true; assert(mix.tone.mute == true)\n"
        "mix.tone.gain = '-inf dB'; assert(mix.tone.gain == -math.huge)\n"
        "mix.tone.gain = {is = -3, because = 'so'}; assert(mix.tone.gain == -3)\n"
        "mix.session.tempo = '96 bpm'; assert(mix.session.tempo == '96 bpm' or mix.session.tempo == 96)\n"
        "assert(mix.tone.name == 'tone' and tostring(mix.tone.compressor) == 'tone.compressor')\n"
        "assert(mix.tone == mix.tracks.tone)\n"
        "assert(mix.tone.compressor.type == 'compressor')\n");
}

TEST_F(Scripts, keepAutomationToAsFewPointsAsTheCurveNeeds) {
    run("local line = stemwright.automation(function(t) return 2 * t - 6 end, {to = 10, step = 0.01})\n"
        "assert(#line.points == 2 and line.points[2][2] == 14)\n"
        "local f = function(t) return 3 * math.sin(t) end\n"
        "local points = stemwright.automation(f, {to = 20, step = 0.01, tolerance = 0.1}).points\n"
        "assert(#points < 60, #points)\n"
        "local i = 1\n"
        "for t = 0, 19.99, 0.01 do\n" // what runs straight between the points is nowhere further than that
        "  local function at(k) return tonumber(points[k][1]:match('%S+')) end\n"
        "  while at(i + 1) < t do i = i + 1 end\n"
        "  local part = (t - at(i)) / (at(i + 1) - at(i))\n"
        "  local value = points[i][2] + part * (points[i + 1][2] - points[i][2])\n"
        "  assert(math.abs(value - f(t)) < 0.1001, t)\n"
        "end\n"
        "local silent = stemwright.automation(function(t) return t < 5 and -math.huge or -6 end, {to = "
        "10}).points\n"
        "assert(#silent == 4 and silent[1][2] == -math.huge and silent[3][2] == -6)\n");
}

TEST_F(Scripts, refuseSuggestionsBackToWhatLiesBelowThem) {
    std::ofstream(folder / "base.yaml")
        << "stemwright: 1\ntracks: {a: {source: {sine: {}}, gain: -5 dB, pan: 0.1}}\n";
    std::ofstream(folder / "suggested.yaml") << "stemwright: 1\nextends: base.yaml\n"
                                                "tracks: {a: {gain: {is: -2 dB, because: louder}, pan: {is: "
                                                "0.5, because: wider}, trim: {is: 1 dB, because: x},"
                                                " chain: [{compressor: {ratio: 3}, because: uneven}]}}\n";
    std::ofstream(folder / "mix.yaml") << "stemwright: 1\nextends: suggested.yaml\n";
    run("local mix = stemwright.load('" + (folder / "mix.yaml").string() + "')\n" + R"(
        local seen = {}
        for s in mix:suggestions() do
            seen[#seen + 1] = s.address
            if s.word == "pan" then s:accept() elseif s.word == "trim" then s:change(2, "more") else s:refuse() end
        end
        assert(table.concat(seen, " ") == "a.gain a.pan a.trim a.compressor" or error(table.concat(seen, " ")))
        assert(mix.a.gain == -5 and mix.a.pan == 0.5 and mix.a.trim == 2)
        assert(not mix.a:has("compressor"))
        for s in mix:suggestions{word = "pan"} do assert(s.decided) end
        mix.session.length = 1
        mix:save())");
    Document document = loadDocument((folder / "mix.yaml").string());
    EXPECT_THAT(document.warnings, testing::IsEmpty());
}

TEST_F(Scripts, ofDocumentsAreAmongTheFilesThatAreRead) {
    runScriptsWith(runDocumentScript);
    std::vector<std::string> read;
    Document document = loadDocument("a/mix.yaml", [&](const std::string& path, std::vector<Problem>&) {
        read.push_back(path);
        return std::optional<std::string>(path == "a/mix.yaml"
                                              ? "stemwright: 1\nscript: s.lua\ntracks: {}\n"
                                              : "mix.tracks.t = {source = stemwright.sine{}}\n");
    });
    EXPECT_THAT(read, testing::ElementsAre("a/mix.yaml", "a/s.lua"));
    EXPECT_TRUE(document.problems.empty());
    EXPECT_TRUE(document.whole.find("tracks")->find("t"));
}

}
}
