// What those hear and may say who hold a WebSocket.
// SPDX-License-Identifier: MIT
#include "framework/control/http_server.h"
#include "tests/framework/control/fake_live_control.h"
#include "tests/framework/control/web_socket_client.h"

namespace stemwright {
namespace {

using namespace test;
using nlohmann::ordered_json;

struct WebSocketTest : testing::Test {
    FakeLiveControl control;
    ControlLoop loop;
    HttpServer server{control, loop, {.interval = std::chrono::milliseconds(5)}};
};

TEST_F(WebSocketTest, opensAsTheStandardSays) {
    WebSocketClient client(server.port());
    EXPECT_EQ(client.handshake.status, 101);
    EXPECT_EQ(client.handshake.fields["sec-websocket-accept"],
              "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="); // RFC 6455, 1.3
}

TEST_F(WebSocketTest, beginsWithAllThatThereIs) {
    control.happen("edit", "before");
    WebSocketClient client(server.port());
    auto first = ordered_json::parse(client.frame().payload);
    EXPECT_EQ(first["parameters"], ask(server.port(), "GET", "/parameters").json()["parameters"]);
    EXPECT_EQ(first["transport"], ask(server.port(), "GET", "/transport").json());
    EXPECT_EQ(first["status"], ask(server.port(), "GET", "/status").json());
    EXPECT_EQ(first["events"], ask(server.port(), "GET", "/events").json()["events"]);
    auto second = ordered_json::parse(client.frame().payload);
    EXPECT_TRUE(second.contains("status") && second.contains("transport"));
    EXPECT_EQ(second.size(), 2u); // nothing else is new
}

TEST_F(WebSocketTest, tellsEverybodyWhatChanged) {
    WebSocketClient one(server.port()), other(server.port());
    one.send(R"({"move": {"vox.gain": -3, "vox.eq.mud.freq": "2 kHz"}})");
    auto expected =
        ordered_json::parse(R"({"vox.eq.mud.freq": {"value": 2000.0, "text": "2000 Hz", "source": "hand"},
                                            "vox.gain": {"value": -3.0, "text": "-3 dB", "source": "hand"}})");
    EXPECT_EQ(one.next("changed"), expected);
    EXPECT_EQ(other.next("changed"), expected);
    other.send(R"({"release": ["vox.gain"]})");
    EXPECT_EQ(one.next("changed"),
              ordered_json::parse(R"({"vox.gain": {"value": 0.0, "text": "0 dB", "source": "text"}})"));
    one.send(R"({"transport": {"state": "stopped", "position": 12.5}})");
    ordered_json transport;
    do transport = other.next("transport");
    while (!transport.is_null() && transport["state"] != "stopped");
    EXPECT_EQ(transport["position"], 12.5);
}

TEST_F(WebSocketTest, tellsEveryEventOnce) {
    control.happen("edit", "one");
    WebSocketClient client(server.port());
    EXPECT_EQ(client.next("events").size(), 1u);
    control.happen("refused", "two");
    EXPECT_EQ(client.next("events"),
              ordered_json::parse(R"([{"number": 2, "kind": "refused", "text": "two"}])"));
    WebSocketClient late(server.port());
    EXPECT_EQ(late.next("events").size(), 2u);
    control.happen("edit", "three");
    for (WebSocketClient* each : {&client, &late}) EXPECT_EQ(each->next("events")[0]["text"], "three");
}

TEST_F(WebSocketTest, tellsAllParametersAgainAfterAnEdit) {
    WebSocketClient client(server.port());
    EXPECT_EQ(client.next("parameters").size(), 4u);
    control.add("vox.reverb.decay", "time to -60 dB", {1, 0.1, 20, Unit::s, Scale::logarithmic});
    EXPECT_EQ(client.next("parameters").size(), 5u);
}

TEST_F(WebSocketTest, answersMistakesWithTheirPlaceAndCure) {
    WebSocketClient client(server.port());
    auto answer = [&](const std::string& message) {
        client.send(message);
        return client.next("error");
    };
    auto unknown = answer(R"({"move": {"vox.gain": -3, "vox.pna": 1}})");
    EXPECT_EQ(unknown["where"], "vox.pna");
    EXPECT_EQ(unknown["cure"], "did you mean \"vox.pan\"?");
    EXPECT_EQ(control.value("vox.gain"), 0); // all or nothing
    EXPECT_EQ(answer(R"({"release": ["vox.pan", "vox"]})")["where"], "vox");
    EXPECT_EQ(answer(R"({"mvoe": {}})")["cure"], "did you mean \"move\"?");
    for (const char* message : {"", "{", "[]", "7", "nul", R"({"move": 1})", R"({"move": {"vox.pan": []}})",
                                R"({"release": "vox.pan"})", R"({"release": [1]})", R"({"transport": null})",
                                R"({"move": {"vox.pan": NaN}})", R"({"move": {"vox.pan": "nan"}})"})
        EXPECT_NE(answer(message)["what"], "") << message;
    EXPECT_EQ(answer(std::string(60000, '['))["what"], "this JSON is nested too deeply");
    client.send("bytes", WebSocketClient::binary);
    EXPECT_EQ(client.next("error")["what"], "this is binary");
}

TEST_F(WebSocketTest, readsMessagesInPieces) {
    WebSocketClient client(server.port());
    client.wire.send(WebSocketClient::masked(R"({"move": {"vox)", WebSocketClient::text, false));
    client.send("between", WebSocketClient::ping);
    client.wire.send(WebSocketClient::masked(R"(.pan": 0.5}})", WebSocketClient::more, true));
    EXPECT_EQ(client.next("changed")["vox.pan"]["value"], 0.5);
}

TEST_F(WebSocketTest, isNotForOtherPages) {
    EXPECT_EQ(WebSocketClient(server.port(), "/live", {{"Origin", "http://evil.example"}}).handshake.status,
              403);
    EXPECT_EQ(WebSocketClient(server.port(), "/live", {{"Host", "evil.example"}}).handshake.status, 403);
    HttpServer guarded(control, loop, {.token = "cherry-stone"});
    EXPECT_EQ(WebSocketClient(guarded.port()).handshake.status, 401);
    EXPECT_EQ(WebSocketClient(guarded.port(), "/live?token=cherry-ston").handshake.status, 401);
    EXPECT_EQ(WebSocketClient(guarded.port(), "/live?token=cherry%2Dstone").handshake.status, 101);
    EXPECT_EQ(
        WebSocketClient(guarded.port(), "/live", {{"Authorization", "Bearer cherry-stone"}}).handshake.status,
        101);
}

}
}
