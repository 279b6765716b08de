// What a script does while it idles reaches its sound at frames that are known, or, live, once it is ready.
// SPDX-License-Identifier: MIT
#include "framework/lua/script_node.h"
#include "tests/nodes/lone_node.h"
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <thread>
#include <unistd.h>

namespace stemwright {
namespace {

class IdleScripts : public testing::Test {
  protected:
    ~IdleScripts() override { std::filesystem::remove(path_); }
    stemwright::Setup with(const std::string& idle) {
        std::ofstream(path_) << "local input = audio_in('in', 'x') local output = audio_out('out', 'x')\n"
                                "local asked, answered = idle_in(1), idle_out(1)\n" +
                                    idle +
                                    "\nfunction process(block) asked[1] = asked[1] + 1\n"
                                    "for i = 1, block.frames do output[1][i] = answered[1] end end";
        return {"lua", Datum::map({{"script", path_}}), {1}};
    }
    static Sound silence(int frames) { return {std::vector<float>(size_t(frames))}; }
    std::string path_ = testing::TempDir() + "stemwright-idle-" + std::to_string(getpid()) + ".lua";
    const int period_ = IdleScript::period;
};

TEST_F(IdleScripts, answerOnePeriodLater) {
    LoneNode node(with("function idle() answered[1] = 100 + asked[1] end"));
    std::vector<float> y = node.run({silence(3 * period_)})[0];
    for (int i = 0; i < 3 * period_; ++i) {
        int asked = std::max(0, i / period_ - 1) * period_ / controlStep;
        ASSERT_EQ(y[size_t(i)], float(i < period_ ? 0 : 100 + asked)) << i;
    }
    EXPECT_FALSE(node.node().timeInvariant());
}

TEST_F(IdleScripts, keepTheirOwnVariablesUntilAReset) {
    LoneNode node(with("local calls = 0 function reset() calls = 0 end\n"
                       "function idle() calls = calls + 1 answered[1] = calls end"));
    Sound first = node.run({silence(4 * period_)});
    EXPECT_EQ(first[0].back(), 3);
    node.batch().reset(0);
    EXPECT_EQ(node.run({silence(4 * period_)}), first);
}

TEST_F(IdleScripts, mayMakeTablesForEver) {
    LoneNode node(
        with("function idle() local t = {} for i = 1, 1000 do t[i] = {i} end answered[1] = #t end"));
    EXPECT_EQ(node.run({silence(200 * period_)})[0].back(), 1000);
}

TEST_F(IdleScripts, endTheNodeWithTheirErrors) {
    LoneNode node(with("function idle() if asked[1] > 100 then error('too slow') end end"));
    node.run({silence(4 * period_)});
    auto fault = dynamic_cast<const ScriptNode&>(node.node()).takeFault();
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->place.line, 3);
    EXPECT_THAT(fault->cause, testing::HasSubstr("too slow"));
}

TEST_F(IdleScripts, thatFailAtOnceAreMistakesInTheMix) {
    EXPECT_THROW(LoneNode(with("function idle() error('no') end")), Error);
    EXPECT_THROW(LoneNode(with("function idle() while true do end end")), Error);
    EXPECT_THROW(LoneNode(with("local much = idle_in(20000)")), std::exception);
}

// Nobody waits for the thread, so the answer comes sooner or later, and then stays.
TEST_F(IdleScripts, workAsideWhereTheyAreAskedTo) {
    stemwright::Setup setup = with("function idle() answered[1] = asked[1] > 0 and 5 or 0 end");
    const Type& type = *Registry::instance().find("lua");
    Timeline timeline;
    std::vector<Problem> problems;
    auto node = type.make({setup.arguments, timeline, "", 1, problems});
    ASSERT_TRUE(problems.empty());
    dynamic_cast<ScriptNode&>(*node).idles(IdleScript::Idling::aside);
    std::vector<int> channels{1};
    node->arrange(channels);
    node->prepare();
    auto batch = type.batch(*node, 1);
    std::vector<float> x(quantum), y(quantum);
    const float* in[] = {x.data()};
    float* out[] = {y.data()};
    int64_t frame = 0;
    for (int turn = 0; turn < 5000 && y[0] == 0; ++turn) {
        for (int q = 0; q < period_ / quantum; ++q, frame += quantum)
            batch->process({frame, quantum, in, out, nullptr, nullptr});
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    EXPECT_EQ(y[0], 5);
}

}
}
