// Whom the server turns away.
// SPDX-License-Identifier: MIT
#include "framework/control/http_server.h"
#include "framework/error/error.h"
#include "tests/framework/control/fake_live_control.h"
#include "tests/framework/control/http_client.h"

namespace stemwright {
namespace {

using namespace test;

constexpr const char* pan = "/parameters/vox.pan";
constexpr const char* half = R"({"value": 0.5})";

struct HttpRefusalTest : testing::Test {
    explicit HttpRefusalTest(const std::string& token = "") : server(control, loop, {.token = token}) {}
    int status(const std::string& method, const std::string& target, const Fields& fields) {
        return ask(server.port(), method, target, method == "PUT" ? half : "", fields).status;
    }

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
