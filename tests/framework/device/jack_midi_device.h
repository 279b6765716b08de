// A MIDI device on a JACK server, which sends what it is told to and records what it is sent.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/device/jack_server.h"
#include <array>
#include <jack/midiport.h>

namespace stemwright::test {

/// A client with knobs and lamps, which other programs see as a device.
class JackMidiDevice {
  public:
    JackMidiDevice(const JackServer& server, const std::string& name)
        : client_(jack_client_open(name.c_str(), jack_options_t(JackNoStartServer | JackServerName), nullptr,
                                   server.name().c_str())) {
        if (!client_) return;
        knobs_ = jack_port_register(client_, "knobs", JACK_DEFAULT_MIDI_TYPE, JackPortIsOutput, 0);
        lamps_ = jack_port_register(client_, "lamps", JACK_DEFAULT_MIDI_TYPE, JackPortIsInput, 0);
        jack_set_process_callback(client_, process, this);
        jack_activate(client_);
    }
    ~JackMidiDevice() { unplug(); }
    JackMidiDevice(const JackMidiDevice&) = delete;

    void unplug() {
        if (client_) jack_client_close(client_);
        client_ = nullptr;
    }
    bool runs() const { return client_ != nullptr; }
    bool isConnected() const { return jack_port_connected(knobs_) > 0; }

    void send(const std::vector<uint8_t>& bytes) {
        sent_[sends_ % sent_.size()] = bytes;
        ++sends_;
    }
    /// Whether all of it is on its way; at most 256 messages may wait.
    bool hasSent() const { return done_ == sends_; }
    std::vector<std::vector<uint8_t>> heard() const {
        return {heard_.begin(), heard_.begin() + long(hears_.load())};
    }

  private:
    static int process(jack_nframes_t frames, void* self) {
        auto& device = *static_cast<JackMidiDevice*>(self);
        void* out = jack_port_get_buffer(device.knobs_, frames);
        jack_midi_clear_buffer(out);
        for (; device.done_ < device.sends_; ++device.done_) {
            const auto& bytes = device.sent_[device.done_ % device.sent_.size()];
            jack_midi_event_write(out, 0, bytes.data(), bytes.size());
        }
        void* in = jack_port_get_buffer(device.lamps_, frames);
        jack_midi_event_t event;
        for (uint32_t i = 0; jack_midi_event_get(&event, in, i) == 0 && device.hears_ < device.heard_.size();
             ++i) {
            device.heard_[device.hears_].assign(event.buffer, event.buffer + event.size);
            ++device.hears_;
        }
        return 0;
    }

    jack_client_t* client_;
    jack_port_t *knobs_ = nullptr, *lamps_ = nullptr;
    std::array<std::vector<uint8_t>, 256> sent_, heard_;
    std::atomic<size_t> sends_ = 0, done_ = 0, hears_ = 0;
};

}
