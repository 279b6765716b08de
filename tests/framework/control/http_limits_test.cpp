// What nobody can do to the server, and what the others notice of whoever tries: nothing.
// SPDX-License-Identifier: MIT
#include "framework/control/http_server.h"
#include "tests/framework/control/fake_live_control.h"
#include "tests/framework/control/http_client.h"
#include <memory>
#include <random>

namespace stemwright {
namespace {

using namespace test;

constexpr const char* pan = "/parameters/vox.pan";
constexpr const char* half = R"({"value": 0.5})";

struct HttpLimitsTest : testing::Test {
    void expectServed() { EXPECT_EQ(ask(server.port(), "GET", "/document").body, control.document()); }

    FakeLiveControl control;
    ControlLoop loop;
    HttpServer server{control, loop, {.patience = std::chrono::milliseconds(300)}};
};

TEST_F(HttpLimitsTest, whatIsTooLongIsRefused) {
    EXPECT_EQ(ask(server.port(), "GET", "/document", "", {{"X-Long", std::string(7000, 'x')}}).status, 200);
    EXPECT_EQ(ask(server.port(), "GET", "/document", "", {{"X-Long", std::string(9000, 'x')}}).status, 431);
    EXPECT_EQ(ask(server.port(), "GET", "/" + std::string(100000, 'x')).status, 431);
    std::string blank(64 << 10, ' ');
    EXPECT_EQ(ask(server.port(), "PUT", pan, half + blank.substr(20)).status, 200);
    EXPECT_EQ(ask(server.port(), "PUT", pan, half + blank).status, 413);
    HttpClient client(server.port());
    client.ask("PUT", pan, "", {{"Transfer-Encoding", "chunked"}, {"Content-Type", "application/json"}});
    for (int i = 0; i < 20 && client.send("2000\r\n" + std::string(0x2000, ' ') + "\r\n"); ++i) {}
    EXPECT_EQ(client.answer().status, 413);
}

TEST_F(HttpLimitsTest, aBodyOfNothingButBracketsIsRefused) {
    for (const char* bracket : {"[", "{\"value\":"}) {
        std::string body;
        while (body.size() + 10 < 64 << 10) body += bracket;
        EXPECT_EQ(ask(server.port(), "PUT", pan, body).status, 400);
    }
}

TEST_F(HttpLimitsTest, whoSendsHalfARequestIsDropped) {
    HttpClient nothing(server.port()), line(server.port()), body(server.port());
    line.send("GET /document HT");
    body.send("PUT /parameters/vox.pan HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              "Content-Length: 14\r\n\r\n{\"value\":");
    expectServed();
    for (HttpClient* client : {&nothing, &line, &body}) EXPECT_EQ(client->takeAll(), "");
    EXPECT_EQ(control.value("vox.pan"), 0);
}

TEST_F(HttpLimitsTest, whoNeverReadsIsDroppedAndTheOthersAreServed) {
    HttpClient client(server.port(), 4096);
    std::string request = "GET /parameters HTTP/1.1\r\nHost: localhost\r\n\r\n";
    while (client.send(request)) {} // until its answers fill all there is between
    expectServed();
}

TEST_F(HttpLimitsTest, noMoreThanThirtyTwoAreServedAtOnce) {
    HttpServer patient(control, loop, {.patience = std::chrono::seconds(60)});
    std::vector<std::unique_ptr<HttpClient>> clients;
    for (int i = 0; i < 32; ++i) {
        clients.push_back(std::make_unique<HttpClient>(patient.port()));
        clients.back()->ask("GET", "/transport");
        EXPECT_EQ(clients.back()->answer().status, 200);
    }
    HttpClient last(patient.port()); // is told before it asks
    auto answer = last.answer();
    EXPECT_EQ(answer.status, 503);
    EXPECT_EQ(answer.json()["error"]["what"], "too many clients are here");
    clients.pop_back();
    int status = 503;
    for (int i = 0; i < 1000 && status != 200; ++i) {
        HttpClient next(patient.port());
        next.ask("GET", "/transport");
        status = next.answer().status;
        if (status != 200) usleep(10'000);
    }
    EXPECT_EQ(status, 200);
}

TEST_F(HttpLimitsTest, aFloodOfBytesThatAreNoHttpHarmsNobody) {
    std::mt19937 random(1);
    const std::string pieces[] = {"GET ",
                                  "PUT ",
                                  "/parameters/vox.pan",
                                  " HTTP/1.1\r\n",
                                  "\r\n",
                                  "Host: a",
                                  ": ",
                                  "Content-Length: ",
                                  "-1",
                                  "99999999999999999999",
                                  "chunked",
                                  "\r\n\r\n",
                                  "Transfer-Encoding: ",
                                  "Upgrade: websocket",
                                  "%00",
                                  "Connection: Upgrade",
                                  "\0\xFF"};
    for (int round = 0; round < 300; ++round) {
        HttpClient client(server.port());
        std::string bytes;
        for (int i = 0; i < 20; ++i)
            if (random() % 2)
                bytes += pieces[random() % std::size(pieces)];
            else
                for (int k = 0; k < 8; ++k) bytes += char(random());
        client.send(bytes);
    }
    // Those that left are forgotten; until then there may be too many.
    int status = 0;
    for (int i = 0; i < 1000 && status != 200; ++i) {
        status = ask(server.port(), "GET", "/document").status;
        if (status != 200) usleep(10'000);
    }
    EXPECT_EQ(status, 200);
}

TEST_F(HttpLimitsTest, aServerThatEndsTakesItsConnectionsWithIt) {
    auto ending = std::make_unique<HttpServer>(control, loop, HttpServer::Settings{});
    HttpClient idle(ending->port()), half_(ending->port());
    half_.send("GET /");
    idle.ask("GET", "/transport");
    EXPECT_EQ(idle.answer().status, 200);
    ending.reset();
    EXPECT_EQ(idle.takeAll(), "");
    EXPECT_EQ(half_.takeAll(), "");
    expectServed();
}

}
}
