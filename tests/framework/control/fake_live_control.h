// A mix that only remembers what is done to it, in the place of one that plays.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/bar_position.h"
#include "framework/control/live_control.h"
#include <algorithm>
#include <cmath>
#include <mutex>

namespace stemwright::test {

/// Four numbers, one output and a song of a minute and a half. Any thread.
class FakeLiveControl : public LiveControl {
  public:
    FakeLiveControl() {
        constexpr Range fader{0, -unbounded, 24, Unit::dB, Scale::linear};
        add("bass.duck.ratio", "input dB per output dB", {2, 1, 20, Unit::none, Scale::logarithmic});
        add("vox.eq.mud.freq", "middle of the band", {1000, 20, 20000, Unit::Hz, Scale::logarithmic});
        add("vox.gain", "fader", fader);
        add("vox.pan", "place between left and right", {0, -1, 1, Unit::none, Scale::linear});
    }

    /// Parameters come sorted; add them so.
    void add(const std::string& address, const std::string& help, const Range& range) {
        std::lock_guard lock(mutex_);
        parameters_.push_back({address, help, range, Parameter::Source::text, range.init});
    }

    std::shared_ptr<const Parameters> parameters() const override {
        std::lock_guard lock(mutex_);
        return std::make_shared<const Parameters>(parameters_);
    }
    Outcome move(const std::string& address, double value) override {
        std::lock_guard lock(mutex_);
        Parameter* found = find(address);
        if (!found) return Outcome::unknown;
        if (std::isnan(value)) return Outcome::refused;
        found->value = std::clamp(value, found->range.min, found->range.max);
        found->source = Parameter::Source::hand;
        return found->value == value ? Outcome::done : Outcome::limited;
    }
    Outcome release(const std::string& address) override {
        std::lock_guard lock(mutex_);
        Parameter* found = find(address);
        if (!found) return Outcome::unknown;
        found->value = found->range.init;
        found->source = Parameter::Source::text;
        return Outcome::done;
    }

    Outcome learn(const std::string& target) override {
        std::lock_guard lock(mutex_);
        if (target != "play" && target != "stop" && !find(target)) return Outcome::unknown;
        learned = target;
        return Outcome::done;
    }
    std::string learned; ///< what was asked for last

    Transport transport() const override {
        std::lock_guard lock(mutex_);
        Transport now = transport_;
        BarPosition place = barPosition(timeline().tempo, now.position);
        now.bar = place.bar, now.beat = place.beat;
        return now;
    }
    Timeline timeline() const override { return {}; }
    void play() override {
        set([this] { transport_.state = Transport::State::playing; });
    }
    void stop() override {
        set([this] { transport_.state = Transport::State::stopped; });
    }
    void repeat(Transport::AtEnd atEnd) override {
        set([&] { transport_.atEnd = atEnd; });
    }
    Outcome locate(double seconds) override {
        std::lock_guard lock(mutex_);
        if (std::isnan(seconds)) return Outcome::refused;
        transport_.position = std::clamp(seconds, 0., transport_.length);
        return transport_.position == seconds ? Outcome::done : Outcome::limited;
    }

    Status status() const override {
        return {{{"mix", {1, 0.5f}}, {"buses.drums", {0.5f}}}, 0.25, 0.5, 3, 1};
    }
    std::string document() const override { return "stemwright: 1\n"; }
    std::vector<Event> eventsSince(uint64_t number) const override {
        std::lock_guard lock(mutex_);
        auto first = events_.begin() + std::ptrdiff_t(std::min<uint64_t>(number, events_.size()));
        return {first, events_.end()};
    }
    void happen(const std::string& kind, const std::string& text) {
        set([&] { events_.push_back({events_.size() + 1, kind, text}); });
    }

    double value(const std::string& address) const {
        std::lock_guard lock(mutex_);
        return const_cast<FakeLiveControl*>(this)->find(address)->value;
    }

  private:
    template <class Change> void set(Change change) {
        std::lock_guard lock(mutex_);
        change();
    }
    Parameter* find(const std::string& address) {
        for (Parameter& parameter : parameters_)
            if (parameter.address == address) return &parameter;
        return nullptr;
    }

    mutable std::mutex mutex_;
    Parameters parameters_;
    Transport transport_{Transport::State::playing, Transport::AtEnd::stop, 0, 90, 1, 1, 48000};
    std::vector<Event> events_;
};

}
