// Evaluates automation and modulation on the control grid, or for every frame where a number asks for it.
// SPDX-License-Identifier: MIT
#include "framework/engine/drive.h"
#include "framework/audio/elementary.h"
#include <cmath>

namespace stemwright {

// Control signals are added as multiples of 2^-32, so that their sum does not depend on the order of the
// wires; see exact_sum.h.
static double onGrid(double moved) noexcept {
    constexpr double magic = 1572864; // 1.5 * 2^20
    return (moved + magic) - magic;
}

float amplitudeOf(double level) noexcept { return std::isinf(level) ? 0.f : float(amplitude<double>(level)); }

Drive::Drive(const Number& number, int width)
    : number_(number), width_(width), curves_(width, number.value.constant), resting_(width), one_(width) {
    for (int l = 0; l < width; ++l) {
        resting_[0][l] = number.delivered(number.value.constant);
        one_[0][l] = 1;
    }
}

void Drive::add(int lane, const Number& number, const Value& value, int late,
                std::vector<Modulation> modulations) {
    curves_.constant(lane, value.constant);
    resting_[0][lane] = number.delivered(value.constant);
    if (!value.curve && modulations.empty()) return;
    curves_.add(lane, value.curve, late,
                modulations.empty() ? LaneCurves::Moved::byCurve : LaneCurves::Moved::byControls);
    lanes_.push_back({lane, value, std::move(modulations)});
}

double Drive::at(Lane& lane, int64_t frame, std::span<const ControlHistory> controls) noexcept {
    const Curve* curve = lane.value.curve.get();
    double value = curve ? curve->at(curves_.song(lane.lane, frame), lane.cursor) : lane.value.constant;
    double moved = 0;
    for (const Modulation& m : lane.modulations)
        moved += onGrid(m.depth * controls[m.control].read(frame - m.lag));
    return number_.limits.scale == Scale::logarithmic ? value * exp2<double>(moved) : value + moved;
}

void Drive::bend(Batch& batch, Lane& lane, int64_t frame, std::span<const ControlHistory> controls) noexcept {
    if (float* samples = batch.samples(number_.index)) {
        bool amplitude = lane.modulations.empty() && number_.delivery == Number::Delivery::amplitude;
        for (int i = 0; i < quantum; ++i)
            samples[i * width_ + lane.lane] =
                amplitude
                    ? float(lane.value.curve->amplitudeAt(curves_.song(lane.lane, frame + i), lane.cursor))
                    : number_.delivered(at(lane, frame + i, controls));
    } else
        for (int p = 0; p <= quantum / controlStep; ++p)
            batch.grid(number_.index)[p * batch.gridStride() + lane.lane] =
                number_.delivered(at(lane, frame + p * controlStep, controls));
}

void Drive::rest(Batch& batch) noexcept {
    for (const Lane& lane : lanes_)
        batch.set(lane.lane, number_.index, number_.delivered(curves_.value(lane.lane)));
    batch.motion(number_.index, Batch::Motion::still);
    phase_ = Phase::still;
}

void Drive::apply(Batch& batch, int64_t frame, std::span<const ControlHistory> controls,
                  const Moves& moves) noexcept {
    bool fresh = curves_.look(frame) == LaneCurves::Change::lines;
    if (fresh)
        for (const Lane& lane : lanes_) resting_[0][lane.lane] = number_.delivered(curves_.value(lane.lane));
    if (!curves_.moving()) {
        if (fresh || phase_ != Phase::still) rest(batch);
        return;
    }
    if (phase_ != Phase::moving) batch.motion(number_.index, Batch::Motion::moving);
    phase_ = Phase::moving;
    const Moves::Width& width = moves.width(width_);
    const auto& [init, low, high, unit, scale] = number_.limits;
    float* samples = batch.samples(number_.index);
    if (!samples)
        width.grid(batch.grid(number_.index), batch.gridStride(), curves_.lines(), double(frame), low, high);
    else if (number_.delivery == Number::Delivery::amplitude)
        width.levels(samples, curves_.lines(), double(frame), resting_[0], one_[0]);
    else
        width.samples(samples, curves_.lines(), double(frame), float(low), float(high));
    for (Lane& lane : lanes_)
        if (curves_.isBent(lane.lane)) bend(batch, lane, frame, controls);
}

void Drive::reset() noexcept {
    phase_ = Phase::unknown;
    curves_.reset();
    for (Lane& lane : lanes_) lane.cursor = 0;
}

LevelDrive::LevelDrive(int width)
    : width_(width), curves_(width, 0), resting_(width), factors_(width), gains_(size_t(width) * quantum) {}

void LevelDrive::add(int lane, const Value& level, float factor, int late) {
    factors_[0][lane] = factor;
    resting_[0][lane] = amplitudeOf(level.constant);
    gains_[0][lane] = resting_[0][lane] * factor;
    if (!level.curve) return;
    curves_.add(lane, level.curve, late, LaneCurves::Moved::byCurve);
    lanes_.push_back({lane, level.curve});
}

void LevelDrive::reset() noexcept {
    curves_.reset();
    for (Lane& lane : lanes_) lane.cursor = 0;
}

const float* LevelDrive::amplitudes(int64_t frame, const Moves& moves, int& stride) noexcept {
    stride = 0;
    if (lanes_.empty()) return gains_[0];
    bool fresh = curves_.look(frame) == LaneCurves::Change::lines;
    if (fresh)
        for (const Lane& lane : lanes_) resting_[0][lane.lane] = amplitudeOf(curves_.value(lane.lane));
    if (!curves_.moving()) {
        if (fresh || !still_)
            for (int l = 0; l < width_; ++l) gains_[0][l] = resting_[0][l] * factors_[0][l];
        still_ = true;
        return gains_[0];
    }
    still_ = false;
    stride = width_;
    moves.width(width_).levels(gains_[0], curves_.lines(), double(frame), resting_[0], factors_[0]);
    for (Lane& lane : lanes_)
        if (curves_.isBent(lane.lane))
            for (int i = 0; i < quantum; ++i)
                gains_[i * width_][lane.lane] =
                    float(lane.curve->amplitudeAt(curves_.song(lane.lane, frame + i), lane.cursor)) *
                    factors_[0][lane.lane];
    return gains_[0];
}

}
