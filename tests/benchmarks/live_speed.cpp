// Plays the console live for minutes while it is edited and its faders move, or scripts, and tells how much
// of its time each block took, beside a client of the sound server that does nothing, and whether edits are
// heard as steps.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_message.h"
#include "framework/control/osc_server.h"
#include "tests/benchmarks/console/document.h"
#include "tests/benchmarks/console/tracks.h"
#include "tests/benchmarks/step_watch.h"
#include <arpa/inet.h>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace stemwright;
using namespace stemwright::test;
namespace fs = std::filesystem;

namespace {

constexpr int rate = 48000, period = 128, scriptTracks = 8;

/// Called once in every period, as the mix is, and does nothing: what it finds is the machine's.
class EmptyClient {
  public:
    explicit EmptyClient(const JackServer& server)
        : client_(jack_client_open("empty", jack_options_t(JackNoStartServer | JackServerName), nullptr,
                                   server.name().c_str())) {
        delays_.reserve(1 << 24);
        jack_set_process_callback(client_, process, this);
        jack_set_xrun_callback(client_, xrun, this);
        jack_activate(client_);
    }
    ~EmptyClient() { jack_client_close(client_); }
    EmptyClient(const EmptyClient&) = delete;

    std::string text() const {
        size_t count = count_, rank = count - 1 - count / 1000;
        std::vector<float> delays(delays_.begin(), delays_.begin() + long(count));
        std::nth_element(delays.begin(), delays.begin() + long(rank), delays.end());
        return fmt::format(
            "an empty client was called at most {:.0f} % of a period late in 99.9 % of {} blocks, {:.0f} % "
            "in the worst one; {} xruns of the server\n",
            100 * delays[rank], count, 100 * *std::max_element(delays.begin(), delays.end()), xruns_.load());
    }

  private:
    static int process(jack_nframes_t frames, void* self) {
        EmptyClient& client = *static_cast<EmptyClient*>(self);
        if (client.count_ == client.delays_.capacity()) return 0;
        client.delays_.push_back(float(jack_frames_since_cycle_start(client.client_)) / float(frames));
        ++client.count_;
        return 0;
    }
    static int xrun(void* self) {
        ++static_cast<EmptyClient*>(self)->xruns_;
        return 0;
    }

    jack_client_t* client_;
    std::vector<float> delays_;
    std::atomic<size_t> count_ = 0;
    std::atomic<int> xruns_ = 0;
};

/// Fifty messages in a second, each to another fader.
class Hand {
  public:
    Hand() {
        to_.sin_family = AF_INET;
        to_.sin_port = htons(oscPort);
        inet_pton(AF_INET, "127.0.0.1", &to_.sin_addr);
    }
    ~Hand() { close(socket_); }
    void move(int turn, int tracks) {
        float level = float(-6 + 3 * std::sin(turn * 0.1));
        auto packet = encodeOsc({fmt::format("/t{}/gain", turn % tracks), {level}});
        sendto(socket_, packet.data(), packet.size(), 0, reinterpret_cast<sockaddr*>(&to_), sizeof to_);
    }

  private:
    int socket_ = socket(AF_INET, SOCK_DGRAM, 0);
    sockaddr_in to_{};
};

/// What a program says on stderr, which goes on to ours.
class Words {
  public:
    Words() {
        if (pipe(ends_) == 0) fcntl(ends_[0], F_SETFL, O_NONBLOCK);
    }
    ~Words() { close(ends_[0]); }
    Words(const Words&) = delete;

    void speak() const { dup2(ends_[1], STDERR_FILENO); } ///< the program's side
    void listen() const { close(ends_[1]); }              ///< our side

    /// Whether it has said this since the last call.
    bool said(const std::string& what) const {
        char text[4096];
        ssize_t size = read(ends_[0], text, sizeof text);
        if (size <= 0) return false;
        std::fwrite(text, 1, size_t(size), stderr);
        return std::string(text, size_t(size)).find(what) != std::string::npos;
    }

  private:
    int ends_[2] = {-1, -1};
};
// 64 instances of the scripts of scripts/nodes/, in stereo, each with settings of its own.
std::string scripts() {
    std::string text = fmt::format("stemwright: 1\nsession: {{rate: {} Hz, length: 60 s}}\ntracks:\n", rate);
    for (int t = 0; t < scriptTracks; ++t)
        text += fmt::format("  t{}: {{source: tracks/{}, pan: {}}}\n", t, bench::fileOf(t), t / 4. - 0.875);
    text += "buses:\n";
    for (int n = 0; n < 64; ++n) {
        const std::string settings[] = {fmt::format("biquad.lua, freq: {} Hz, gain: 3 dB", 100 + 50 * n),
                                        fmt::format("compressor.lua, threshold: {} dB", -20 - n / 4),
                                        fmt::format("tape.lua, drive: {} dB", n / 8)};
        text += fmt::format("  b{}:\n    from: {{t{}: 0 dB, t{}: 0 dB}}\n    gain: -36 dB\n"
                            "    chain: [{{lua: {{script: {}/scripts/nodes/{}}}}}]\n",
                            n, n % scriptTracks, (n + 3) % scriptTracks, SOURCE_DIR, settings[n % 3]);
    }
    return text;
}

// Another frequency of the first equaliser each time.
void edit(const fs::path& path, std::string text, int turn) {
    size_t band = text.find("freq: "), end = text.find(" Hz", band);
    text.replace(band, end - band, fmt::format("freq: {}", 100 + turn % 50));
    std::ofstream(path) << text;
}

}

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print("usage: live-speed PROGRAMS FOLDER [MINUTES] [TRACKS | scripts]\n");
        return 2;
    }
    fs::path programs = argv[1], folder = argv[2];
    double minutes = argc > 3 ? std::atof(argv[3]) : 10;
    bool areScripts = argc > 4 && argv[4] == std::string("scripts");
    int tracks = areScripts ? scriptTracks : argc > 4 ? std::atoi(argv[4]) : 64;
    bench::writeTracks((folder / "tracks").string(), tracks);
    std::string text = areScripts ? scripts() : bench::document(bench::Mix::plain, tracks, "tracks");
    fs::path mix = folder / "live.yaml";
    std::ofstream(mix) << text;
    JackServer server(rate, period, JackServer::Scheduling::realtime, JackServer::Waits::forNobody);
    if (!server.runs()) {
        fmt::print("jackd does not run here\n");
        return 4;
    }
    Words words;
    pid_t player = fork();
    if (player == 0) {
        words.speak();
        server.introduce();
        std::string command = programs / "stemwright";
        execl(command.c_str(), command.c_str(), "live", mix.c_str(), "--api", "jack", "--device", "system",
              "--loop", "--osc", static_cast<char*>(nullptr));
        _exit(127);
    }
    words.listen();
    std::this_thread::sleep_for(std::chrono::seconds(3));
    {
        bench::StepWatch steps(server, rate, period, size_t((minutes * 60 + 10) * rate / period));
        EmptyClient empty(server);
        Hand hand;
        auto next = std::chrono::steady_clock::now();
        for (int turn = 0; turn < minutes * 60 * 50; ++turn) {
            if (!areScripts) hand.move(turn, tracks);
            if (!areScripts && turn % 250 == 249) edit(mix, text, turn / 250);
            if (words.said(" taken over; ")) steps.note();
            std::this_thread::sleep_until(next += std::chrono::milliseconds(20));
        }
        fmt::print("\n{}{}", empty.text(), steps.text());
        std::fflush(stdout);
    }
    kill(player, SIGTERM);
    int status = 0;
    waitpid(player, &status, 0);
    return WEXITSTATUS(status);
}
