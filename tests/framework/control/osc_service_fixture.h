// A service of OSC without sockets, with a clock that the tests set.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/osc_service.h"
#include "tests/framework/control/fake_live_control.h"
#include <gmock/gmock.h>
#include <optional>

namespace stemwright::test {

inline OscPeer peer(int number) {
    OscPeer peer{};
    peer[0] = uint8_t(number), peer[1] = uint8_t(number >> 8);
    return peer;
}

inline OscMessage error(const std::string& what, const std::string& cure) {
    return {"/stemwright/error", {what, cure}};
}

inline testing::Matcher<OscMessage> saying(const std::string& what) {
    return testing::Field(&OscMessage::arguments, testing::Contains(OscArgument(what)));
}

struct OscServiceTest : testing::Test {
    // What the peer is answered.
    std::vector<OscMessage> send(const std::vector<OscMessage>& messages, int from = 0) {
        std::vector<std::vector<uint8_t>> encoded;
        for (const OscMessage& message : messages) encoded.push_back(encodeOsc(message));
        return sendBytes(encodeOscBundle(encoded), from);
    }
    std::vector<OscMessage> sendBytes(const std::vector<uint8_t>& packet, int from = 0) {
        service->handle(packet, peer(from), now);
        return take(from);
    }
    std::vector<OscMessage> tick(int to = 0) {
        now += std::chrono::milliseconds(100);
        service->tick(now);
        return take(to);
    }
    std::vector<OscMessage> take(int to) {
        std::vector<OscMessage> messages = sent[peer(to)];
        sent.clear();
        return messages;
    }
    void demand(const std::string& token) { service.emplace(mix, token, sender()); }
    OscService::Send sender() {
        return [this](const OscPeer& to, std::span<const uint8_t> packet) {
            EXPECT_LE(packet.size(), 1472u); // what one frame of Ethernet carries
            for (OscMessage& message : decodeOsc(packet)) sent[to].push_back(std::move(message));
        };
    }

    FakeLiveControl mix;
    std::map<OscPeer, std::vector<OscMessage>> sent;
    OscTime now = OscTime() + std::chrono::hours(1);
    std::optional<OscService> service{std::in_place, mix, "", sender()};
};

}
