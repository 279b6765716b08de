// Automation: a value over time, made of points and the shapes between them.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/quantity.h"
#include <cstdint>
#include <optional>
#include <vector>

namespace stemwright {

/// How a segment runs from its first point to the next.
enum class Shape {
    hold,        ///< stays until the next point
    linear,      ///< straight in the unit as written
    exponential, ///< straight in the logarithm of the linear quantity; for levels in dB that is straight in
                 ///< dB
    smooth,      ///< 3 u^2 - 2 u^3 in the unit as written: level at both ends
};

/// Points in time order. Before the first its value holds, after the last the last. Immutable once built; any
/// thread may read.
class Curve {
  public:
    struct Point {
        double frame; ///< position in frames; may lie between samples
        double value; ///< in the parameter's unit; -inf for levels
        Shape shape;  ///< of the segment that starts here
    };

    /// `unit` decides what -inf and exponential mean. Points of one time jump: the later one rules from there
    /// on.
    Curve(std::vector<Point> points, Unit unit);

    /// Value at a frame in the parameter's unit. `cursor` remembers the segment from call to call; start with
    /// 0.
    double at(double frame, size_t& cursor) const;

    /// Amplitude of a level curve at a frame: segments from or to -inf dB run straight in amplitude.
    double amplitudeAt(double frame, size_t& cursor) const;

    /// A stretch over which the value in the parameter's unit runs straight: value + slope (frame - from), up
    /// to, but without, `until`.
    struct Line {
        double from, until, value, slope;
    };
    /// The line that `frame` lies on; nothing where the curve bends there.
    std::optional<Line> lineAt(double frame, size_t& cursor) const;

    const std::vector<Point>& points() const { return points_; }

  private:
    size_t segment(double frame, size_t cursor) const;

    std::vector<Point> points_;
    Unit unit_;
};

}
