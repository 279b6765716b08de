// Looks for new lines only where an old one ends.
// SPDX-License-Identifier: MIT
#include "framework/engine/lane_curves.h"
#include <algorithm>
#include <limits>

namespace stemwright {

constexpr double never = std::numeric_limits<double>::infinity();

LaneCurves::LaneCurves(int width, double constant)
    : late_(width),
      bent_(width),
      from_(width),
      value_(width),
      slope_(width),
      lines_{from_[0], value_[0], slope_[0]},
      valid_(-never) {
    std::fill_n(value_[0], width, constant);
}

void LaneCurves::constant(int lane, double value) { value_[0][lane] = value; }

void LaneCurves::add(int lane, std::shared_ptr<const Curve> curve, int late, Moved moved) {
    lanes_.push_back({lane, std::move(curve), moved, -never});
    late_[lane] = late;
}

void LaneCurves::follow(Lane& lane, int64_t frame) noexcept {
    lane.until = -never;
    if (lane.moved == Moved::byControls) return;
    double late = double(frame) - song(lane.lane, frame);
    auto line = lane.curve->lineAt(double(frame) - late, lane.cursor);
    if (!line || line->until + late <= double(frame + quantum)) return;
    from_[0][lane.lane] = line->from + late;
    value_[0][lane.lane] = line->value;
    slope_[0][lane.lane] = line->slope;
    lane.until = line->until + late;
}

LaneCurves::Change LaneCurves::look(int64_t frame) noexcept {
    if (double(frame + quantum) < valid_) return Change::none;
    valid_ = never;
    moving_ = false;
    for (Lane& lane : lanes_) {
        if (lane.until <= double(frame + quantum)) follow(lane, frame);
        valid_ = std::min(valid_, lane.until);
        bent_[lane.lane] = lane.until == -never;
        moving_ |= bent_[lane.lane] || slope_[0][lane.lane] != 0;
    }
    return Change::lines;
}

void LaneCurves::moved(const Curve& curve) noexcept {
    for (Lane& lane : lanes_)
        if (lane.curve.get() == &curve) lane.until = valid_ = -never;
}

void LaneCurves::reset() noexcept {
    valid_ = -never;
    for (Lane& lane : lanes_) {
        lane.until = -never;
        lane.cursor = 0;
    }
}

}
