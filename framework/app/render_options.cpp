// Understands the quantities among the options, which are written as in a mix.
// SPDX-License-Identifier: MIT
#include "framework/app/render_options.h"
#include "framework/app/exit_status.h"
#include "framework/app/time_text.h"
#include <cmath>

namespace stemwright {

static double quantityOf(const std::string& option, const std::string& text, Unit unit,
                         const Timeline& timeline) {
    try {
        return parseQuantity(text, unit, timeline, {option});
    } catch (const Error& error) {
        throw UsageError(error);
    }
}

double songFrames(const std::string& option, const std::string& text, const Timeline& timeline) {
    double at = std::round(quantityOf(option, text, Unit::s, timeline) * timeline.rate);
    if (!(at >= 0 && at < 0x1p52))
        throw UsageError({option}, "\"" + text + "\" is no time in a song", "write 1:04, 64 s or \"17|1\"");
    return at;
}

Mix mixOf(const RenderOptions& options, const Selection& selection) {
    return options.document ? makeMix(*options.document, selection, options.length)
                            : loadMix(options.mix, selection, options.length);
}

void chooseInstructions(const RenderOptions& options) {
    if (options.isa.empty()) return;
    try {
        Registry::choose(options.isa, {"--isa"});
    } catch (const Error& error) {
        throw UsageError(error);
    }
}

double fileRate(const RenderOptions& options, const Timeline& timeline) {
    if (options.rate.empty()) return timeline.rate;
    double rate = quantityOf("--rate", options.rate, Unit::Hz, timeline);
    if (!(rate >= 1e3 && rate <= 1e6) || rate != std::floor(rate))
        throw UsageError({"--rate"}, "\"" + options.rate + "\" is no rate that can be written",
                         "use a whole number of 1000 to 1000000 Hz");
    return rate;
}

Cut chosenCut(const RenderOptions& options, const Plan& plan) {
    const Timeline& timeline = plan.graph.timeline;
    if (plan.length <= 0)
        throw Error({options.mix}, "the mix is 0 seconds long: nothing in it makes a sound",
                    "add a track, or set session: {length: 10 s}");
    if (std::isinf(plan.length) && options.to.empty())
        throw Error({options.mix}, "the mix never ends",
                    "set its length, session: {length: 3:25}, or pass --length or --to");
    double last = plan.length, from = options.from.empty() ? 0 : songFrames("--from", options.from, timeline);
    double to = options.to.empty() ? last : std::min(last, songFrames("--to", options.to, timeline));
    if (from >= last)
        throw UsageError({"--from"},
                         "\"" + options.from + "\" is after the end of the mix, which is " +
                             clockTime(last / timeline.rate) + " long",
                         "begin earlier");
    if (from >= to)
        throw UsageError(
            {"--to"}, "\"" + options.to + "\" is not after the beginning, " + clockTime(from / timeline.rate),
            "end later");
    return {int64_t(from), int64_t(to)};
}

}
