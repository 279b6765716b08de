// What the server has to offer, asked over real sockets.
// SPDX-License-Identifier: MIT
#include "framework/control/http_server.h"
#include "tests/framework/control/fake_live_control.h"
#include "tests/framework/control/http_client.h"

namespace stemwright {
namespace {

using namespace test;

struct HttpServerTest : testing::Test {
    ClientAnswer ask(const std::string& method, const std::string& target, const std::string& body = "") {
        return test::ask(server.port(), method, target, body);
    }
    FakeLiveControl control;
    ControlLoop loop;
    HttpServer server{control, loop, {}};
};

TEST_F(HttpServerTest, showsTheDocumentAsItsText) {
    auto answer = ask("GET", "/document");
    EXPECT_EQ(answer.status, 200);
    EXPECT_EQ(answer.fields["content-type"], "text/yaml; charset=utf-8");
    EXPECT_EQ(answer.body, control.document());
}

TEST_F(HttpServerTest, describesEveryParameter) {
    auto list = ask("GET", "/parameters").json()["parameters"];
    ASSERT_EQ(list.size(), 4u);
    EXPECT_EQ(list[1], nlohmann::ordered_json::parse(R"({"address": "vox.eq.mud.freq", "value": 1000.0,
        "text": "1000 Hz", "source": "text", "min": 20.0, "max": 20000.0, "init": 1000.0, "unit": "Hz",
        "scale": "logarithmic", "help": "middle of the band"})"));
    EXPECT_EQ(list[2]["min"], "-inf"); // JSON has no number for it
    EXPECT_EQ(ask("GET", "/parameters/vox.gain").json(), list[2]);
    EXPECT_EQ(ask("GET", "/parameters/%76ox%2Egain").json(), list[2]);
}

TEST_F(HttpServerTest, listsTheParametersThatMatch) {
    auto addresses = [&](const std::string& match) {
        std::vector<std::string> found;
        auto list = ask("GET", "/parameters?match=" + match).json()["parameters"];
        for (const auto& p : list) found.push_back(p["address"]);
        return found;
    };
    using List = std::vector<std::string>;
    EXPECT_EQ(addresses("vox.*"), (List{"vox.eq.mud.freq", "vox.gain", "vox.pan"}));
    EXPECT_EQ(addresses("*.?ai*n"), (List{"vox.gain"}));
    EXPECT_EQ(addresses("vox"), List{});
    EXPECT_EQ(addresses(std::string(2000, '*') + "z"), List{});
}

TEST_F(HttpServerTest, movesANumberByItsValueOrWithAUnit) {
    EXPECT_EQ(ask("PUT", "/parameters/vox.gain", R"({"value": -3})").json(),
              nlohmann::ordered_json::parse(R"({"address": "vox.gain", "value": -3.0, "limited": false})"));
    EXPECT_EQ(control.value("vox.gain"), -3);
    EXPECT_EQ(ask("GET", "/parameters/vox.gain").json()["source"], "hand");
    ask("PUT", "/parameters/vox.eq.mud.freq", R"({"value": "2.5 kHz"})");
    EXPECT_EQ(control.value("vox.eq.mud.freq"), 2500);
    EXPECT_EQ(ask("PUT", "/parameters/vox.gain", R"({"value": "-inf dB"})").json()["value"], "-inf");
    EXPECT_EQ(control.value("vox.gain"), -unbounded);
}

TEST_F(HttpServerTest, movesANumberAsFarAsItsRangeAllows) {
    auto json = ask("PUT", "/parameters/vox.pan", R"({"value": 7})").json();
    EXPECT_EQ(json["value"], 1);
    EXPECT_EQ(json["limited"], true);
    EXPECT_EQ(control.value("vox.pan"), 1);
}

TEST_F(HttpServerTest, givesANumberBackToTheDocument) {
    ask("PUT", "/parameters/vox.pan", R"({"value": 0.5})");
    EXPECT_EQ(ask("DELETE", "/parameters/vox.pan").json()["source"], "text");
    EXPECT_EQ(control.value("vox.pan"), 0);
}

TEST_F(HttpServerTest, movesNothingForAValueThatIsNone) {
    for (const char* body : {"", "{", "[]", "null", "{}", R"({"value": null})", R"({"value": true})",
                             R"({"value": "loud"})", R"({"value": "3 Hz"})", R"({"value": 1e999})",
                             R"({"value": 1, "valeu": 2})", R"({"value": "1/8"})", "{\"value\": \"\xFF\"}"}) {
        auto answer = test::ask(server.port(), "PUT", "/parameters/vox.gain", body,
                                {{"Content-Type", "application/json"}});
        EXPECT_EQ(answer.status, 400) << body;
        EXPECT_NE(answer.json()["error"]["what"], "") << body;
        EXPECT_NE(answer.json()["error"]["cure"], "") << body;
    }
    EXPECT_EQ(control.value("vox.gain"), 0);
}

TEST_F(HttpServerTest, saysWhatWasMeantByAnUnknownAddress) {
    for (const char* method : {"GET", "PUT", "DELETE"}) {
        auto answer = ask(method, "/parameters/vox.gian", R"({"value": 1})");
        EXPECT_EQ(answer.status, 404) << method;
        EXPECT_EQ(answer.json()["error"]["where"], "vox.gian");
        EXPECT_EQ(answer.json()["error"]["cure"], "did you mean \"vox.gain\"?");
    }
    EXPECT_EQ(ask("GET", "/transprot").json()["error"]["cure"], "did you mean \"/transport\"?");
    EXPECT_EQ(ask("GET", "/%zz").status, 400);
}

TEST_F(HttpServerTest, saysWhatCanBeDoneHere) {
    auto answer = ask("POST", "/parameters/vox.gain", "{}");
    EXPECT_EQ(answer.status, 405);
    EXPECT_EQ(answer.fields["allow"], "GET, PUT, DELETE");
    EXPECT_EQ(ask("GET", "/live").status, 426);
}

TEST_F(HttpServerTest, tellsAndChangesTheTransport) {
    EXPECT_EQ(ask("GET", "/transport").json(),
              nlohmann::ordered_json::parse(
                  R"({"state": "playing", "position": 0.0, "bar": 1, "beat": 1.0, "length": 90.0,
                                                "atEnd": "stop", "rate": 48000.0})"));
    auto json =
        ask("POST", "/transport", R"({"state": "stopped", "position": "1:04.5", "atEnd": "repeat"})").json();
    EXPECT_EQ(json["limited"], false);
    auto now = control.transport();
    EXPECT_EQ(now.state, LiveControl::Transport::State::stopped);
    EXPECT_EQ(now.position, 64.5);
    EXPECT_EQ(now.atEnd, LiveControl::Transport::AtEnd::repeat);
    json = ask("POST", "/transport", R"({"position": "17|3.5"})").json();
    EXPECT_EQ(json["position"], 33.25);
    EXPECT_EQ(json["bar"], 17);
    EXPECT_EQ(json["beat"], 3.5);
    EXPECT_EQ(ask("POST", "/transport", R"({"position": 1e6})").json()["limited"], true);
    EXPECT_EQ(control.transport().position, 90);
}

TEST_F(HttpServerTest, changesNothingOfTheTransportWhereAPartIsWrong) {
    for (const char* body : {R"({"position": 3, "state": "palying"})", R"({"position": 3, "atEnd": 1})",
                             R"({"position": 3, "tempo": 120})", R"({"position": "0|1"})", R"([])"}) {
        auto answer = ask("POST", "/transport", body);
        EXPECT_EQ(answer.status, 400) << body;
        EXPECT_EQ(control.transport().position, 0) << body;
    }
    EXPECT_EQ(ask("POST", "/transport", R"({"state": "palying"})").json()["error"]["cure"],
              "did you mean \"playing\"?");
}

TEST_F(HttpServerTest, tellsPeaksInDecibels) {
    EXPECT_EQ(ask("GET", "/status").json(), nlohmann::ordered_json::parse(R"({"meters": [
            {"name": "mix", "peaks": [0.0, -6.02]},
            {"name": "buses.drums", "peaks": [-6.02]}],
            "load": 0.25, "worst": 0.5, "xruns": 3, "lateReads": 1, "lateBlocks": 0})"));
}

TEST_F(HttpServerTest, tellsTheEventsSinceOne) {
    for (const char* text : {"one", "two", "br\xFFken"}) control.happen("edit", text);
    EXPECT_EQ(ask("GET", "/events").json()["events"].size(), 3u);
    auto events = ask("GET", "/events?since=1").json()["events"];
    ASSERT_EQ(events.size(), 2u);
    EXPECT_EQ(events[0], nlohmann::ordered_json::parse(R"({"number": 2, "kind": "edit", "text": "two"})"));
    EXPECT_EQ(events[1]["text"], "br\xEF\xBF\xBDken"); // the character that stands for none
    for (const char* since : {"-1", "x", "1x", "99999999999999999999"})
        EXPECT_EQ(ask("GET", std::string("/events?since=") + since).status, 400) << since;
}

TEST_F(HttpServerTest, answersRequestsInTheirOrder) {
    HttpClient client(server.port());
    client.ask("GET", "/document");
    client.ask("PUT", "/parameters/vox.pan", R"({"value": 0.25})");
    client.ask("GET", "/parameters/vox.pan");
    EXPECT_EQ(client.answer().body, control.document());
    EXPECT_EQ(client.answer().status, 200);
    EXPECT_EQ(client.answer().json()["value"], 0.25);
}

TEST_F(HttpServerTest, hasAPageThatNeedsNothingElse) {
    auto one = ask("GET", "/"), other = ask("GET", "/");
    EXPECT_EQ(one.fields["content-type"], "text/html; charset=utf-8");
    std::string policy = one.fields["content-security-policy"];
    EXPECT_TRUE(policy.starts_with("default-src 'none'; "));
    size_t at = policy.find("script-src 'nonce-") + 18;
    std::string nonce = policy.substr(at, policy.find('\'', at) - at);
    EXPECT_GT(nonce.size(), 16u);
    EXPECT_NE(one.body.find("<script nonce=\"" + nonce + "\">"), std::string::npos);
    EXPECT_NE(one.body, other.body); // nobody knows the next one
    for (const char* outside : {"http:", "https:/", "src=", "@import", "url(", "innerHTML", "eval("})
        EXPECT_EQ(one.body.find(outside), std::string::npos) << outside;
}

// A mix that does not do what it is asked.
struct UnwillingControl : FakeLiveControl {
    Outcome move(const std::string&, double) override { return Outcome::refused; }
    Outcome locate(double) override { return Outcome::refused; }
};

TEST(HttpServer, saysThatTheMixDoesNotDoIt) {
    UnwillingControl control;
    ControlLoop loop;
    HttpServer server(control, loop, {});
    EXPECT_EQ(ask(server.port(), "PUT", "/parameters/vox.pan", R"({"value": 1})").status, 409);
    EXPECT_EQ(ask(server.port(), "POST", "/transport", R"({"position": 1})").status, 409);
}

}
}
