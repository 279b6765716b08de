// What packets do to a mix, and what is answered.
// SPDX-License-Identifier: MIT
#include "tests/framework/control/osc_service_fixture.h"

namespace stemwright::test {
namespace {

using namespace std::chrono_literals;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using Messages = std::vector<OscMessage>;

TEST_F(OscServiceTest, movesANumberByItsAddress) {
    EXPECT_THAT(send({{"/vox/gain", {-3.f}}}), IsEmpty());
    EXPECT_EQ(mix.value("vox.gain"), -3);
    send({{"/vox/gain", {int32_t(-4)}}, {"/vox/pan", {0.25}}, {"/vox/eq/mud/freq", {int64_t(300)}}});
    EXPECT_EQ(mix.value("vox.gain"), -4);
    EXPECT_EQ(mix.value("vox.pan"), 0.25);
    EXPECT_EQ(mix.value("vox.eq.mud.freq"), 300);
    send({{"/vox/gain", {-std::numeric_limits<float>::infinity()}}});
    EXPECT_EQ(mix.value("vox.gain"), -unbounded);
}

TEST_F(OscServiceTest, readsQuantities) {
    send({{"/vox/gain", {std::string("-3 dB")}}, {"/vox/eq/mud/freq", {std::string("2 kHz")}}});
    EXPECT_EQ(mix.value("vox.gain"), -3);
    EXPECT_EQ(mix.value("vox.eq.mud.freq"), 2000);
    EXPECT_THAT(send({{"/vox/gain", {std::string("3 Hz")}}}),
                ElementsAre(error("/vox/gain: \"3 Hz\" has the wrong unit", "write -3 dB")));
}

TEST_F(OscServiceTest, tellsTheLimitToOneWhoMovesBeyondIt) {
    EXPECT_THAT(send({{"/vox/gain", {100.f}}}), ElementsAre(OscMessage{"/vox/gain", {24.f}}));
    EXPECT_EQ(mix.value("vox.gain"), 24);
}

TEST_F(OscServiceTest, answersOneWhoAsks) {
    send({{"/vox/gain", {-3.f}}});
    EXPECT_THAT(send({{"/vox/gain", {}}}), ElementsAre(OscMessage{"/vox/gain", {-3.f}}));
    EXPECT_THAT(send({{"/vox/gain", {-6.f}}, {"/vox/gain", {}}}),
                ElementsAre(OscMessage{"/vox/gain", {-6.f}}));
}

TEST_F(OscServiceTest, reachesAllThatAPatternMeans) {
    EXPECT_THAT(send({{"/vox/*", {}}}),
                ElementsAre(OscMessage{"/vox/gain", {0.f}}, OscMessage{"/vox/pan", {0.f}}));
    send({{"/*/{gain,pan}", {0.5f}}});
    EXPECT_EQ(mix.value("vox.gain"), 0.5);
    EXPECT_EQ(mix.value("vox.pan"), 0.5);
    EXPECT_EQ(mix.value("bass.duck.ratio"), 2);
    send({{"/stemwright/release", {std::string("vox.*")}}});
    EXPECT_EQ(mix.value("vox.gain"), 0);
    EXPECT_EQ(mix.value("vox.pan"), 0);
}

TEST_F(OscServiceTest, saysWhatIsWrongAndWhatToDo) {
    EXPECT_THAT(send({{"/vox/gian", {1.f}}}),
                ElementsAre(error("there is no /vox/gian", "did you mean \"/vox/gain\"?")));
    EXPECT_THAT(send({{"/stemwright/plya", {}}}),
                ElementsAre(error("there is no /stemwright/plya", "did you mean \"/stemwright/play\"?")));
    const OscMessage number = error("/vox/gain: takes one number", "send it as f, d, i, h or as a string");
    EXPECT_THAT(send({{"/vox/gain", {true}}}), ElementsAre(number));
    EXPECT_THAT(send({{"/vox/gain", {1.f, 2.f}}}), ElementsAre(number));
    EXPECT_THAT(send({{"/vox/gain", {std::nanf("")}}}),
                ElementsAre(error("/vox/gain: cannot be moved to nan", "send a finite number")));
    EXPECT_THAT(send({{"/stemwright/release", {}}}),
                ElementsAre(error("/stemwright/release: takes one address", "send it as a string")));
    EXPECT_THAT(sendBytes({1, 2, 3}),
                ElementsAre(error("this is no OSC packet: its length is no multiple of four bytes",
                                  "send messages and bundles as of OSC 1.0")));
}

TEST_F(OscServiceTest, movesTheTransport) {
    using State = LiveControl::Transport::State;
    send({{"/stemwright/stop", {}}});
    EXPECT_EQ(mix.transport().state, State::stopped);
    send({{"/stemwright/play", {1.f}}, {"/stemwright/stop", {0.f}}}); // a button that is let go
    EXPECT_EQ(mix.transport().state, State::playing);
    send({{"/stemwright/locate", {12.5f}}, {"/stemwright/repeat", {int32_t(1)}}});
    EXPECT_EQ(mix.transport().position, 12.5);
    EXPECT_EQ(mix.transport().atEnd, LiveControl::Transport::AtEnd::repeat);
    send({{"/stemwright/locate", {std::string("0:32")}}, {"/stemwright/repeat", {int32_t(0)}}});
    EXPECT_EQ(mix.transport().position, 32);
    EXPECT_EQ(mix.transport().atEnd, LiveControl::Transport::AtEnd::stop);
    EXPECT_THAT(send({{"/stemwright/locate", {1000.f}}}),
                ElementsAre(OscMessage{"/stemwright/position", {90., 46, 1.}}));
    send({{"/stemwright/locate", {std::string("17|3")}}}); // at 120 bpm, four to a bar
    EXPECT_EQ(mix.transport().position, 33);
    EXPECT_THAT(send({{"/stemwright/locate", {std::string("0|1")}}}),
                ElementsAre(testing::Field(&OscMessage::address, "/stemwright/error")));
    EXPECT_THAT(send({{"/stemwright/locate", {std::nanf("")}}}),
                ElementsAre(error("/stemwright/locate: nan s is no place in this song",
                                  "name one between 0 s and 90 s")));
}

TEST_F(OscServiceTest, learnsNumbersAndTheTransport) {
    for (const char* target : {"/vox/gain", "vox.gain", "play", "/stop"}) {
        EXPECT_THAT(send({{"/stemwright/learn", {std::string(target)}}}), IsEmpty());
        std::string name = target;
        std::replace(name.begin(), name.end(), '/', '.');
        EXPECT_EQ(mix.learned, name.substr(name[0] == '.'));
    }
    EXPECT_THAT(send({{"/stemwright/learn", {std::string("vox.gian")}}}),
                ElementsAre(error("there is no /vox/gian", "did you mean \"/vox/gain\"?")));
    EXPECT_THAT(send({{"/stemwright/learn", {}}}),
                ElementsAre(error("/stemwright/learn: takes one address", "send it as a string")));
}

TEST_F(OscServiceTest, listsParametersWithAllThatOneNeeds) {
    Messages all = send({{"/stemwright/parameters", {}}});
    ASSERT_THAT(all, SizeIs(5));
    EXPECT_EQ(all[2], (OscMessage{"/stemwright/parameter",
                                  {std::string("/vox/gain"), 0., -unbounded, 24., std::string("dB"),
                                   std::string("fader"), std::string("text")}}));
    EXPECT_EQ(all[4], (OscMessage{"/stemwright/listed", {0, 4, 4}}));
    EXPECT_THAT(send({{"/stemwright/parameters", {std::string("/vox")}}}), SizeIs(4)); // all of the strip
    EXPECT_THAT(send({{"/stemwright/parameters", {std::string("vox.*")}}}), SizeIs(4));
    EXPECT_THAT(send({{"/stemwright/parameters", {std::string("/vox/eq")}}}), SizeIs(2));
    EXPECT_THAT(send({{"/stemwright/parameters", {std::string("/vo")}}}),
                ElementsAre(saying("there is no /vo")));
}

TEST_F(OscServiceTest, listsLongListsByThePage) {
    for (int i = 1000; i < 1300; ++i) mix.add("w" + std::to_string(i) + ".gain", "fader", {});
    Messages first = send({{"/stemwright/parameters", {std::string("/w*")}}});
    ASSERT_THAT(first, SizeIs(201));
    EXPECT_EQ(first.back(), (OscMessage{"/stemwright/listed", {0, 200, 300}}));
    Messages second = send({{"/stemwright/parameters", {std::string("/w*"), int32_t(200)}}});
    ASSERT_THAT(second, SizeIs(101));
    EXPECT_EQ(second[0].arguments[0], OscArgument(std::string("/w1200/gain")));
    EXPECT_EQ(second.back(), (OscMessage{"/stemwright/listed", {200, 100, 300}}));
}

TEST_F(OscServiceTest, tellsItsStatus) {
    EXPECT_THAT(send({{"/stemwright/status", {}}}),
                ElementsAre(OscMessage{"/stemwright/status",
                                       {std::string("playing"), std::string("stop"), 0., 90., 48000., 0.25,
                                        0.5, int64_t(3), int64_t(1)}}));
}

TEST_F(OscServiceTest, tellsWhenAllBeforeWasFollowedAndHowMuchOfItRefused) {
    EXPECT_THAT(send({{"/stemwright/sync", {int32_t(7)}}}),
                ElementsAre(OscMessage{"/stemwright/synced", {7, 0}}));
    EXPECT_THAT(send({{"/vox/gian", {}}, {"/vox/pna", {}}, {"/stemwright/sync", {int32_t(8)}}}),
                Contains(OscMessage{"/stemwright/synced", {8, 2}}));
}

TEST_F(OscServiceTest, tellsSubscribersWhatOthersDo) {
    EXPECT_THAT(tick(), IsEmpty());
    EXPECT_THAT(send({{"/stemwright/subscribe", {}}}), IsEmpty());
    const OscMessage meter{"/stemwright/meter/mix", {0.f, 20 * std::log10(0.5f)}},
        bus{"/stemwright/meter/buses/drums", {20 * std::log10(0.5f)}},
        position{"/stemwright/position", {0., 1, 1.}};
    EXPECT_THAT(tick(), ElementsAre(meter, bus, position));
    send({{"/vox/gain", {-3.f}}}, 1);
    EXPECT_THAT(tick(), ElementsAre(OscMessage{"/vox/gain", {-3.f}}, meter, bus, position));
    send({{"/vox/gain", {-4.f}}}); // its own move is no news
    EXPECT_THAT(tick(), ElementsAre(meter, bus, position));
    send({{"/vox/gain", {-5.f}}});
    send({{"/vox/gain", {-6.f}}}, 1); // unless somebody else moved on
    EXPECT_THAT(tick(), ElementsAre(OscMessage{"/vox/gain", {-6.f}}, meter, bus, position));
    mix.add("z.gain", "of a strip that an edit brought", {});
    EXPECT_THAT(tick(), ElementsAre(OscMessage{"/z/gain", {0.f}}, meter, bus, position));
}

TEST_F(OscServiceTest, endsASubscriptionThatIsNotRenewed) {
    send({{"/stemwright/subscribe", {}}});
    now += 50s;
    EXPECT_THAT(tick(), SizeIs(3));
    send({{"/stemwright/subscribe", {}}});
    now += 50s;
    EXPECT_THAT(tick(), SizeIs(3));
    now += 10s;
    EXPECT_THAT(tick(), IsEmpty());
}

TEST_F(OscServiceTest, doesNotAnswerAnotherServer) {
    Messages said = send({{"/vox/gian", {}},
                          {"/stemwright/parameters", {}},
                          {"/stemwright/status", {}},
                          {"/stemwright/sync", {int32_t(1)}},
                          {"/stemwright/locate", {1000.f}},
                          {"/vox/gain", {}}});
    said.push_back({"/stemwright/meter/mix", {0.f}});
    ASSERT_THAT(said, SizeIs(11));
    EXPECT_THAT(send(said), IsEmpty());
}

}
}
