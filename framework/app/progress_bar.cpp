// Draws the bar as wide as the terminal allows.
// SPDX-License-Identifier: MIT
#include "framework/app/progress_bar.h"
#include "framework/app/time_text.h"
#include <algorithm>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace stemwright {

static std::string wholeSeconds(const std::string& time) { return time.substr(0, time.rfind('.')); }

static int columns() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

ProgressBar::ProgressBar(int64_t frames, double rate, Drawing drawing, std::string label)
    : frames_(std::max<int64_t>(frames, 1)),
      rate_(rate),
      label_(std::move(label)),
      visible_(drawing == Drawing::onTerminal && isatty(STDERR_FILENO)) {}

void ProgressBar::update(int64_t done) {
    if (!visible_) return;
    Clock::time_point now = Clock::now();
    if (now < next_) return;
    next_ = now + std::chrono::milliseconds(100);
    double passed = std::chrono::duration<double>(now - begin_).count();
    double part = double(std::min(done, frames_)) / double(frames_);
    std::string text = fmt::format(" {:3.0f} %", part * 100);
    if (passed > 0.2 && done > 0) // before that, speed is a guess
        text += fmt::format("  {:.1f} x  {} left", double(done) / rate_ / passed,
                            wholeSeconds(clockTime(passed * (1 - part) / part)));
    int width = std::clamp(columns() - int(text.size() + label_.size()) - 3, 0, 40), full = int(part * width);
    std::string bar = width >= 10 ? fmt::format("[{:=<{}}{: <{}}]", "", full, "", width - full) : "";
    fmt::print(stderr, "\r{}{}{}\033[K", label_, bar, text);
    std::fflush(stderr);
    drawn_ = true;
}

void ProgressBar::clear() {
    if (drawn_) fmt::print(stderr, "\r\033[K");
    drawn_ = false;
}

}
