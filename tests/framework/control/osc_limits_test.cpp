// How much a sender may ask for, and what those get who do not know the token.
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
struct OscLimits : OscServiceTest {};

TEST_F(OscLimits, boundsTheNumberOfSubscribersAndPeers) {
    for (int i = 0; i < 16; ++i) EXPECT_THAT(send({{"/stemwright/subscribe", {}}}, i), IsEmpty());
    EXPECT_THAT(send({{"/stemwright/subscribe", {}}}, 16),
                ElementsAre(error("16 others subscribe already", "wait a minute, or end one of them")));
    EXPECT_THAT(send({{"/stemwright/subscribe", {}}}, 3), IsEmpty());  // renewing is always possible
    for (int i = 100; i < 1000; ++i) send({{"/vox/gain", {-3.f}}}, i); // a crowd drives no subscriber out
    EXPECT_THAT(tick(15), SizeIs(4));
}

TEST_F(OscLimits, remembersNoMorePeersThanItMust) {
    OscPeers peers;
    for (int i = 0; i < 1000; ++i) peers.admit(peer(i), now + std::chrono::milliseconds(i));
    EXPECT_EQ(peers.size(), OscPeers::most);
    EXPECT_EQ(peers.find(peer(935), now + 1s), nullptr);
    EXPECT_NE(peers.find(peer(936), now + 1s), nullptr);
    peers.forget(now + 1s + OscPeers::life);
    EXPECT_EQ(peers.size(), 0u);
}

TEST_F(OscLimits, complainsTwentyTimesASecondToOnePeer) {
    size_t told = 0;
    for (int i = 0; i < 500; ++i) told += send({{"/vox/gian", {1.f}}}).size();
    EXPECT_EQ(told, 20u);
    now += 1s;
    EXPECT_THAT(send({{"/vox/gian", {1.f}}}), SizeIs(1));
    for (int i = 1; i < 500; ++i) told += send({{"/vox/gian", {1.f}}}, i).size();
    EXPECT_EQ(told, 20u + 99); // and no more than a hundred times to all of them
}

TEST_F(OscLimits, doesNothingForOneWhoDoesNotKnowTheToken) {
    demand("cherry");
    const OscMessage refused =
        error("who sends is not known", "send the session's token first, with /stemwright/token");
    EXPECT_THAT(send({{"/vox/gain", {-3.f}}}), ElementsAre(refused));
    EXPECT_THAT(send({{"/stemwright/token", {std::string("cherr")}}}), ElementsAre(refused));
    EXPECT_THAT(send({{"/stemwright/token", {int32_t(1)}}}), ElementsAre(refused));
    EXPECT_THAT(send({{"/stemwright/subscribe", {}}}), ElementsAre(refused));
    EXPECT_THAT(tick(), IsEmpty());
    EXPECT_EQ(mix.value("vox.gain"), 0);
}

TEST_F(OscLimits, remembersWhoSaidTheTokenForTenMinutes) {
    demand("cherry");
    EXPECT_THAT(send({{"/stemwright/token", {std::string("cherry")}}, {"/vox/gain", {-3.f}}}), IsEmpty());
    EXPECT_EQ(mix.value("vox.gain"), -3);
    for (int minute = 0; minute < 20; ++minute) {
        now += 1min;
        tick();
        send({{"/vox/gain", {float(-minute)}}});
        EXPECT_EQ(mix.value("vox.gain"), -minute);
    }
    EXPECT_THAT(send({{"/vox/gain", {-3.f}}}, 1), SizeIs(1)); // others are others
    now += 10min;
    EXPECT_THAT(send({{"/vox/gain", {6.f}}}), SizeIs(1));
    EXPECT_EQ(mix.value("vox.gain"), -19);
}

TEST_F(OscLimits, needsNoTokenWhereNoneIsSet) {
    EXPECT_THAT(send({{"/stemwright/token", {std::string("any")}}, {"/vox/gain", {-3.f}}}), IsEmpty());
    EXPECT_EQ(mix.value("vox.gain"), -3);
}

TEST_F(OscLimits, boundsTheWorkOfOnePacket) {
    for (int i = 1000; i < 1300; ++i) mix.add("w" + std::to_string(i) + ".gain", "fader", {});
    Messages patterns(100, {"/vox/*", {}});
    EXPECT_THAT(send(patterns), Contains(error("a packet has more than 64 patterns", "send several")));
    Messages lists(60, {"/stemwright/parameters", {}});
    now += 1s;
    Messages answers = send(lists);
    EXPECT_THAT(answers, Contains(error("a packet asks for too much", "ask for less at once")));
    EXPECT_LT(answers.size(), 6000u);
    now += 1s;
    EXPECT_THAT(send({{"/" + std::string(60000, '*'), {}}}),
                ElementsAre(saying("there is no /" + std::string(56, '*') + "...")));
}

}
}
