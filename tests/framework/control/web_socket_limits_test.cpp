// What a client of a WebSocket can do wrong, and what the others notice of it: nothing.
// SPDX-License-Identifier: MIT
#include "framework/control/http_server.h"
#include "tests/framework/control/fake_live_control.h"
#include "tests/framework/control/web_socket_client.h"
#include <memory>
#include <random>

namespace stemwright {
namespace {

using namespace test;

struct WebSocketLimitsTest : testing::Test {
    void expectServed() {
        WebSocketClient client(server.port());
        client.send(R"({"move": {"vox.pan": 0.5}})");
        EXPECT_EQ(client.next("changed")["vox.pan"]["value"], 0.5);
        client.send(R"({"release": ["vox.pan"]})");
        EXPECT_EQ(client.next("changed")["vox.pan"]["value"], 0);
    }
    FakeLiveControl control;
    ControlLoop loop;
    HttpServer server{control, loop, {.interval = std::chrono::milliseconds(5)}};
};

TEST_F(WebSocketLimitsTest, closesWithTheStatusOfTheStandard) {
    auto status = [&](const std::string& bytes) {
        WebSocketClient client(server.port());
        client.wire.send(bytes);
        return client.closed();
    };
    EXPECT_EQ(status(WebSocketClient::masked(std::string(65 << 10, ' '))), 1009);     // too big
    EXPECT_EQ(status(WebSocketClient::masked("{\"move\": \"\xC3\x28\"}")), 1007);     // no UTF-8
    EXPECT_EQ(status("\x81\x02{}"), 1002);                                            // not masked
    EXPECT_EQ(status(WebSocketClient::masked("{}", WebSocketClient::Kind(5))), 1002); // no such kind
    EXPECT_EQ(status(WebSocketClient::masked(std::string(200, 'x'), WebSocketClient::ping)),
              1002); // too big a ping
    EXPECT_EQ(status(WebSocketClient::masked("\x03\xE8", WebSocketClient::closing)),
              1000); // as the client did
    expectServed();
}

TEST_F(WebSocketLimitsTest, takesMessagesUpToTheLimit) {
    WebSocketClient client(server.port());
    std::string message = R"({"move": {"vox.pan": 0.25}})";
    client.send(message + std::string((64 << 10) - message.size(), ' '));
    EXPECT_EQ(client.next("changed")["vox.pan"]["value"], 0.25);
}

TEST_F(WebSocketLimitsTest, dropsAMessageInEndlessPieces) {
    WebSocketClient client(server.port());
    client.wire.send(WebSocketClient::masked("{", WebSocketClient::text, false));
    std::string piece = WebSocketClient::masked(std::string(1000, ' '), WebSocketClient::more, false);
    for (int i = 0; i < 100 && client.wire.send(piece); ++i) {}
    EXPECT_EQ(client.closed(), 1009);
}

TEST_F(WebSocketLimitsTest, dropsAClientThatNeverReads) {
    WebSocketClient deaf(server.port(), "/live", {}, 4096), other(server.port());
    while (deaf.send("?")) {} // each is answered with an error
    other.next("status");
    control.happen("edit", "after it");
    nlohmann::ordered_json events;
    do events = other.next("events");
    while (!events.is_null() && (events.empty() || events.back()["text"] != "after it"));
    EXPECT_FALSE(events.is_null());
    expectServed();
}

TEST_F(WebSocketLimitsTest, dropsAClientThatGivesNoSignOfLife) {
    HttpServer impatient(control, loop, {.patience = std::chrono::milliseconds(200)});
    WebSocketClient silent(impatient.port()), alive(impatient.port());
    int pings = 0;
    for (WebSocketClient::Frame got; got = silent.frame(), got.kind != WebSocketClient::closing;)
        pings += got.kind == WebSocketClient::ping;
    EXPECT_GE(pings, 1); // it was asked
    expectServed();
}

TEST_F(WebSocketLimitsTest, endsWithTheServer) {
    auto ending = std::make_unique<HttpServer>(control, loop, HttpServer::Settings{});
    WebSocketClient client(ending->port());
    EXPECT_FALSE(client.next("status").is_null());
    ending.reset();
    client.wire.takeAll();
    expectServed();
}

TEST_F(WebSocketLimitsTest, aFloodOfFramesThatAreNoneHarmsNobody) {
    std::mt19937 random(1);
    for (int round = 0; round < 200; ++round) {
        WebSocketClient client(server.port());
        if (client.handshake.status != 101) continue; // those before are not forgotten yet
        std::string bytes;
        for (int i = 0; i < 20; ++i) {
            std::string payload;
            for (unsigned k = random() % 40; k > 0; --k) payload += char(random());
            bytes += random() % 2 ? payload
                                  : WebSocketClient::masked(payload, WebSocketClient::Kind(random() % 16),
                                                            random() % 2);
        }
        client.wire.send(bytes);
    }
    for (int i = 0; i < 1000 && ask(server.port(), "GET", "/document").status != 200; ++i) usleep(10'000);
    expectServed();
}

// Whoever listens and leaves in mid-sentence, again and again, leaves nothing behind.
TEST_F(WebSocketLimitsTest, forgetsThoseWhoLeave) {
    for (int round = 0; round < 200; ++round) {
        WebSocketClient client(server.port());
        if (client.handshake.status == 101)
            client.send(R"({"move": {"vox.pan": )" + std::to_string(round % 2) + "}}");
    }
    for (int i = 0; i < 1000 && ask(server.port(), "GET", "/document").status != 200; ++i) usleep(10'000);
    expectServed();
}

}
}
