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

double Drive::at(int64_t frame, int late, std::span<const ControlHistory> controls) noexcept {
    const Curve* curve = number_.value.curve.get();
    double value = curve ? curve->at(double(frame - late), cursor_) : number_.value.constant, moved = 0;
    for (const Modulation& m : modulations_)
        moved += onGrid(m.depth * controls[m.control].read(frame - m.lag));
    return number_.limits.scale == Scale::logarithmic ? value * exp2<double>(moved) : value + moved;
}

Batch::Motion Drive::apply(Batch& batch, int lane, int64_t frame, int late,
                           std::span<const ControlHistory> controls) noexcept {
    const Curve* curve = number_.value.curve.get();
    double song = double(frame - late);
    int lanes = batch.lanes();
    float* samples = batch.samples(number_.index);
    if (modulations_.empty() && (!curve || curve->restsBetween(song, song + quantum))) {
        if (motion_ == Batch::Motion::still) return motion_;
        motion_ = Batch::Motion::still;
        float value = number_.delivered(at(frame, late, controls));
        batch.set(lane, number_.index, value);
        if (samples && lanes > 1) // a neighbour may move
            for (int i = 0; i < quantum; ++i) samples[i * lanes + lane] = value;
        return motion_;
    }
    motion_ = Batch::Motion::moving;
    if (samples) {
        bool amplitude = modulations_.empty() && number_.delivery == Number::Delivery::amplitude;
        for (int i = 0; i < quantum; ++i)
            samples[i * lanes + lane] = amplitude ? float(curve->amplitudeAt(song + i, cursor_))
                                                  : number_.delivered(at(frame + i, late, controls));
    } else
        for (int p = 0; p <= quantum / controlStep; ++p)
            batch.grid(number_.index)[p * batch.gridStride() + lane] =
                number_.delivered(at(frame + p * controlStep, late, controls));
    return motion_;
}

LevelDrive::LevelDrive(const Value& level)
    : curve_(level.curve),
      constant_(std::isinf(level.constant) ? 0.f : float(amplitude<double>(level.constant))) {}

const float* LevelDrive::amplitudes(double frame, float* scratch, int& stride) noexcept {
    stride = curve_ ? 1 : 0;
    if (!curve_) return &constant_;
    for (int i = 0; i < quantum; ++i) scratch[i] = float(curve_->amplitudeAt(frame + i, cursor_));
    return scratch;
}

}
