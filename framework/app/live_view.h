// What a terminal shows of a mix that plays.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/progress_bar.h"
#include "framework/control/live_control.h"
#include <map>
#include <vector>

namespace stemwright {

/// Some lines on stderr, nothing where that is no terminal: where in the song, how much of its time the
/// engine needs, what came too late, and a meter for each channel of outputs and buses. Control thread.
class LiveView {
  public:
    LiveView(const LiveControl& live, Drawing drawing);
    ~LiveView() { clear(); }
    LiveView(const LiveView&) = delete;

    bool isVisible() const { return visible_; }
    void keys(std::string what) { keys_ = std::move(what); } ///< said below the meters
    void draw();  ///< over what was drawn before, twenty times a second, however often it is called
    void clear(); ///< before anything else is written

  private:
    using Clock = std::chrono::steady_clock;
    struct Needle {
        float shown = 0, held = 0; ///< amplitudes: what falls slowly, and the highest of the last seconds
        Clock::time_point when{};  ///< that it was so high
    };
    std::string head() const;
    std::string toFirstLine() const;
    std::string meterLine(const LiveControl::Meter& meter, size_t names, size_t columns,
                          Clock::time_point now);

    const LiveControl& live_;
    bool visible_;
    std::string keys_;
    size_t drawn_ = 0;                                   // lines
    std::map<std::string, std::vector<Needle>> needles_; // by output
    Clock::time_point next_{}, last_{};
};

}
