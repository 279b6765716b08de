// A sound server without a sound card, and a client of it that records what it hears, frame by frame.
// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <functional>
#include <jack/jack.h>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace stemwright::test {

inline bool waitFor(const std::function<bool()>& done, double seconds) {
    for (int i = 0; i < int(seconds * 200); ++i) {
        if (done()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return done();
}

/// jackd with the driver "dummy" under a name of its own, so that tests can run side by side. It waits for
/// its clients unless told otherwise: what is recorded does not depend on how busy the machine is.
class JackServer {
  public:
    enum class Scheduling { realtime, usual };
    enum class Waits { forClients, forNobody };
    JackServer(int rate, int period, Scheduling scheduling = Scheduling::realtime,
               Waits waits = Waits::forClients)
        : name_("stemwright-test-" + std::to_string(getpid()) + "-" + std::to_string(period)),
          rate_(rate),
          period_(period),
          scheduling_(scheduling),
          waits_(waits) {
        jack_set_error_function([](const char*) {}); // it is asked for before it is there
        jack_set_info_function([](const char*) {});
        restart();
    }
    ~JackServer() { end(); }
    JackServer(const JackServer&) = delete;

    void restart() {
        for (const char* word : {"-R", "-r"}) { // real-time, where that is allowed
            if (scheduling_ == Scheduling::usual && word[1] == 'R') continue;
            begin(word, std::to_string(rate_), std::to_string(period_));
            if (waitFor([&] { return answers(); }, 5)) return;
            end();
        }
    }

    bool runs() const { return process_ > 0; }
    const std::string& name() const { return name_; }
    void end() {
        if (process_ <= 0) return;
        kill(process_, SIGTERM);
        waitpid(process_, nullptr, 0);
        process_ = -1;
    }

    /// For a new process: what it must know to find this server.
    void introduce() const {
        setenv("JACK_DEFAULT_SERVER", name_.c_str(), 1);
        setenv("JACK_NO_START_SERVER", "1", 1);
    }

  private:
    void begin(const std::string& scheduling, const std::string& rate, const std::string& period) {
        process_ = fork();
        if (process_ != 0) return;
        setenv("JACK_NO_AUDIO_RESERVATION", "1", 1);
        int nowhere = open("/dev/null", O_RDWR);
        for (int stream : {0, 1, 2}) dup2(nowhere, stream);
        execlp("jackd", "jackd", "-n", name_.c_str(), scheduling.c_str(),
               waits_ == Waits::forClients ? "-S" : "--silent", "-d", "dummy", "-r", rate.c_str(), "-p",
               period.c_str(), static_cast<char*>(nullptr));
        _exit(127);
    }
    bool answers() const {
        jack_status_t status{};
        jack_client_t* client = jack_client_open("knock", jack_options_t(JackNoStartServer | JackServerName),
                                                 &status, name_.c_str());
        if (client) jack_client_close(client);
        return client != nullptr;
    }

    std::string name_;
    int rate_, period_;
    Scheduling scheduling_;
    Waits waits_;
    pid_t process_ = -1;
};

/// White noise by its frame and channel.
inline float noiseAt(int64_t frame, int channel) {
    uint64_t x = uint64_t(frame) * 2 + uint64_t(channel) + 1; // splitmix64, by S. Vigna
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return float(int32_t(x >> 32)) * 0x1p-33f;
}

/// A client with inputs and two outputs, which other programs see as a device that plays and gives as many.
class JackRecorder {
  public:
    enum class Sends { silence, noise }; ///< noiseAt() its own frames
    /// `name` of the device; room for so many frames.
    JackRecorder(const JackServer& server, const std::string& name, size_t frames,
                 Sends sends = Sends::silence, size_t inputs = 2)
        : client_(jack_client_open(name.c_str(), jack_options_t(JackNoStartServer | JackServerName), nullptr,
                                   server.name().c_str())),
          sends_(sends),
          inputs_(inputs),
          in_(inputs),
          heard_(inputs, std::vector<float>(frames)) {
        if (!client_) return;
        for (size_t c = 0; c < inputs; ++c)
            inputs_[c] = jack_port_register(client_, ("in_" + std::to_string(c + 1)).c_str(),
                                            JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
        for (int c = 0; c < 2; ++c) {
            std::string number = std::to_string(c + 1);
            // A device without outputs of its own is not looked at.
            outputs_[c] = jack_port_register(client_, ("out_" + number).c_str(), JACK_DEFAULT_AUDIO_TYPE,
                                             JackPortIsOutput, 0);
        }
        jack_set_process_callback(client_, record, this);
        jack_activate(client_);
    }
    ~JackRecorder() {
        if (client_) jack_client_close(client_);
    }
    JackRecorder(const JackRecorder&) = delete;

    bool runs() const { return client_ != nullptr; }
    size_t frames() const { return frames_; } ///< since something was heard first
    int64_t first() const { return first_; }  ///< its own frame at which something was heard first
    void freewheel(bool on) const { jack_set_freewheel(client_, on); }

    /// From the first frame on that was not silent.
    std::vector<std::vector<float>> heard() const {
        std::vector<std::vector<float>> found = heard_;
        for (auto& channel : found) channel.resize(frames_);
        return found;
    }

  private:
    static int record(jack_nframes_t count, void* self) {
        auto& recorder = *static_cast<JackRecorder*>(self);
        auto& in = recorder.in_;
        for (size_t c = 0; c < in.size(); ++c)
            in[c] = static_cast<float*>(jack_port_get_buffer(recorder.inputs_[c], count));
        for (int c = 0; c < 2; ++c) {
            auto* out = static_cast<float*>(jack_port_get_buffer(recorder.outputs_[c], count));
            for (jack_nframes_t i = 0; i < count; ++i)
                out[i] = recorder.sends_ == Sends::noise ? noiseAt(recorder.now_ + i, c) : 0;
        }
        size_t frames = recorder.frames_;
        for (jack_nframes_t i = 0; i < count; ++i) {
            auto isSilent = [=](const float* row) { return row[i] == 0; };
            if (frames == 0 && std::all_of(in.begin(), in.end(), isSilent)) continue;
            if (frames == recorder.heard_[0].size()) break;
            if (frames == 0) recorder.first_ = recorder.now_ + i;
            for (size_t c = 0; c < in.size(); ++c) recorder.heard_[c][frames] = in[c][i];
            ++frames;
        }
        recorder.frames_ = frames;
        recorder.now_ += count;
        return 0;
    }

    jack_client_t* client_;
    Sends sends_;
    std::vector<jack_port_t*> inputs_;
    jack_port_t* outputs_[2];
    std::vector<const float*> in_; // while a block is recorded
    int64_t now_ = 0;
    std::atomic<int64_t> first_ = 0;
    std::vector<std::vector<float>> heard_;
    std::atomic<size_t> frames_ = 0;
};

}
