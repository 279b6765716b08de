// Answers from what it was shown last; asks by queues and atomics.
// SPDX-License-Identifier: MIT
#include "framework/control/live_desk.h"
#include "framework/audio/bar_position.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

static constexpr size_t keptEvents = 300, keptMeters = 5;

static const Fader* faderAt(const std::vector<Fader>& sorted, const std::string& address) {
    auto found = std::lower_bound(sorted.begin(), sorted.end(), address,
                                  [](const Fader& f, const std::string& a) { return f.address < a; });
    return found == sorted.end() || found->address != address ? nullptr : &*found;
}

// To what was there before, where that was higher.
static void raise(LiveControl::Meter& meter, const std::vector<LiveControl::Meter>& before) {
    for (const LiveControl::Meter& old : before)
        if (old.name == meter.name && old.peaks.size() == meter.peaks.size())
            for (size_t c = 0; c < old.peaks.size(); ++c)
                meter.peaks[c] = std::max(meter.peaks[c], old.peaks[c]);
}

LiveDesk::LiveDesk(Playout& playout) : playout_(playout) {}

void LiveDesk::show(std::shared_ptr<const std::vector<Fader>> faders, FaderNumbers& numbers, const Plan& plan,
                    std::string text) {
    std::lock_guard lock(mutex_);
    if (faders_) // what both say stays in the hand, as it does in the engine
        for (const Fader& before : *faders_) {
            const Fader* now = faderAt(*faders, before.address);
            if (!now || !isSameValue(now->written, before.written)) held_.erase(numbers.of(before.address));
        }
    faders_ = std::move(faders);
    numbers_ = &numbers;
    for (const Fader& fader : *faders_) addresses_[numbers.of(fader.address)] = fader.address;
    timeline_ = plan.graph.timeline;
    length_ = plan.length;
    text_ = std::move(text);
}

void LiveDesk::show(Status status) {
    std::lock_guard lock(mutex_);
    recent_.push_back(status.meters);
    if (recent_.size() > keptMeters) recent_.pop_front();
    for (const std::vector<Meter>& before : recent_)
        for (Meter& meter : status.meters) raise(meter, before);
    status_ = std::move(status);
}

const Fader* LiveDesk::find(const std::string& address) const {
    return faders_ ? faderAt(*faders_, address) : nullptr;
}

double LiveDesk::valueNow(const Fader& fader, Parameter::Source& source) const {
    auto held = held_.find(numbers_->find(fader.address));
    source = held != held_.end()   ? Parameter::Source::hand
             : fader.written.curve ? Parameter::Source::automation
                                   : Parameter::Source::text;
    if (held != held_.end()) return held->second;
    size_t cursor = 0;
    return fader.written.curve ? fader.written.curve->at(double(playout_.position()), cursor)
                               : fader.written.constant;
}

std::shared_ptr<const LiveControl::Parameters> LiveDesk::parameters() const {
    std::lock_guard lock(mutex_);
    auto all = std::make_shared<Parameters>();
    if (!faders_) return all;
    all->reserve(faders_->size());
    for (const Fader& fader : *faders_) {
        Parameter parameter{fader.address, fader.help, fader.range};
        parameter.value = valueNow(fader, parameter.source);
        all->push_back(std::move(parameter));
    }
    return all;
}

LiveControl::Outcome LiveDesk::ask(const FaderMove& move) {
    return playout_.ask(move) == Queue<FaderMove>::Outcome::done ? Outcome::done : Outcome::refused;
}

LiveControl::Outcome LiveDesk::move(const std::string& address, double value) {
    std::lock_guard lock(mutex_);
    const Fader* fader = find(address);
    if (!fader) return Outcome::unknown;
    if (std::isnan(value)) return Outcome::refused;
    double allowed = std::clamp(value, fader->range.min, fader->range.max);
    int number = numbers_->find(address);
    if (ask({FaderMove::Kind::move, number, allowed}) != Outcome::done) return Outcome::refused;
    held_[number] = allowed;
    return allowed == value ? Outcome::done : Outcome::limited;
}

LiveControl::Outcome LiveDesk::release(const std::string& address) {
    std::lock_guard lock(mutex_);
    if (!find(address)) return Outcome::unknown;
    int number = numbers_->find(address);
    if (!held_.contains(number)) return Outcome::done;
    if (ask({FaderMove::Kind::release, number, 0}) != Outcome::done) return Outcome::refused;
    held_.erase(number);
    return Outcome::done;
}

LiveControl::Outcome LiveDesk::learn(const std::string& target) {
    std::lock_guard lock(mutex_);
    if (target != "play" && target != "stop" && !find(target)) return Outcome::unknown;
    wantedLearning_ = target;
    return Outcome::done;
}

LiveControl::Transport LiveDesk::transport() const {
    std::lock_guard lock(mutex_);
    Transport now;
    now.state = playout_.isFinished()                           ? Transport::State::finished
                : playout_.motion() == Playout::Motion::stopped ? Transport::State::stopped
                                                                : Transport::State::playing;
    now.atEnd =
        playout_.atEnd() == Playout::AtEnd::repeat ? Transport::AtEnd::repeat : Transport::AtEnd::stop;
    now.rate = timeline_.rate;
    now.position = double(playout_.position()) / now.rate;
    now.length = length_ / now.rate;
    BarPosition place = barPosition(timeline_.tempo, now.position);
    now.bar = place.bar, now.beat = place.beat;
    return now;
}

Timeline LiveDesk::timeline() const {
    std::lock_guard lock(mutex_);
    return timeline_;
}

void LiveDesk::play() {
    playout_.move(Playout::Motion::playing);
    std::lock_guard lock(mutex_);
    if (playout_.isFinished() && !wanted_) wanted_ = 0;
    tellLocked("transport", "plays");
}

void LiveDesk::stop() {
    playout_.move(Playout::Motion::stopped);
    tell("transport", "stands still");
}

LiveControl::Outcome LiveDesk::locate(double seconds) {
    std::lock_guard lock(mutex_);
    if (std::isnan(seconds)) return Outcome::refused;
    double frame = std::floor(seconds * timeline_.rate), last = std::max(length_ - 1, 0.0);
    wanted_ = int64_t(std::clamp(frame, 0.0, std::min(last, 0x1p50)));
    return frame < 0 || frame > last ? Outcome::limited : Outcome::done;
}

void LiveDesk::repeat(Transport::AtEnd atEnd) {
    playout_.atEnd(atEnd == Transport::AtEnd::repeat ? Playout::AtEnd::repeat : Playout::AtEnd::stop);
}

LiveControl::Status LiveDesk::status() const {
    std::lock_guard lock(mutex_);
    return status_;
}

std::string LiveDesk::document() const {
    std::lock_guard lock(mutex_);
    return text_;
}

std::vector<LiveControl::Event> LiveDesk::eventsSince(uint64_t number) const {
    std::lock_guard lock(mutex_);
    auto first =
        std::find_if(events_.begin(), events_.end(), [&](const Event& e) { return e.number > number; });
    return {first, events_.end()};
}

void LiveDesk::tellLocked(const std::string& kind, const std::string& text) {
    events_.push_back({++lastEvent_, kind, text});
    if (events_.size() > keptEvents) events_.pop_front();
}

void LiveDesk::tell(const std::string& kind, const std::string& text) {
    std::lock_guard lock(mutex_);
    tellLocked(kind, text);
}

void LiveDesk::take(Queue<FaderReport>& reports) {
    std::lock_guard lock(mutex_);
    for (; const FaderReport* report = reports.front(); reports.drop())
        if (auto address = addresses_.find(report->number); address != addresses_.end())
            if (const Fader* fader = find(address->second)) capture_.add(*fader, *report);
}

std::optional<std::string> LiveDesk::wantedLearning() {
    std::lock_guard lock(mutex_);
    return std::exchange(wantedLearning_, std::nullopt);
}

std::optional<int64_t> LiveDesk::wantedPlace() {
    std::lock_guard lock(mutex_);
    return std::exchange(wanted_, std::nullopt);
}

}
