// Writes the line anew over the old one.
// SPDX-License-Identifier: MIT
#include "framework/app/live_line.h"
#include "framework/app/faults.h"
#include "framework/app/time_text.h"
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace stemwright {

static std::string peakText(float peak) {
    return peak > 0 ? fmt::format("{:.1f}", 20 * std::log10(peak)) : "-inf";
}

std::string liveText(const Playout::Status& status, const LiveSource& source, int64_t xruns) {
    const Plan& plan = source.plan();
    double rate = plan.graph.timeline.rate;
    std::string text = clockTime(double(status.position) / rate);
    if (!std::isinf(plan.length)) text += " / " + clockTime(plan.length / rate);
    if (status.state == Playout::State::waiting) text += " (waiting to begin again)";
    size_t channel = 0;
    for (const std::string& name : source.outputs()) {
        auto output = std::find_if(plan.outputs.begin(), plan.outputs.end(),
                                   [&](const PlannedOutput& o) { return o.name == name; });
        float peak = 0;
        for (int c = 0; c < output->channels && channel < status.peaks.size(); ++c)
            peak = std::max(peak, status.peaks[channel++]);
        text += fmt::format("  {} {} dB", name, peakText(peak));
    }
    text += fmt::format("  load {:.0f} %, worst {:.0f} %  {} {}  {} late", status.load * 100,
                        status.worst * 100, xruns, xruns == 1 ? "xrun" : "xruns", status.lateReads);
    int64_t missed = missedBlocks(plan.graph);
    return missed == 0 ? text : text + fmt::format("  {} late blocks of models", missed);
}

LiveLine::LiveLine(Drawing drawing) : visible_(drawing == Drawing::onTerminal && isatty(STDERR_FILENO)) {}

void LiveLine::draw(const Playout::Status& status, const LiveSource& source, int64_t xruns) {
    if (!visible_) return;
    winsize size{};
    size_t columns = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
    std::string text = liveText(status, source, xruns);
    fmt::print(stderr, "\r{}\033[K", text.substr(0, columns - 1));
    std::fflush(stderr);
    drawn_ = true;
}

void LiveLine::clear() {
    if (drawn_) fmt::print(stderr, "\r\033[K");
    drawn_ = false;
}

}
