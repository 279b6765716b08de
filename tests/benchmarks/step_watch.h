// Hears what is played, and looks for steps in it round moments that somebody names.
// SPDX-License-Identifier: MIT
#pragma once
#include "tests/framework/device/jack_server.h"
#include <algorithm>
#include <cmath>
#include <fmt/core.h>

namespace stemwright::bench {

/// A client of the sound server that is connected to what plays on the device "system". Of every block it
/// keeps the largest difference between neighbours.
class StepWatch {
  public:
    /// `rate` in Hz; room for so many blocks of `period` frames.
    StepWatch(const test::JackServer& server, int rate, int period, size_t blocks)
        : client_(jack_client_open("steps", jack_options_t(JackNoStartServer | JackServerName), nullptr,
                                   server.name().c_str())),
          second_(size_t(rate / period)),
          steps_(blocks) {
        for (int c = 0; c < 2; ++c) {
            std::string number = std::to_string(c + 1);
            inputs_[c] = jack_port_register(client_, ("in_" + number).c_str(), JACK_DEFAULT_AUDIO_TYPE,
                                            JackPortIsInput, 0);
        }
        jack_set_process_callback(client_, process, this);
        jack_activate(client_);
        for (int c = 0; c < 2; ++c) {
            jack_port_t* played =
                jack_port_by_name(client_, ("system:playback_" + std::to_string(c + 1)).c_str());
            const char** ports = played ? jack_port_get_all_connections(client_, played) : nullptr;
            for (const char** port = ports; port && *port; ++port)
                jack_connect(client_, *port, jack_port_name(inputs_[c]));
            jack_free(ports);
        }
    }
    ~StepWatch() { jack_client_close(client_); }
    StepWatch(const StepWatch&) = delete;

    /// Something happens now, or did within the last 30 ms.
    void note() { noted_.push_back(blocks_); }

    /// Beside the steps at what was noted: those two seconds later, where nothing was.
    std::string text() const {
        Found at = found(0), beside = found(2 * second_);
        return fmt::format(
            "at {} edits the largest step was {:.3f}, and at most {:.2f} times the largest one in the second "
            "before and after; two seconds later, where nothing was edited, {:.3f} and {:.2f} times\n",
            at.moments, at.largest, at.ratio, beside.largest, beside.ratio);
    }

  private:
    struct Found {
        size_t moments = 0;
        float largest = 0, ratio = 0;
    };
    Found found(size_t later) const {
        Found found;
        for (size_t noted : noted_) {
            size_t moment = noted + later, from = moment - second_ / 32, to = moment + second_ / 10;
            if (moment < 2 * second_ || to + second_ > blocks_) continue;
            float step = largest(from, to),
                  around = std::max(largest(from - second_, from), largest(to, to + second_));
            ++found.moments;
            found.largest = std::max(found.largest, step);
            if (around > 0) found.ratio = std::max(found.ratio, step / around);
        }
        return found;
    }
    float largest(size_t from, size_t to) const {
        return *std::max_element(steps_.begin() + long(from), steps_.begin() + long(to));
    }

    static int process(jack_nframes_t frames, void* self) {
        StepWatch& watch = *static_cast<StepWatch*>(self);
        if (watch.blocks_ == watch.steps_.size()) return 0;
        float step = 0;
        for (int c = 0; c < 2; ++c) {
            const float* in = static_cast<float*>(jack_port_get_buffer(watch.inputs_[c], frames));
            for (jack_nframes_t i = 0; i < frames; ++i) {
                step = std::max(step, std::abs(in[i] - watch.last_[c]));
                watch.last_[c] = in[i];
            }
        }
        watch.steps_[watch.blocks_] = step;
        ++watch.blocks_;
        return 0;
    }

    jack_client_t* client_;
    jack_port_t* inputs_[2];
    size_t second_; // in blocks
    std::vector<float> steps_;
    std::atomic<size_t> blocks_ = 0;
    std::vector<size_t> noted_;
    float last_[2] = {};
};

}
