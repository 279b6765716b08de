// Looks for rides that want something only while there may be one.
// SPDX-License-Identifier: MIT
#include "framework/engine/rides.h"
#include "framework/engine/engine.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

static constexpr double segmentSeconds = 0.02;

Rides::Rides(const Plan& plan, const Settings& settings)
    : faders_(settings.faders), reports_(settings.reports) {
    if (!faders_) return;
    int length = int(std::ceil(segmentSeconds * plan.graph.timeline.rate / quantum)) * quantum, reach = 0;
    for (const Task& task : plan.tasks) reach = std::max(reach, task.arrival);
    rides_.reserve(faders_->size());
    waiting_.reserve(faders_->size());
    for (const Fader& fader : *faders_) {
        byCurve_[fader.curve.get()] = rides_.size();
        int number = settings.numbers->of(fader.address);
        if (size_t(number) >= faderOf_.size()) faderOf_.resize(size_t(number) + 1, -1);
        faderOf_[size_t(number)] = int(rides_.size());
        numbers_.push_back(number);
        rides_.emplace_back(*fader.curve, fader.range.unit, length, reach);
    }
}

std::shared_ptr<const Curve> Rides::own(const std::shared_ptr<const Curve>& planned) const {
    auto found = byCurve_.find(planned.get());
    return found == byCurve_.end() ? planned : rides_[found->second].curve();
}

void Rides::ask(const FaderMove& move) noexcept {
    int fader = faderOf(move.number);
    if (fader < 0) return; // of an edit that this mix is not
    Ride& ride = rides_[size_t(fader)];
    bool waited = ride.isWaiting();
    if (move.kind == FaderMove::Kind::move)
        ride.move(move.value);
    else
        ride.release();
    if (ride.isWaiting() && !waited) waiting_.push_back(fader);
}

void Rides::step(Engine& engine, Told told) noexcept {
    for (size_t w = 0; w < waiting_.size();) {
        int fader = waiting_[w];
        Ride& ride = rides_[size_t(fader)];
        Ride::Segment segment{};
        Ride::Outcome outcome = ride.step(double(engine.frame()), segment);
        if (ride.isWaiting())
            ++w;
        else {
            waiting_[w] = waiting_.back();
            waiting_.pop_back();
        }
        if (outcome == Ride::Outcome::nothing) continue;
        engine.moved(*ride.curve());
        if (outcome == Ride::Outcome::moved && told == Told::yes && reports_)
            reports_->put({numbers_[size_t(fader)], segment, ride.isHeld()});
    }
}

bool isSameValue(const Value& a, const Value& b) {
    if (bool(a.curve) != bool(b.curve)) return false;
    if (!a.curve) return a.constant == b.constant;
    auto same = [](const Curve::Point& p, const Curve::Point& q) {
        return p.frame == q.frame && p.value == q.value && p.shape == q.shape;
    };
    return std::equal(a.curve->points().begin(), a.curve->points().end(), b.curve->points().begin(),
                      b.curve->points().end(), same);
}

void Rides::follow(const Rides& before) {
    pairs_.clear();
    for (size_t f = 0; f < rides_.size(); ++f) {
        int old = before.faderOf(numbers_[f]);
        if (old < 0) continue;
        const Fader &a = (*before.faders_)[size_t(old)], &b = (*faders_)[f];
        if (a.range.unit == b.range.unit && isSameValue(a.written, b.written))
            pairs_.push_back({&before.rides_[size_t(old)], int(f)});
    }
}

void Rides::takeOver() noexcept {
    for (const auto& [from, to] : pairs_) {
        if (!from->isTouched()) continue;
        bool waited = rides_[size_t(to)].isWaiting();
        rides_[size_t(to)].take(*from);
        if (from->isWaiting() && !waited) waiting_.push_back(to);
    }
}

void Rides::holdAs(const Rides& other) noexcept {
    for (size_t f = 0; f < rides_.size(); ++f) {
        int there = other.faderOf(numbers_[f]);
        if (there < 0 || !other.rides_[size_t(there)].isHeld()) continue;
        if (!rides_[f].isWaiting()) waiting_.push_back(int(f));
        rides_[f].jump(other.rides_[size_t(there)].target());
    }
}

}
