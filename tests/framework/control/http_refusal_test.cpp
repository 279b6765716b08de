// Whom the server turns away, and what nobody can do to it.
// SPDX-License-Identifier: MIT
#include "framework/control/http_server.h"
#include "framework/error/error.h"
#include "tests/framework/control/fake_live_control.h"
#include "tests/framework/control/http_client.h"
#include <memory>
#include <random>

namespace stemwright {
namespace {

using namespace test;

constexpr const char* pan = "/parameters/vox.pan";
constexpr const char* half = R"({"value": 0.5})";

struct HttpRefusalTest : testing::Test {
    explicit HttpRefusalTest(const std::string& token = "")
        : server(control, loop, {.token = token, .patience = std::chrono::milliseconds(300)}) {}
    int status(const std::string& method, const std::string& target, const Fields& fields) {
        return ask(server.port(), method, target, method == "PUT" ? half : "", fields).status;
    }
    void expectServed() { EXPECT_EQ(ask(server.port(), "GET", "/document").body, control.document()); }

    FakeLiveControl control;
    ControlLoop loop;
    HttpServer server;
};

struct HttpTokenTest : HttpRefusalTest {
    HttpTokenTest() : HttpRefusalTest("cherry-stone") {}
};

TEST_F(HttpTokenTest, nobodyIsServedWithoutTheToken) {
    EXPECT_EQ(status("GET", "/document", {{"Authorization", "Bearer cherry-stone"}}), 200);
    EXPECT_EQ(status("PUT", pan, {{"Authorization", "Bearer cherry-stone"}}), 200);
    control.release("vox.pan");
    for (const char* said : {"", "Bearer ", "Bearer cherry-stones", "Bearer cherry-ston",
                             "Basic cherry-stone", "cherry-stone", "Bearer Cherry-stone"})
        for (const char* target : {"/document", "/live", "/nowhere", pan})
            EXPECT_EQ(status(target == pan ? "PUT" : "GET", target, {{"Authorization", said}}), 401) << said;
    auto answer = ask(server.port(), "GET", "/status");
    EXPECT_EQ(answer.status, 401);
    EXPECT_EQ(answer.fields["www-authenticate"], "Bearer");
    EXPECT_EQ(control.value("vox.pan"), 0);
}

TEST_F(HttpTokenTest, anAddressHoldsTheTokenOnlyWhereABrowserCannotDoOtherwise) {
    EXPECT_EQ(status("GET", "/document?token=cherry-stone", {}), 401);
    EXPECT_EQ(status("GET", "/live?token=cherry-stone", {}), 426); // let in, but this is no WebSocket
    EXPECT_EQ(status("GET", "/live?token=cherry", {}), 401);
    EXPECT_EQ(status("GET", "/", {}), 200); // the page asks for it
}

TEST_F(HttpTokenTest, theServerMayHaveAnyName) {
    EXPECT_EQ(
        status("GET", "/document", {{"Host", "studio.example"}, {"Authorization", "Bearer cherry-stone"}}),
        200);
}

TEST_F(HttpRefusalTest, otherPagesAreRefused) {
    std::string self = "127.0.0.1:" + std::to_string(server.port());
    EXPECT_EQ(status("PUT", pan, {{"Origin", "http://" + self}}), 200);
    control.release("vox.pan");
    for (std::string origin : {std::string("http://evil.example"), std::string("null"),
                               "http://" + self + "0", std::string("http://127.0.0.1"), "file://" + self})
        for (const char* method : {"PUT", "GET"})
            EXPECT_EQ(status(method, pan, {{"Origin", origin}}), 403) << origin;
    EXPECT_EQ(control.value("vox.pan"), 0);
}

TEST_F(HttpRefusalTest, aPageWhoseNameWasMadeToMeanThisMachineIsRefused) {
    for (const char* host :
         {"evil.example", "evil.example:80", "", "127.0.0.1.evil.example", "localhost.evil.example"})
        EXPECT_EQ(status("GET", "/document", {{"Host", host}}), 403) << host;
    for (const char* host : {"localhost", "localhost:9000", "127.0.0.1", "[::1]:80", "192.168.0.7:80"})
        EXPECT_EQ(status("GET", "/document", {{"Host", host}}), 200) << host;
}

TEST_F(HttpRefusalTest, whatAFormCanSendChangesNothing) {
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""})
        EXPECT_EQ(
            ask(server.port(), "POST", "/transport", R"({"position": 9})", {{"Content-Type", type}}).status,
            415);
    EXPECT_EQ(control.transport().position, 0);
}

TEST_F(HttpRefusalTest, whatIsTooLongIsRefused) {
    EXPECT_EQ(status("GET", "/document", {{"X-Long", std::string(7000, 'x')}}), 200);
    EXPECT_EQ(status("GET", "/document", {{"X-Long", std::string(9000, 'x')}}), 431);
    EXPECT_EQ(status("GET", "/" + std::string(100000, 'x'), {}), 431);
    std::string blank(64 << 10, ' ');
    EXPECT_EQ(ask(server.port(), "PUT", pan, half + blank.substr(20)).status, 200);
    EXPECT_EQ(ask(server.port(), "PUT", pan, half + blank).status, 413);
    HttpClient client(server.port());
    client.ask("PUT", pan, "", {{"Transfer-Encoding", "chunked"}, {"Content-Type", "application/json"}});
    for (int i = 0; i < 20 && client.send("2000\r\n" + std::string(0x2000, ' ') + "\r\n"); ++i) {}
    EXPECT_EQ(client.answer().status, 413);
}

TEST_F(HttpRefusalTest, aBodyOfNothingButBracketsIsRefused) {
    for (const char* bracket : {"[", "{\"value\":"}) {
        std::string body;
        while (body.size() + 10 < 64 << 10) body += bracket;
        EXPECT_EQ(ask(server.port(), "PUT", pan, body).status, 400);
    }
}

TEST_F(HttpRefusalTest, whoSendsHalfARequestIsDropped) {
    HttpClient nothing(server.port()), line(server.port()), body(server.port());
    line.send("GET /document HT");
    body.send("PUT /parameters/vox.pan HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              "Content-Length: 14\r\n\r\n{\"value\":");
    expectServed();
    for (HttpClient* client : {&nothing, &line, &body}) EXPECT_EQ(client->takeAll(), "");
    EXPECT_EQ(control.value("vox.pan"), 0);
}

TEST_F(HttpRefusalTest, whoNeverReadsIsDroppedAndTheOthersAreServed) {
    HttpClient client(server.port(), 4096);
    std::string request = "GET /parameters HTTP/1.1\r\nHost: localhost\r\n\r\n";
    while (client.send(request)) {} // until its answers fill all there is between
    expectServed();
}

TEST_F(HttpRefusalTest, noMoreThanThirtyTwoAreServedAtOnce) {
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

TEST_F(HttpRefusalTest, aFloodOfBytesThatAreNoHttpHarmsNobody) {
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

TEST_F(HttpRefusalTest, aServerThatEndsTakesItsConnectionsWithIt) {
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

TEST(HttpServerSettings, thatMakeNoSenseAreRefused) {
    FakeLiveControl control;
    ControlLoop loop;
    auto what = [&](const HttpServer::Settings& settings) -> std::string {
        try {
            HttpServer server(control, loop, settings);
        } catch (const Error& error) {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(what({.address = "studio"}), "\"studio\" is no address to listen at; write such as 127.0.0.1");
    EXPECT_EQ(what({.address = "0.0.0.0"}),
              "who listens at 0.0.0.0 can be reached by other machines; set a token, "
              "or listen at 127.0.0.1");
    EXPECT_NE(what({.token = "two words"}), "");
    EXPECT_EQ(what({.address = "0.0.0.0", .token = "cherry-stone"}), "");
    HttpServer first(control, loop, {});
    EXPECT_EQ(first.url(), "http://127.0.0.1:" + std::to_string(first.port()) + "/");
    EXPECT_NE(what({.port = first.port()}).find("Address already in use; choose another port"),
              std::string::npos);
}

}
}
