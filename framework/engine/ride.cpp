// Appends segments to a curve within memory that was taken before.
// SPDX-License-Identifier: MIT
#include "framework/engine/ride.h"
#include <algorithm>
#include <limits>
#include <utility>

namespace stemwright {

static constexpr double longAgo = -std::numeric_limits<double>::infinity();

Ride::Ride(const Curve& written, Unit unit, int length, int reach)
    : written_(written), length_(length), reach_(reach), busy_(longAgo) {
    Points room = written.points();
    room.reserve(room.size() + 2 * size_t(reach / length + 3));
    curve_ = std::make_shared<Curve>(std::move(room), unit);
}

// The curve is ours, and nobody else changes it.
Ride::Points& Ride::points() noexcept { return const_cast<Points&>(curve_->points()); }

void Ride::move(double value) noexcept {
    want_ = Want::move;
    touched_ = true;
    target_ = value;
}

void Ride::jump(double value) noexcept {
    want_ = Want::jump;
    touched_ = true;
    target_ = value;
}

void Ride::release() noexcept {
    if (held_ || want_ != Want::nothing) want_ = Want::release;
}

// Nobody hears the curve as it was before that; the segment that goes on until then is kept.
void Ride::forget(double before) noexcept {
    auto first = std::upper_bound(points().begin(), points().end(), before,
                                  [](double f, const Curve::Point& p) { return f < p.frame; });
    if (first != points().begin()) points().erase(points().begin(), first - 1);
}

// Ends what there is at `frame` with the value that it has there.
void Ride::join(double frame) noexcept {
    size_t cursor = 0;
    double value = curve_->at(frame, cursor);
    auto later = std::lower_bound(points().begin(), points().end(), frame,
                                  [](const Curve::Point& p, double f) { return p.frame < f; });
    points().erase(later, points().end());
    points().push_back({frame, value, Shape::linear});
}

Ride::Outcome Ride::step(double frame, Segment& segment) noexcept {
    if (want_ == Want::nothing || (want_ != Want::jump && frame < busy_)) return Outcome::nothing;
    Want want = std::exchange(want_, Want::nothing);
    if (want == Want::jump) {
        points().resize(1, {});
        points()[0] = {frame, target_, Shape::hold};
        held_ = true;
        busy_ = longAgo;
        return Outcome::changed;
    }
    forget(frame - reach_);
    join(frame);
    busy_ = frame + length_;
    if (want == Want::move) {
        segment = {frame, points().back().value, target_, length_};
        points().push_back({busy_, target_, Shape::hold});
        held_ = true;
        return Outcome::moved;
    }
    size_t cursor = 0;
    double there = written_.at(busy_, cursor);
    segment = {frame, points().back().value, there, length_};
    Shape shape = written_.points()[std::min(cursor, written_.points().size() - 1)].shape;
    points().push_back({busy_, there, shape});
    for (const Curve::Point& point : written_.points())
        if (point.frame > busy_) points().push_back(point);
    held_ = false;
    return Outcome::moved;
}

void Ride::take(const Ride& other) noexcept {
    const Points& others = other.curve_->points();
    size_t most = std::min(others.size(), points().capacity()); // the newest are heard
    points().assign(others.end() - ptrdiff_t(most), others.end());
    touched_ = true;
    want_ = other.want_;
    target_ = other.target_;
    busy_ = other.busy_;
    held_ = other.held_;
}

}
