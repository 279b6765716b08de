// Writes the lines anew over the old ones.
// SPDX-License-Identifier: MIT
#include "framework/app/live_view.h"
#include "framework/app/time_text.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace stemwright {

static constexpr double floorLevel = -60; // dB, where bars begin; they end at 0
static constexpr float fall = 20;         // dB in a second
static constexpr std::chrono::milliseconds hold{2000}, betweenDrawings{50};
static constexpr size_t narrowest = 10, widest = 40; // bars, in columns

static double decibels(float amplitude) { return 20 * std::log10(double(amplitude)); }

static std::string levelText(float amplitude) {
    return amplitude > 0 ? fmt::format("{:5.1f}", decibels(amplitude)) : " -inf";
}

static size_t columnOf(float amplitude, size_t width) {
    double part = amplitude > 0 ? 1 - decibels(amplitude) / floorLevel : 0;
    return size_t(std::lround(std::clamp(part, 0.0, 1.0) * double(width)));
}

LiveView::LiveView(const LiveControl& live, Drawing drawing)
    : live_(live), visible_(drawing == Drawing::onTerminal && isatty(STDERR_FILENO)) {}

std::string LiveView::head() const {
    using State = LiveControl::Transport::State;
    LiveControl::Transport now = live_.transport();
    LiveControl::Status status = live_.status();
    std::string text = now.state == State::playing   ? "playing  "
                       : now.state == State::stopped ? "stopped  "
                                                     : "finished ";
    text += clockTime(now.position);
    if (std::isfinite(now.length)) text += " / " + clockTime(now.length);
    text += fmt::format("  {}|{:.1f}", now.bar, std::floor(now.beat * 10) / 10);
    if (now.atEnd == LiveControl::Transport::AtEnd::repeat) text += "  again and again";
    text +=
        fmt::format("  load {:.0f} %, worst {:.0f} %  {} {}  {} late", status.load * 100, status.worst * 100,
                    status.xruns, status.xruns == 1 ? "xrun" : "xruns", status.lateReads);
    return status.lateBlocks == 0 ? text
                                  : text + fmt::format("  {} late blocks of models", status.lateBlocks);
}

// A bar for each channel, or one for the loudest where there is no room.
std::string LiveView::meterLine(const LiveControl::Meter& meter, size_t names, size_t columns,
                                Clock::time_point now) {
    std::vector<float> peaks = meter.peaks;
    size_t room = columns > names ? (columns - names) / std::max<size_t>(peaks.size(), 1) : 0;
    if (room < narrowest + 9 && peaks.size() > 1) {
        peaks = {*std::max_element(peaks.begin(), peaks.end())};
        room = columns > names ? columns - names : 0;
    }
    size_t width = std::clamp<size_t>(room > 9 ? room - 9 : 0, narrowest, widest);
    std::vector<Needle>& needles = needles_[meter.name];
    needles.resize(peaks.size());
    float fallen = std::pow(10.f, -fall / 20 * std::chrono::duration<float>(now - last_).count());
    std::string text = fmt::format("{:<{}}", meter.name, names);
    for (size_t c = 0; c < peaks.size(); ++c) {
        Needle& needle = needles[c];
        needle.shown = std::max(peaks[c], needle.shown * fallen);
        if (peaks[c] >= needle.held || now - needle.when > hold) needle.held = peaks[c], needle.when = now;
        std::string bar(columnOf(needle.shown, width), '=');
        bar.resize(width, ' ');
        if (size_t held = columnOf(needle.held, width)) bar[held - 1] = '|';
        text += fmt::format(" [{}] {}", bar, levelText(needle.held));
    }
    return text;
}

void LiveView::draw() {
    Clock::time_point now = Clock::now();
    if (!visible_ || now < next_) return;
    next_ = now + betweenDrawings;
    winsize size{};
    bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0;
    size_t columns = (known ? size.ws_col : 80) - 1u, rows = known ? size.ws_row : 24;
    LiveControl::Status status = live_.status();
    std::erase_if(status.meters, [](const auto& meter) { return meter.name.starts_with("tracks."); });
    size_t names = 0;
    for (const LiveControl::Meter& meter : status.meters) names = std::max(names, meter.name.size());
    std::vector<std::string> lines{head()};
    for (const LiveControl::Meter& meter : status.meters)
        lines.push_back(meterLine(meter, names, columns, now));
    if (!keys_.empty()) lines.push_back(keys_);
    last_ = now;
    if (lines.size() >= rows) lines.resize(std::max<size_t>(rows, 2) - 1);
    std::string text = toFirstLine(); // all in one write, so that nothing flickers
    for (size_t l = 0; l < lines.size(); ++l)
        text += (l ? "\n" : "") + lines[l].substr(0, columns) + "\033[K";
    fmt::print(stderr, "{}\033[J", text);
    std::fflush(stderr);
    drawn_ = lines.size();
}

std::string LiveView::toFirstLine() const {
    return drawn_ > 1 ? fmt::format("\033[{}A\r", drawn_ - 1) : "\r";
}

void LiveView::clear() {
    if (drawn_ > 0) fmt::print(stderr, "{}\033[J", toFirstLine());
    drawn_ = 0;
}

}
