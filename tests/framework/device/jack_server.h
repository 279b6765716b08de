// A sound server without a sound card, and a client of it that records what it hears, frame by frame.
// SPDX-License-Identifier: MIT
#pragma once
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
/// its clients: what is recorded does not depend on how busy the machine is.
class JackServer {
  public:
    enum class Scheduling { realtime, usual };
    JackServer(int rate, int period, Scheduling scheduling = Scheduling::realtime)
        : name_("stemwright-test-" + std::to_string(getpid()) + "-" + std::to_string(period)) {
        jack_set_error_function([](const char*) {}); // it is asked for before it is there
        jack_set_info_function([](const char*) {});
        for (const char* word : {"-R", "-r"}) { // real-time, where that is allowed
            if (scheduling == Scheduling::usual && word[1] == 'R') continue;
            begin(word, std::to_string(rate), std::to_string(period));
            if (waitFor([&] { return answers(); }, 5)) return;
            end();
        }
    }
    ~JackServer() { end(); }
    JackServer(const JackServer&) = delete;

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
        execlp("jackd", "jackd", "-n", name_.c_str(), scheduling.c_str(), "-S", "-d", "dummy", "-r",
               rate.c_str(), "-p", period.c_str(), static_cast<char*>(nullptr));
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
    pid_t process_ = -1;
};

/// A client with two inputs, which other programs see as a device with two channels.
class JackRecorder {
  public:
    /// `name` of the device; room for so many frames.
    JackRecorder(const JackServer& server, const std::string& name, size_t frames)
        : client_(jack_client_open(name.c_str(), jack_options_t(JackNoStartServer | JackServerName), nullptr,
                                   server.name().c_str())) {
        for (auto& channel : heard_) channel.resize(frames);
        if (!client_) return;
        for (int c = 0; c < 2; ++c) {
            std::string number = std::to_string(c + 1);
            inputs_[c] = jack_port_register(client_, ("in_" + number).c_str(), JACK_DEFAULT_AUDIO_TYPE,
                                            JackPortIsInput, 0);
            // A device without outputs of its own is not looked at.
            jack_port_register(client_, ("out_" + number).c_str(), JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput,
                               0);
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
    void freewheel(bool on) const { jack_set_freewheel(client_, on); }

    /// From the first frame on that was not silent.
    std::vector<std::vector<float>> heard() const {
        std::vector<std::vector<float>> found(heard_, heard_ + 2);
        for (auto& channel : found) channel.resize(frames_);
        return found;
    }

  private:
    static int record(jack_nframes_t count, void* self) {
        auto& recorder = *static_cast<JackRecorder*>(self);
        const float* in[2];
        for (int c = 0; c < 2; ++c)
            in[c] = static_cast<float*>(jack_port_get_buffer(recorder.inputs_[c], count));
        size_t frames = recorder.frames_;
        for (jack_nframes_t i = 0; i < count; ++i) {
            if (frames == 0 && in[0][i] == 0 && in[1][i] == 0) continue;
            if (frames == recorder.heard_[0].size()) break;
            for (int c = 0; c < 2; ++c) recorder.heard_[c][frames] = in[c][i];
            ++frames;
        }
        recorder.frames_ = frames;
        return 0;
    }

    jack_client_t* client_;
    jack_port_t* inputs_[2];
    std::vector<float> heard_[2];
    std::atomic<size_t> frames_ = 0;
};

}
