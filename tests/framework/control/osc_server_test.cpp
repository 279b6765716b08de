// The server over real sockets: on this machine only, whoever floods it, and against another program's OSC.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_client.h"
#include "framework/control/osc_server.h"
#include "tests/framework/control/fake_live_control.h"
#include <array>
#include <cstdio>
#include <cstdlib>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <optional>
#include <random>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace stemwright {
namespace {

using test::FakeLiveControl;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// Where one cannot listen, why.
std::string refusal(const OscServer::Settings& settings) {
    FakeLiveControl mix;
    ControlLoop loop;
    try {
        OscServer server(mix, loop, settings);
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

// A socket that sends whatever it is given, and hears what comes within five seconds.
class Sender {
  public:
    explicit Sender(uint16_t port) : socket_(socket(AF_INET, SOCK_DGRAM, 0)) {
        sockaddr_in there{};
        there.sin_family = AF_INET;
        there.sin_port = htons(port);
        there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        timeval patience{5, 0};
        setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        EXPECT_EQ(connect(socket_, reinterpret_cast<sockaddr*>(&there), sizeof there), 0);
    }
    ~Sender() { close(socket_); }
    Sender(const Sender&) = delete;

    void send(const std::vector<uint8_t>& packet) { (void)::send(socket_, packet.data(), packet.size(), 0); }
    std::vector<OscMessage> receive() {
        std::vector<uint8_t> packet(65536);
        ssize_t size = recv(socket_, packet.data(), packet.size(), 0);
        if (size < 0) return {};
        packet.resize(size_t(size));
        return decodeOsc(packet);
    }

  private:
    int socket_;
};

struct OscServerTest : testing::Test {
    OscClient client(const std::string& token = "") { return {"127.0.0.1", server->port(), token}; }
    void demand(const std::string& token) {
        server.emplace(mix, loop, OscServer::Settings{.port = 0, .token = token});
    }

    FakeLiveControl mix;
    ControlLoop loop;
    std::optional<OscServer> server{std::in_place, mix, loop, OscServer::Settings{.port = 0, .token = ""}};
};

TEST_F(OscServerTest, answersOneWhoAsks) {
    OscClient one = client(), other = client();
    EXPECT_THAT(one.ask({{"/vox/gain", {-3.f}}}).answers, IsEmpty());
    EXPECT_EQ(mix.value("vox.gain"), -3);
    EXPECT_THAT(other.ask({{"/vox/gain", {}}}).answers, ElementsAre(OscMessage{"/vox/gain", {-3.f}}));
    auto reply = other.ask({{"/vox/gian", {}}, {"/vox/pan", {}}});
    EXPECT_THAT(reply.answers, ElementsAre(OscMessage{"/vox/pan", {0.f}}));
    ASSERT_THAT(reply.problems, SizeIs(1));
    EXPECT_EQ(reply.problems[0].text(), "there is no /vox/gian; did you mean \"/vox/gain\"?");
}

TEST_F(OscServerTest, tellsSubscribersWithoutBeingAsked) {
    Sender subscriber(server->port());
    subscriber.send(encodeOsc({"/stemwright/subscribe", {}}));
    EXPECT_THAT(subscriber.receive(), Contains(OscMessage{"/stemwright/position", {0., 1, 1.}}));
    client().ask({{"/vox/gain", {-3.f}}});
    std::vector<OscMessage> told;
    for (int packets = 0; packets < 20 && told.size() < 4; ++packets) told = subscriber.receive();
    EXPECT_THAT(told, Contains(OscMessage{"/vox/gain", {-3.f}}));
}

TEST_F(OscServerTest, demandsTheToken) {
    demand("cherry");
    auto refused = client("apple").ask({{"/vox/gain", {-3.f}}});
    ASSERT_FALSE(refused.problems.empty());
    EXPECT_EQ(refused.problems[0].cause, "who sends is not known");
    EXPECT_EQ(mix.value("vox.gain"), 0);
    EXPECT_THAT(client("cherry").ask({{"/vox/gain", {-3.f}}}).problems, IsEmpty());
    EXPECT_EQ(mix.value("vox.gain"), -3);
}

TEST_F(OscServerTest, answersAfterAFloodOfAnything) {
    Sender flood(server->port());
    std::mt19937 random(1);
    const std::vector<uint8_t> good = encodeOscBundle(
        {encodeOsc({"/vox/gain", {-3.f}}), encodeOsc({"/stemwright/locate", {std::string("1:2")}}),
         encodeOsc({"/v*/{gain,pan}", {}})});
    for (int packets = 0; packets < 100000; ++packets) {
        std::vector<uint8_t> packet = good;
        if (packets % 2) {
            packet.resize(random() % 200);
            for (uint8_t& byte : packet) byte = uint8_t(random());
        } else
            for (int damages = 3; damages > 0; --damages)
                packet[random() % packet.size()] = uint8_t(random());
        flood.send(packet);
    }
    flood.send(std::vector<uint8_t>(65507, '/')); // the largest that there is
    // What is still on its way is in front of a question, which may be lost among it.
    bool answered = false;
    for (int trial = 0; trial < 20 && !answered; ++trial) try {
            answered = client().ask({{"/vox/pan", {}}}).answers.size() == 1;
        } catch (const Error&) {}
    EXPECT_TRUE(answered);
}

TEST_F(OscServerTest, goesWhileSomebodySends) {
    for (int trial = 0; trial < 20; ++trial) {
        Sender sender(server->port());
        sender.send(encodeOsc({"/stemwright/subscribe", {}}));
        for (int i = 0; i < 100; ++i) sender.send(encodeOsc({"/vox/*", {-3.f}}));
        demand("");
    }
    EXPECT_THAT(client().ask({{"/vox/pan", {}}}).answers, SizeIs(1));
}

TEST(OscServerPlace, isThisMachineUnlessThereIsAToken) {
    EXPECT_EQ(refusal({.host = "0.0.0.0", .port = 0, .token = ""}),
              "at 0.0.0.0:0 other machines can send OSC, and there is no token; set a token, or listen at "
              "127.0.0.1");
    EXPECT_EQ(refusal({.host = "0.0.0.0", .port = 0, .token = "cherry"}), "");
    EXPECT_EQ(refusal({.host = "127.0.0.1", .port = 0, .token = ""}), "");
    EXPECT_EQ(refusal({.host = "studio", .port = 0, .token = ""}),
              "\"studio\" is no address to listen at; write one in numbers, such as 127.0.0.1 or 0.0.0.0");
}

TEST_F(OscServerTest, doesNotShareItsPort) {
    EXPECT_THAT(refusal({.port = server->port(), .token = ""}), HasSubstr("; choose another port"));
}

TEST(OscClient, saysWhenNobodyAnswers) {
    uint16_t port;
    {
        FakeLiveControl mix;
        ControlLoop loop;
        port = OscServer(mix, loop, {.port = 0, .token = ""}).port();
    }
    try {
        OscClient("127.0.0.1", port, "").ask({{"/vox/gain", {}}});
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.what(), "no mix plays at 127.0.0.1:" + std::to_string(port) +
                                    "; start one: stemwright live mix.yaml --osc");
    }
}

std::string output(const std::string& command) {
    std::string text;
    FILE* pipe = popen(command.c_str(), "r");
    std::array<char, 4096> part;
    while (size_t size = fread(part.data(), 1, part.size(), pipe)) text.append(part.data(), size);
    pclose(pipe);
    return text;
}

bool isThere(const std::string& program) {
    return std::system(("command -v " + program + " >/dev/null").c_str()) == 0;
}

TEST_F(OscServerTest, understandsWhatOscsendSends) {
    if (!isThere("oscsend")) GTEST_SKIP() << "oscsend (liblo-tools) is not there";
    auto oscsend = [&](const std::string& words) {
        ASSERT_EQ(std::system(("oscsend 127.0.0.1 " + std::to_string(server->port()) + " " + words).c_str()),
                  0);
    };
    oscsend("/vox/gain f -3.5");
    oscsend("/vox/pan d 0.25");
    oscsend("/vox/eq/mud/freq s '2 kHz'");
    oscsend("/bass/duck/ratio i 8");
    oscsend("/stemwright/locate h 12");
    client().ask({}); // packets of one socket are taken in their order
    EXPECT_EQ(mix.value("vox.gain"), -3.5);
    EXPECT_EQ(mix.value("vox.pan"), 0.25);
    EXPECT_EQ(mix.value("vox.eq.mud.freq"), 2000);
    EXPECT_EQ(mix.value("bass.duck.ratio"), 8);
    EXPECT_EQ(mix.transport().position, 12);
}

TEST(OscMessage, isUnderstoodByOscdump) {
    if (!isThere("oscdump")) GTEST_SKIP() << "oscdump (liblo-tools) is not there";
    int port = 20000 + getpid() % 20000;
    Sender sender{uint16_t(port)};
    const auto packet = encodeOsc({"/every/type",
                                   {int32_t(-2), 0.5f, std::string("words"), OscBlob{1, 2, 3},
                                    int64_t(1) << 40, 2.25, true, false, OscNil(), OscImpulse()}});
    std::jthread sending([&](const std::stop_token& stop) { // oscdump does not say when it begins to listen
        for (; !stop.stop_requested(); usleep(1000)) sender.send(packet);
    });
    EXPECT_THAT(output("timeout 10 oscdump -L " + std::to_string(port) + " | head -n 1"),
                HasSubstr("/every/type ifsbhdTFNI -2 0.500000 \"words\" [3b 0x1 0x2 0x3] 1099511627776 "
                          "2.250000 #T #F Nil Infinitum\n"));
}

}
}
