// Keeps for each control where it was seen and what it shows.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_bindings.h"
#include "framework/control/midi_values.h"
#include <algorithm>
#include <cmath>
#include <utility>

namespace stemwright {

namespace {

using Action = MidiBinding::Action;
using Encoding = MidiBinding::Encoding;
using Resolution = MidiControl::Resolution;
using State = LiveControl::Transport::State;

constexpr double settling = 0.2;      // seconds in which a number may be on its way to where it was moved
constexpr double leftAlone = 0.5;     // seconds after which nobody holds a fader any more
constexpr double betweenLooks = 0.05; // seconds
constexpr size_t mostAtOnce = 40;     // messages: 3 bytes of 10 bits each, at 31250 bits a second, in 50 ms
constexpr double step = 1.0 / highestOf({}); // of a position, on a control with seven bits

const LiveControl::Parameter* find(const LiveControl::Parameters& parameters, const std::string& address) {
    auto at = std::lower_bound(
        parameters.begin(), parameters.end(), address,
        [](const LiveControl::Parameter& p, const std::string& wanted) { return p.address < wanted; });
    return at != parameters.end() && at->address == address ? &*at : nullptr;
}

bool isSame(double a, double b) {
    return a == b || (std::isfinite(b) && std::abs(a - b) <= 1e-6 * std::max(1.0, std::abs(b)));
}

}

MidiBindings::MidiBindings(MidiMap map) : feedback_(map.feedback) {
    for (MidiBinding& binding : map.bindings) {
        handles_.push_back({std::move(binding)});
        handles_.back().channel = std::max(handles_.back().binding.control.channel, 1);
    }
}

void MidiBindings::take(std::span<const MidiMessage> messages, LiveControl& live, double now) {
    if (messages.empty()) return;
    Snapshot snapshot = live.parameters();
    for (const MidiMessage& message : messages)
        for (size_t i = 0; i < handles_.size(); ++i) {
            Handle& handle = handles_[i];
            if (!comesFrom(handle.binding.control, message)) continue;
            handle.channel = message.channel;
            handle.heard = now;
            if (handle.binding.action == Action::move) {
                turn(i, message, live, snapshot, now);
                continue;
            }
            handle.shown.reset(); // many a button lights up as long as it is held, whatever it was told
            bool wasDown = std::exchange(handle.down, isDown(message));
            if (handle.down && !wasDown) press(i, live, snapshot, now);
        }
}

void MidiBindings::turn(size_t i, const MidiMessage& message, LiveControl& live, const Snapshot& snapshot,
                        double now) {
    Handle& handle = handles_[i];
    const MidiBinding& binding = handle.binding;
    std::optional<double> value = valueOf(binding.address, snapshot, now);
    if (!value) return;
    double present = positionOf(binding.travel, *value);
    if (binding.encoding != Encoding::positions)
        return moveTo(i, present + stepsOf(binding.encoding, message.value) * step, live, now);
    if (message.way == MidiMessage::Way::relative)
        return moveTo(i, present + double(message.value) / highestOf(binding.control), live, now);
    int shown = message.value;
    if (message.isParameter()) {
        if (binding.control.resolution == Resolution::plain) shown >>= 7;
    } else if (binding.control.resolution == Resolution::fine) {
        bool isCoarse = message.number == binding.control.number;
        if (isCoarse) handle.coarse = message.value;
        if (handle.coarse < 0) return; // lower bits of something that is not known
        shown = handle.coarse << 7 | (isCoarse ? 0 : message.value);
    }
    handle.shown = shown;
    double position = double(shown) / highestOf(binding.control);
    bool moves = binding.pickup == MidiBinding::Pickup::jump || takesOver(i, position, present);
    handle.position = position;
    if (moves) moveTo(i, position, live, now);
}

// Whether a fader has its number already, or is about to pass it.
bool MidiBindings::takesOver(size_t i, double position, double present) const {
    const Handle& handle = handles_[i];
    auto moved = moved_.find(handle.binding.address);
    bool isIts = moved != moved_.end() && moved->second.by == i &&
                 std::abs(positionOf(handle.binding.travel, moved->second.value) - present) < step / 2;
    bool passes = handle.position && (*handle.position - present) * (position - present) <= 0;
    return isIts || passes || std::abs(position - present) <= step;
}

void MidiBindings::moveTo(size_t i, double position, LiveControl& live, double now) {
    const MidiBinding& binding = handles_[i].binding;
    double value = valueAt(binding.travel, position);
    LiveControl::Outcome outcome = live.move(binding.address, value);
    if (outcome == LiveControl::Outcome::done || outcome == LiveControl::Outcome::limited)
        moved_[binding.address] = {value, now, i};
}

void MidiBindings::press(size_t i, LiveControl& live, const Snapshot& snapshot, double now) {
    Handle& handle = handles_[i];
    const MidiBinding& binding = handle.binding;
    switch (binding.action) {
    case Action::play:
        return live.play();
    case Action::stop:
        return live.stop();
    case Action::locate:
        live.locate(binding.seconds);
        return;
    default:
        break;
    }
    handle.on = !isOn(handle, snapshot, now);
    handle.switched = now;
    moved_.erase(binding.address);
    if (handle.on)
        live.move(binding.address, binding.travel.to);
    else if (binding.back)
        live.move(binding.address, *binding.back);
    else
        live.release(binding.address);
}

bool MidiBindings::isOn(const Handle& handle, const Snapshot& snapshot, double now) const {
    if (now - handle.switched < settling) return handle.on;
    std::optional<double> value = valueOf(handle.binding.address, snapshot, now);
    return value && isSame(*value, handle.binding.travel.to);
}

std::optional<double> MidiBindings::valueOf(const std::string& address, const Snapshot& snapshot,
                                            double now) const {
    if (auto moved = moved_.find(address); moved != moved_.end() && now - moved->second.when < settling)
        return moved->second.value;
    const LiveControl::Parameter* parameter = find(*snapshot, address);
    return parameter && !std::isnan(parameter->value) ? std::optional(parameter->value) : std::nullopt;
}

std::optional<int> MidiBindings::target(const Handle& handle, const LiveControl& live,
                                        const Snapshot& snapshot, double now) const {
    const MidiBinding& binding = handle.binding;
    auto lit = [&](bool on) { return on ? highestOf(binding.control) : 0; };
    switch (binding.action) {
    case Action::play:
        return lit(live.transport().state == State::playing);
    case Action::stop:
        return lit(live.transport().state != State::playing);
    case Action::toggle:
        return lit(isOn(handle, snapshot, now));
    case Action::locate:
        return {};
    case Action::move:
        break;
    }
    if (binding.encoding == Encoding::positions && now - handle.heard < leftAlone) return {};
    std::optional<double> value = valueOf(binding.address, snapshot, now);
    if (!value) return {};
    return int(std::lround(positionOf(binding.travel, *value) * highestOf(binding.control)));
}

std::vector<MidiMessage> MidiBindings::feedback(const LiveControl& live, double now) {
    std::vector<MidiMessage> messages;
    if (feedback_ == MidiMap::Feedback::withheld || now - looked_ < betweenLooks) return messages;
    looked_ = now;
    Snapshot snapshot = live.parameters();
    for (size_t looks = handles_.size(); looks > 0 && messages.size() + mostToShow <= mostAtOnce; --looks) {
        Handle& handle = handles_[next_++ % handles_.size()];
        std::optional<int> value = target(handle, live, snapshot, now);
        if (!value || value == handle.shown) continue;
        for (const MidiMessage& message : showing(handle.binding.control, handle.channel, *value))
            messages.push_back(message);
        handle.shown = value;
    }
    return messages;
}

void MidiBindings::forget() {
    for (Handle& handle : handles_) {
        int channel = handle.channel;
        handle = {std::move(handle.binding)};
        handle.channel = channel;
    }
}

std::vector<std::string> MidiBindings::unknown(const LiveControl& live) const {
    Snapshot snapshot = live.parameters();
    std::vector<std::string> addresses;
    for (const Handle& handle : handles_)
        if (const std::string& address = handle.binding.address;
            !address.empty() && !find(*snapshot, address))
            addresses.push_back(address);
    return addresses;
}

}
