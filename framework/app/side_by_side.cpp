// Lets whoever is ahead wait where it reports its progress.
// SPDX-License-Identifier: MIT
#include "framework/app/side_by_side.h"
#include <algorithm>
#include <condition_variable>
#include <future>
#include <limits>
#include <mutex>

namespace stemwright {

namespace {

constexpr int64_t mostAhead = 64 * quantum;
constexpr int64_t away = std::numeric_limits<int64_t>::max();

class Pace {
  public:
    explicit Pace(const ProgressReport& report) : report_(report) {}

    /// Waits for the other one, which is told of the way that is made in strides; whether to go on.
    Progress keep(size_t side, int64_t frame) {
        std::unique_lock lock(mutex_);
        bool stride = frame / mostAhead != at_[side] / mostAhead;
        at_[side] = frame;
        if (progress_ == Progress::proceed) progress_ = report_(std::min(at_[0], at_[1]));
        if (stride || progress_ == Progress::cancel) changed_.notify_all();
        const int64_t& other = at_[1 - side];
        changed_.wait(lock, [&] {
            return progress_ == Progress::cancel || other == away || frame - other <= mostAhead;
        });
        return progress_;
    }

    /// Nobody waits for this side any more; `progress` is how it ended.
    void leave(size_t side, Progress progress) {
        std::lock_guard lock(mutex_);
        at_[side] = away;
        if (progress == Progress::cancel) progress_ = progress;
        changed_.notify_all();
    }

  private:
    const ProgressReport& report_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::array<int64_t, 2> at_{}; // frames of the song
    Progress progress_ = Progress::proceed;
};

Progress run(const Rendering& rendering, size_t side, Pace& pace) {
    try {
        Progress end = renderOffline(rendering.engine, rendering.cut, rendering.sink,
                                     [&](int64_t done) { return pace.keep(side, done); });
        if (end == Progress::proceed) rendering.over();
        pace.leave(side, end);
        return end;
    } catch (...) {
        pace.leave(side, Progress::cancel);
        throw;
    }
}

}

Progress renderSideBySide(const std::array<Rendering, 2>& renderings, const ProgressReport& report) {
    Pace pace(report);
    auto other = std::async(std::launch::async, [&] { return run(renderings[1], 1, pace); });
    Progress one = run(renderings[0], 0, pace), two = other.get();
    return one == Progress::cancel ? one : two;
}

}
