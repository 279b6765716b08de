// Evaluates automation curves with functions that give the same bits everywhere.
// SPDX-License-Identifier: MIT
#include "framework/audio/curve.h"
#include "framework/audio/elementary.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace stemwright {

Curve::Curve(std::vector<Point> points, Unit unit) : points_(std::move(points)), unit_(unit) {}

// Index of the last point at or before `frame`; points_.size() when it lies before the first.
size_t Curve::segment(double frame, size_t cursor) const {
    if (cursor < points_.size() && points_[cursor].frame <= frame)
        for (size_t step = 0; step < 4; ++step, ++cursor)
            if (cursor + 1 == points_.size() || points_[cursor + 1].frame > frame) return cursor;
    auto after = std::upper_bound(points_.begin(), points_.end(), frame,
                                  [](double f, const Point& p) { return f < p.frame; });
    return after == points_.begin() ? points_.size() : after - points_.begin() - 1;
}

static double eased(Shape shape, double u) { return shape == Shape::smooth ? u * u * (3 - 2 * u) : u; }

double Curve::at(double frame, size_t& cursor) const {
    size_t i = segment(frame, cursor);
    if (i == points_.size()) return points_.front().value;
    cursor = i;
    const Point& a = points_[i];
    if (i + 1 == points_.size() || a.shape == Shape::hold) return a.value;
    const Point& b = points_[i + 1];
    double u = (frame - a.frame) / (b.frame - a.frame);
    bool logarithmic = unit_ == Unit::dB || unit_ == Unit::dBTP;
    if (a.shape == Shape::exponential && !logarithmic)
        return a.value *
               exp2<double>(u * (log2<double>(std::abs(b.value)) - log2<double>(std::abs(a.value))));
    if (std::isinf(a.value) || std::isinf(b.value)) return decibels<double>(amplitudeAt(frame, cursor));
    return a.value + (b.value - a.value) * eased(a.shape, u);
}

double Curve::amplitudeAt(double frame, size_t& cursor) const {
    auto linear = [](double level) { return std::isinf(level) ? 0 : amplitude<double>(level); };
    size_t i = segment(frame, cursor);
    if (i == points_.size()) return linear(points_.front().value);
    cursor = i;
    const Point& a = points_[i];
    if (i + 1 == points_.size() || a.shape == Shape::hold) return linear(a.value);
    const Point& b = points_[i + 1];
    double u = eased(a.shape, (frame - a.frame) / (b.frame - a.frame));
    if (std::isinf(a.value) || std::isinf(b.value))
        return linear(a.value) + (linear(b.value) - linear(a.value)) * u;
    return amplitude<double>(a.value + (b.value - a.value) * u);
}

std::optional<Curve::Line> Curve::lineAt(double frame, size_t& cursor) const {
    constexpr double never = std::numeric_limits<double>::infinity();
    size_t i = segment(frame, cursor);
    if (i == points_.size()) return Line{0, points_.front().frame, points_.front().value, 0};
    cursor = i;
    const Point& a = points_[i];
    if (i + 1 == points_.size()) return Line{a.frame, never, a.value, 0};
    const Point& b = points_[i + 1];
    if (a.shape == Shape::hold || a.value == b.value) return Line{a.frame, b.frame, a.value, 0};
    bool logarithmic = unit_ == Unit::dB || unit_ == Unit::dBTP;
    if (a.shape == Shape::smooth || (a.shape == Shape::exponential && !logarithmic) || std::isinf(a.value) ||
        std::isinf(b.value))
        return {};
    return Line{a.frame, b.frame, a.value, (b.value - a.value) / (b.frame - a.frame)};
}

}
