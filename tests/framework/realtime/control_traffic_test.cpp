// What the audio thread does while others control the mix over real sockets and MIDI, and it is edited.
// SPDX-License-Identifier: MIT
#include "framework/control/http_server.h"
#include "framework/control/live_desk.h"
#include "framework/control/midi_surface.h"
#include "framework/control/osc_client.h"
#include "framework/control/osc_server.h"
#include "tests/framework/control/hands.h"
#include "tests/framework/control/web_socket_client.h"
#include "tests/framework/device/jack_midi_device.h"
#include "tests/framework/engine/random_console.h"
#include "tests/framework/engine/system_call_watch.h"
#include "tests/framework/realtime/watched.h"

namespace stemwright::test {
namespace {

/// A console that plays on a watched thread, some three blocks at a time, as it is asked for by a device.
class WatchedConsole {
  public:
    WatchedConsole() : playout_(hands_.started(graph(0)), Playout::AtEnd::stop), desk_(playout_) {
        __rtsan_init();
        show();
    }

    LiveDesk& desk() { return desk_; }
    const Playout& playout() const { return playout_; }
    std::vector<std::string> addresses() const {
        std::vector<std::string> found;
        for (const Fader& fader : *hands_.faders) found.push_back(fader.address);
        return found;
    }

    /// Plays until it is told to end; the first system call that was seen, or SystemCallWatch::none.
    long play(const std::atomic<bool>& over) {
        std::vector<std::vector<float>> rows(size_t(playout_.current().channels()), std::vector<float>(128));
        std::vector<float*> to;
        for (auto& row : rows) to.push_back(row.data());
        playout_.play(to.data(), int(to.size()), 128); // the first call binds symbols, which maps memory
        long seen = SystemCallWatch::none;
        while (!over && seen == SystemCallWatch::none) {
            {
                SystemCallWatch calls;
                Watched watched;
                for (int block = 0; block < 3; ++block) playout_.play(to.data(), int(to.size()), 128);
            }
            seen = SystemCallWatch::firstCall();
            std::this_thread::sleep_for(std::chrono::milliseconds(4));
        }
        return seen;
    }

    /// What the control thread does some fifty times a second, with an edit as soon as the last one is heard.
    void lookAfter() {
        desk_.take(*hands_.reports);
        Playout::Status status = playout_.look();
        desk_.show(LiveControl::Status{{{"mix", status.peaks}}, status.load, status.worst, 0, 0});
        if (desk_.wantedPlace()) playout_.jumpTo(hands_.started(graph(edits_)));
        playout_.retired();
        if (!playout_.settled()) return;
        playout_.change(hands_.following(graph(++edits_), playout_));
        show();
    }
    int edits() const { return edits_; }

  private:
    static Graph graph(int edit) { return randomConsole(12, uint32_t(edit % 3)).graph(); }
    void show() { desk_.show(hands_.faders, hands_.numbers, playout_.current().plan(), "text"); }

    Hands hands_;
    Playout playout_;
    LiveDesk desk_;
    int edits_ = 0;
};

std::string oscAddress(std::string address) {
    std::replace(address.begin(), address.end(), '.', '/');
    return "/" + address;
}

/// Everybody who wants something of the mix: addresses that there are, and how often each asks.
class Crowd {
  public:
    Crowd(std::vector<std::string> addresses, int rounds)
        : addresses_(std::move(addresses)), rounds_(rounds) {}

    // Moves, patterns, questions and releases, and what a damaged packet may be.
    void sendOsc(uint16_t port) {
        OscClient client("127.0.0.1", port, "");
        std::mt19937 random(1);
        for (int round = 0; round < rounds_; ++round) {
            std::vector<OscMessage> messages{{"/stemwright/subscribe", {}}, {"/*/gain", {}}};
            for (int i = 0; i < 20; ++i)
                messages.push_back({oscAddress(any(random)), {float(random() % 200) / 10 - 10}});
            messages.push_back({"/stemwright/release", {any(random)}});
            try {
                answered_ += !client.ask(messages).answers.empty();
            } catch (const Error&) {} // a busy machine takes more than its second
        }
    }
    void sendDamagedOsc(uint16_t port) {
        int to = socket(AF_INET, SOCK_DGRAM, 0);
        sockaddr_in there{};
        there.sin_family = AF_INET;
        there.sin_port = htons(port);
        there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        std::mt19937 random(2);
        for (int i = 0; i < rounds_ * 50; ++i) {
            auto packet = encodeOsc({oscAddress(any(random)), {float(i)}});
            for (int damage = 0; damage < 3; ++damage) packet[random() % packet.size()] = uint8_t(random());
            sendto(to, packet.data(), packet.size(), 0, reinterpret_cast<sockaddr*>(&there), sizeof there);
        }
        close(to);
    }
    void sendHttp(uint16_t port) {
        std::mt19937 random(3);
        for (int round = 0; round < rounds_; ++round) {
            std::string target = "/parameters/" + any(random);
            answered_ +=
                ask(port, "PUT", target, R"({"value": )" + std::to_string(random() % 9) + "}").status > 0;
            ask(port, "DELETE", target);
            ask(port, "POST", "/transport", R"({"state": "stopped", "position": 1})");
            ask(port, "POST", "/transport", R"({"state": "playing"})");
            answered_ += ask(port, "GET", "/parameters").status == 200;
            ask(port, "GET", "/" + std::string(1 + random() % 2000, char('!' + random() % 90)));
            HttpClient(port).send("PUT /parameters HTTP/1.1\r\nContent-Length: 9999\r\n\r\n{"); // and is gone
        }
    }
    void sendWebSocket(uint16_t port) {
        WebSocketClient client(port), deaf(port, "/live", {}, 4096);
        std::mt19937 random(4);
        for (int round = 0; round < rounds_; ++round) {
            for (int i = 0; i < 20; ++i) {
                client.send(R"({"move": {")" + any(random) + "\": " + std::to_string(random() % 9) + "}}");
                deaf.send(R"({"release": [")" + any(random) + "\"]}");
            }
            if (round % 20 == 0) client.send("{\"move\": " + std::string(200, '['));
            answered_ += client.next("status").is_object();
        }
    }
    // Bindings exist for ten controllers; everything else is noise.
    void sendMidi(JackMidiDevice& device) {
        std::mt19937 random(5);
        for (int round = 0; round < rounds_; ++round) {
            for (int i = 0; i < 20; ++i) {
                device.send({0xB0, uint8_t(random() % 10), uint8_t(random() % 128)});
                std::vector<uint8_t> noise(1 + random() % 4);
                for (uint8_t& byte : noise) byte = uint8_t(random());
                device.send(noise);
            }
            answered_ += waitFor([&] { return device.hasSent(); }, 30);
        }
    }
    int answered() const { return answered_; } ///< requests of all of them

  private:
    const std::string& any(std::mt19937& random) const { return addresses_[random() % addresses_.size()]; }

    std::vector<std::string> addresses_;
    int rounds_;
    std::atomic<int> answered_ = 0;
};

MidiMap tenFaders(const std::vector<std::string>& addresses) {
    MidiMap map;
    for (int i = 0; i < 10; ++i) {
        MidiBinding binding;
        binding.name = "c" + std::to_string(i);
        binding.control.number = i;
        binding.address = addresses[size_t(i) * 7 % addresses.size()];
        map.bindings.push_back(binding);
    }
    return map;
}

TEST(ControlTraffic, overSocketsAndMidiTakesNothingOnTheAudioThread) {
    JackServer server(48000, 256);
    if (!server.runs()) GTEST_SKIP() << "there is no jackd, or it does not run here";
    server.introduce();
    JackMidiDevice device(server, "faders");
    ASSERT_TRUE(device.runs());
    WatchedConsole console;
    Crowd crowd(console.addresses(), 150);
    MidiSurface surface(console.desk(), tenFaders(console.addresses()), {"jack", "faders"});
    ASSERT_TRUE(waitFor([&] { return surface.poll(), device.isConnected(); }, 30));
    ControlLoop loop;
    OscServer osc(console.desk(), loop, {"127.0.0.1", 0, ""});
    HttpServer http(console.desk(), loop, {});
    std::atomic<bool> over = false;
    std::atomic<int> busy = 5;
    std::thread audio([&] { EXPECT_EQ(console.play(over), SystemCallWatch::none); });
    std::vector<std::thread> clients;
    auto start = [&](auto what) {
        clients.emplace_back([&, what] {
            what();
            --busy;
        });
    };
    start([&] { crowd.sendOsc(osc.port()); });
    start([&] { crowd.sendDamagedOsc(osc.port()); });
    start([&] { crowd.sendHttp(http.port()); });
    start([&] { crowd.sendWebSocket(http.port()); });
    start([&] { crowd.sendMidi(device); });
    while (busy > 0 || console.edits() < 50) {
        surface.poll();
        if (busy == 0) console.desk().play(); // whoever stopped it last
        console.lookAfter();
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    for (std::thread& client : clients) client.join();
    over = true;
    audio.join();
    EXPECT_GT(crowd.answered(), 500);
    EXPECT_FALSE(device.heard().empty()) << "it is shown what was moved";
    EXPECT_FALSE(console.desk().capture().isEmpty()) << "something was moved";
}

}
}
