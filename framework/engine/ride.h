// A number while hands move it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/curve.h"
#include <memory>

namespace stemwright {

/// Keeps a curve of its own, which is what the document says until somebody moves it. Every move is a segment
/// of that curve, just as automation would say it, so the text of a ride gives the bits of the ride. Audio
/// thread, but for the constructor.
class Ride {
  public:
    /// Segments are `length` frames long; nodes hear the curve up to `reach` frames late.
    Ride(const Curve& written, Unit unit, int length, int reach);

    /// The curve, whose points change in step() only.
    std::shared_ptr<const Curve> curve() const { return curve_; }

    void move(double value) noexcept; ///< goes there as soon as the segment before is over
    void jump(double value) noexcept; ///< is there at once, as if it had always been
    void release() noexcept;          ///< goes back to what the document says

    /// A segment that begins now.
    struct Segment {
        double frame, from, to; ///< of the song; in the number's unit
        int length;             ///< frames
    };
    enum class Outcome { nothing, moved, changed }; ///< changed: otherwise than by a segment
    /// Does what was asked for, from `frame` of the song on.
    Outcome step(double frame, Segment& segment) noexcept;

    bool isHeld() const noexcept { return held_; } ///< whether the document gave way
    bool isWaiting() const noexcept { return want_ != Want::nothing; }
    bool isTouched() const noexcept {
        return touched_;
    }                                                  ///< whether it may be otherwise than the document says
    double target() const noexcept { return target_; } ///< where it is, or goes, while it is held

    /// Goes on as another one does, of the same number in the same document.
    void take(const Ride& other) noexcept;

  private:
    using Points = std::vector<Curve::Point>;
    Points& points() noexcept;
    void forget(double before) noexcept;
    void join(double frame) noexcept;

    const Curve written_;
    std::shared_ptr<Curve> curve_;
    int length_, reach_;
    enum class Want { nothing, move, jump, release } want_ = Want::nothing;
    double target_ = 0, busy_; // busy_: the frame up to which a segment lasts
    bool held_ = false, touched_ = false;
};

}
