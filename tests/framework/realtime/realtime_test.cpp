// What the audio thread does under the eyes of LLVM's RealtimeSanitizer, which ends a program that takes
// memory, locks or waits where it must not.
// SPDX-License-Identifier: MIT
#include "framework/control/live_desk.h"
#include "tests/framework/control/hands.h"
#include "tests/framework/engine/random_console.h"
#include "tests/framework/lua/idling.h"
#include "tests/framework/realtime/watched.h"
#include <thread>

namespace stemwright {
namespace {

class RealTime : public testing::Test {
  protected:
    RealTime() { __rtsan_init(); }

    void play(Playout& playout, int blocks, int frames = 128) {
        rows_.resize(size_t(playout.current().channels()), std::vector<float>(1024));
        to_.clear();
        for (auto& row : rows_) to_.push_back(row.data());
        Watched watched;
        for (int block = 0; block < blocks; ++block) playout.play(to_.data(), int(to_.size()), frames);
    }

    void reload(int edits, int threads); // under moves

  private:
    std::vector<std::vector<float>> rows_;
    std::vector<float*> to_;
};
using RealTimeDeathTest = RealTime;

TEST_F(RealTimeDeathTest, isWatched) {
    auto offend = [] {
        Watched watched;
        auto* volatile memory = new int;
        delete memory;
    };
    EXPECT_DEATH(offend(), "unsafe function `malloc`");
}

TEST_F(RealTime, holdsForEveryNode) {
    for (const Type* type : realTypes())
        for (const Picker& pick : everyWord(*type, {})) {
            auto own = sensibleArguments(*type, pick);
            if (!own || type == &fakeModelType()) continue; // which is not in the registry
            Graph g;
            g.add("in", "noise");
            g.add("node", type->name, *own);
            auto node = type->describe();
            if (!node->inputs().empty() || !node->inputArrays().empty()) g.connect("in", "node");
            g.output("mix", node->outputs().empty() ? "in" : "node");
            SCOPED_TRACE(type->name);
            Hands hands;
            std::mt19937 random(7);
            Playout playout(hands.started(std::move(g)), Playout::AtEnd::stop);
            for (int part = 0; part < 20; ++part) {
                for (int move = 0; move < 5 && !hands.faders->empty(); ++move)
                    playout.ask(hands.random(random));
                play(playout, 8);
            }
        }
}

TEST_F(RealTime, holdsForModelsInTimeOrNotAndThroughEdits) {
    for (bool immediate : {false, true})
        for (double rate : {0., 44100.}) {
            std::string name = "test_watched_model" + std::to_string(immediate) + std::to_string(int(rate));
            ModelFacts facts = plainFacts(50, rate);
            facts.immediate = immediate;
            registerModel(name, fakeFilter(facts, 3, 0.5f));
            auto graph = [&] {
                Graph g;
                g.add("in", "noise");
                g.add("model", name, Datum::map({{"model", "fake.ts"}, {"rest_after", "2"}}));
                g.connect("in", "model");
                g.output("mix", "model");
                return g;
            };
            Hands hands;
            std::mt19937 random(7);
            Playout playout(hands.started(graph()), Playout::AtEnd::stop);
            // Less than a quarter of a second: a device that is so fast would soon be waited for.
            for (int edit = 0; edit < 8; ++edit) {
                for (int move = 0; move < 5; ++move) playout.ask(hands.random(random));
                play(playout, 10);
                if (playout.settled()) playout.change(hands.following(graph(), playout));
                playout.retired();
            }
        }
}

TEST_F(RealTime, holdsForScriptsThatIdleAsideAndThroughEdits) {
    Idling idling;
    Hands hands;
    std::mt19937 random(7);
    Playout playout(hands.started(idling.graph(0)), Playout::AtEnd::stop);
    for (int edit = 1; edit < 20; ++edit) {
        for (int part = 0; part < 10; ++part) {
            for (int move = 0; move < 5; ++move) playout.ask(hands.random(random));
            play(playout,
                 20); // more than a period, so that each finds what the thread has answered meanwhile
            std::this_thread::sleep_for(std::chrono::milliseconds(6));
        }
        if (edit % 4 == 0)
            playout.jumpTo(hands.started(idling.graph(edit)));
        else
            playout.change(hands.following(idling.graph(edit), playout));
        for (int part = 0; part < 4 || !playout.settled(); ++part) play(playout, 4);
        playout.retired();
    }
}

TEST_F(RealTime, holdsInStormsOfParameters) {
    for (uint32_t seed = 0; seed < 10; ++seed) {
        Hands hands;
        bool shared = seed >= 8; // in two and in three threads
        if (shared) hands.helped = Helped(int(seed) - 6);
        std::mt19937 random(seed);
        Graph graph = seed % 2 ? randomMix(100, seed + 10).graph() : randomConsole(40, seed).graph();
        Playout playout(hands.started(std::move(graph)), Playout::AtEnd::stop);
        for (int part = 0; part < (shared ? 20 : 100); ++part) {
            for (int move = 0; move < 100; ++move) playout.ask(hands.random(random));
            play(playout, 3, 1 + int(random() % 1000));
        }
    }
}

void RealTime::reload(int edits, int threads) {
    Hands hands;
    hands.helped = Helped(threads);
    std::mt19937 random(3);
    auto graph = [](uint32_t edit) { return randomMix(60, 70 + edit % 5).graph(); };
    Playout playout(hands.started(graph(0)), Playout::AtEnd::stop);
    int channels = playout.current().channels(), taken = 0;
    for (uint32_t edit = 1; taken < edits; ++edit) {
        auto next = hands.following(graph(edit), playout);
        if (next->channels() != channels) continue;
        playout.change(std::move(next));
        for (int part = 0; part < 4 || !playout.settled(); ++part) {
            for (int move = 0; move < 5; ++move) playout.ask(hands.random(random));
            play(playout, 4);
        }
        playout.retired();
        ++taken;
    }
}

TEST_F(RealTime, holdsAtTwoHundredReloads) { reload(200, 1); }

TEST_F(RealTime, holdsAtReloadsOfMixesThatThreadsShare) { reload(20, 2); }

TEST_F(RealTime, holdsWhileServersAskForEverything) {
    Hands hands;
    Graph graph = randomConsole(20, 4).graph();
    Playout playout(hands.started(std::move(graph)), Playout::AtEnd::stop);
    LiveDesk desk(playout);
    desk.show(hands.faders, hands.numbers, playout.current().plan(), "");
    std::atomic<bool> over = false;
    std::vector<std::thread> threads;
    for (uint32_t t = 0; t < 3; ++t)
        threads.emplace_back([&, t] {
            for (std::mt19937 random(t); !over; std::this_thread::yield()) {
                const Fader& fader = (*hands.faders)[random() % hands.faders->size()];
                desk.move(fader.address, fader.range.init);
                desk.release(fader.address);
                desk.parameters();
                random() % 2 ? desk.stop() : desk.play();
            }
        });
    for (int part = 0; part < 200; ++part) {
        play(playout, 10);
        desk.take(*hands.reports);
    }
    over = true;
    for (std::thread& thread : threads) thread.join();
}

}
}
