// A model that is not done in time, one that fails, and one that never comes back: the graph plays on.
// SPDX-License-Identifier: MIT
#include "tests/framework/neural/fake_model.h"
#include "tests/nodes/lone_node.h"
#include <gmock/gmock.h>
#include <thread>

namespace stemwright {
namespace {

constexpr int block = 512;

// What all instances of the model share: whether it may go on, what it does, and how far it is.
struct Puppet {
    Gate gate;
    std::atomic<int> begun = 0, computed = 0;
    std::atomic<float> gain = -1;
    std::atomic<bool> throws = false;
};
Puppet puppet;

std::string puppetType(bool immediate = false) {
    std::string name = immediate ? "test_model_immediate_puppet" : "test_model_puppet";
    if (!Registry::instance().find(name)) {
        ModelFacts facts = plainFacts(block);
        facts.immediate = immediate;
        registerModel(name, std::make_shared<FakeModel>(facts, [] {
                          return std::make_unique<FakeFunction>([](auto inputs, auto outputs, int frames) {
                              ++puppet.begun;
                              puppet.gate.pass();
                              for (int i = 0; i < frames; ++i) outputs[0][i] = puppet.gain * inputs[0][i];
                              ++puppet.computed;
                              if (puppet.throws) throw Error("the model tripped", "mend it");
                          });
                      }));
    }
    return name;
}

class LateModels : public testing::Test {
  protected:
    LateModels() {
        puppet.gate.open();
        puppet.begun = puppet.computed = 0, puppet.gain = -1, puppet.throws = false;
    }
    ~LateModels() override { puppet.gate.open(); }

    void make(std::vector<std::pair<std::string, std::string>> more = {}, bool immediate = false) {
        Datum arguments = Datum::map({{"model", "fake.ts"}});
        for (auto& [key, value] : more) arguments.entries.push_back({{key, {}}, Datum(value)});
        ReadAhead::Using live(ahead_);
        node_ = std::make_unique<LoneNode>(stemwright::Setup{puppetType(immediate), arguments});
    }
    // While everything is in time, as a patient engine has it.
    void playInTime(const std::vector<float>& x) {
        puppet.gate.open();
        ahead_.patience(ReadAhead::Patience::waits);
        play(x);
        while (puppet.computed < heard_ / block - leftOut_) std::this_thread::yield();
    }
    // While not a single block gets done.
    void playLate(const std::vector<float>& x) {
        puppet.gate.close();
        ahead_.patience(ReadAhead::Patience::never);
        play(x);
    }
    void play(const std::vector<float>& x) {
        Sound y = node_->run({{x}});
        heard_ += int(x.size());
        x_.insert(x_.end(), x.begin(), x.end());
        y_.insert(y_.end(), y[0].begin(), y[0].end());
    }
    int late() { return node_->node().latency(); }
    const ModelNode& node() { return dynamic_cast<const ModelNode&>(node_->node()); }
    // The share of the model in what is heard of a frame of the song, where the model only turns the sign.
    float share(int song) { return (1 - y_[size_t(song + late())] / x_[size_t(song)]) / 2; }
    float steepest() { // once there is sound
        float found = 0;
        for (size_t i = size_t(late()) + 1; i < y_.size(); ++i)
            found = std::max(found, std::abs(y_[i] - y_[i - 1]));
        return found;
    }
    // Blocks whose middle the model has no part in.
    int blocksWithout() {
        int count = 0;
        for (int song = block / 2; song + late() < int(y_.size()); song += block) count += share(song) == 0;
        return count;
    }

    ReadAhead ahead_;
    std::unique_ptr<LoneNode> node_;
    std::vector<float> x_, y_;
    int heard_ = 0, leftOut_ = 0;
};

std::vector<float> ones(int frames) { return std::vector<float>(size_t(frames), 1); }

TEST_F(LateModels, fadeToTheAlignedInputAndBack) {
    make({{"rest_after", "1000"}});
    playInTime(ones(8192));
    playLate(ones(8192));
    leftOut_ = 1000; // whatever was left out: nobody waits for that
    playInTime(ones(16384));
    int without = blocksWithout();
    EXPECT_GT(without, 10);
    EXPECT_EQ(node().pace().report().missed, without) << "every miss is counted, and nothing else";
    EXPECT_LE(steepest(), 2.f / 64 + 1e-6f) << "from -1 to 1 in 64 frames";
    EXPECT_EQ(share(8192 / block * block - 1), 0.f) << "a block must be there before its first frame";
    EXPECT_EQ(share(8192 - 65), 1.f);
    for (int song = int(x_.size()) - late() - 4096; song + late() < int(y_.size()); ++song)
        ASSERT_EQ(share(song), 1.f) << song;
}

TEST_F(LateModels, keepTheirLatency) {
    puppet.gain = 1; // then what takes its place is the same, if it is as late
    make();
    std::vector<float> x = noise(8192);
    playInTime(x);
    playLate(x);
    leftOut_ = 1000;
    playInTime(x);
    for (size_t i = 0; i + size_t(late()) < y_.size(); ++i)
        ASSERT_NEAR(y_[i + size_t(late())], x_[i], 1e-6) << i;
}

TEST_F(LateModels, areSilentWhereTheDocumentSaysSo) {
    make({{"late", "silence"}});
    playInTime(ones(4096));
    playLate(ones(8192));
    EXPECT_EQ(y_.back(), 0.f);
    EXPECT_LE(steepest(), 1.f / 64 + 1e-6f);
}

TEST_F(LateModels, restForTwoSecondsAndComeBackForGood) {
    make({{"rest_after", "4"}});
    playInTime(ones(4096));
    playLate(ones(block * 64));
    int stopped = puppet.computed;
    puppet.gate.open();
    play(ones(48000)); // nobody waits, and the model could go on
    EXPECT_LE(puppet.computed - stopped, 16) << "only what was under way";
    EXPECT_EQ(y_.back(), 1.f);
    leftOut_ = 1000;
    playInTime(ones(96000));
    EXPECT_EQ(y_.back(), -1.f);
    EXPECT_EQ(node().pace().report().missed, blocksWithout() - 4)
        << "four in time are asked for before it is heard";
    EXPECT_LE(steepest(), 2.f / 64 + 1e-6f);
}

TEST_F(LateModels, thatFailFadeToTheInputAndSayWhyOnce) {
    for (bool immediate : {false, true}) {
        puppet.gain = -1, puppet.throws = false;
        x_.clear(), y_.clear();
        make({}, immediate);
        playInTime(ones(4096));
        if (immediate)
            puppet.gain = NAN;
        else
            puppet.throws = true;
        play(ones(4096));
        EXPECT_EQ(y_.back(), 1.f);
        EXPECT_LE(steepest(), 2.f / 64 + 1e-6f);
        auto fault = node().takeFault();
        ASSERT_TRUE(fault);
        EXPECT_THAT(fault->cause, testing::HasSubstr(immediate ? "not finite" : "tripped"));
        EXPECT_FALSE(node().takeFault());
        EXPECT_EQ(node().pace().report().missed, 0);
        puppet.gain = -1, puppet.throws = false;
        node_->batch().reset(0);
        play(ones(8192));
        EXPECT_EQ(y_.back(), -1.f) << "a reset is another chance";
        heard_ = 0, puppet.computed = 0;
    }
}

TEST_F(LateModels, thatNeverComeBackAreLeftBehind) {
    make({{"rest_after", "1000"}});
    playLate(ones(8192));
    EXPECT_EQ(y_.back(), 1.f);
    while (puppet.begun == 0) std::this_thread::yield();
    node_.reset(); // comes back although the thread does not
    EXPECT_EQ(puppet.computed, 0);
    puppet.gate.open();
    while (puppet.computed == 0) std::this_thread::yield();
}

}
}
