// The line that shows what is played.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/app/live_source.h"
#include "framework/engine/playout.h"

namespace stemwright {

/// One line on stderr, nothing where that is no terminal: where in the song, the peak of each output, how
/// much of its time the engine needs, what came too late.
class LiveLine {
  public:
    explicit LiveLine(Drawing drawing);
    ~LiveLine() { clear(); }
    LiveLine(const LiveLine&) = delete;

    void draw(const Playout::Status& status, const LiveSource& source, int64_t xruns);
    void clear(); ///< before anything else is written

  private:
    bool visible_, drawn_ = false;
};

/// "0:12.3 / 0:52.0  mix -6.2 dB  load 12 %, worst 31 %  0 xruns  0 late".
std::string liveText(const Playout::Status& status, const LiveSource& source, int64_t xruns);

}
