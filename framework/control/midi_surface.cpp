// Brings port and bindings together.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_surface.h"
#include "framework/error/error.h"
#include <chrono>
#include <utility>

namespace stemwright {

namespace {

constexpr double betweenLooks = 1; // seconds

double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}

MidiSurface::MidiSurface(LiveControl& live, MidiMap map, Settings settings)
    : live_(live), settings_(std::move(settings)), bindings_({}) {
    bind(std::move(map));
}

void MidiSurface::bind(MidiMap map) {
    std::string device = settings_.device.empty() ? map.device : settings_.device;
    if (!port_ || device != device_) {
        device_ = device;
        port_ = std::make_unique<MidiPort>(settings_.system, device);
        missing_ = Missing::untold;
        looked_ = -1e9;
    }
    bindings_ = MidiBindings(std::move(map));
    for (const std::string& address : bindings_.unknown(live_))
        say("the mix that plays has no \"" + address + "\", so its MIDI control does nothing");
}

void MidiSurface::poll() {
    double now = seconds();
    if (now - looked_ >= betweenLooks) lookForPort(now);
    std::vector<MidiMessage> messages;
    while (auto message = port_->receive()) messages.push_back(*message);
    if (learner_) {
        for (const MidiMessage& message : messages) learner_->take(message, now);
        if (auto control = learner_->found(now)) {
            learner_.reset();
            std::exchange(learned_, {})(*control);
        }
        return;
    }
    bindings_.take(messages, live_, now);
    if (port_->isOpen())
        for (const MidiMessage& message : bindings_.feedback(live_, now)) port_->send(message);
}

void MidiSurface::lookForPort(double now) {
    looked_ = now;
    if (port_->isOpen() && !port_->isThere()) {
        port_->close();
        say("the MIDI device \"" + port_->name() + "\" is gone", "plug it in again: it is looked for");
        missing_ = Missing::told;
    }
    if (port_->isOpen()) return;
    try {
        port_->open();
        bindings_.forget();
        say("the MIDI device \"" + port_->name() + "\" is there");
        missing_ = Missing::untold;
    } catch (const Error& error) {
        if (missing_ == Missing::untold)
            news_.insert(news_.end(), error.problems().begin(), error.problems().end());
        missing_ = Missing::told;
    }
}

void MidiSurface::learn(const std::string& target, Learned learned) {
    learner_.emplace(target);
    learned_ = std::move(learned);
}

std::vector<Problem> MidiSurface::news() { return std::exchange(news_, {}); }

}
