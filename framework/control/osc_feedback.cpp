// Words of a mix in the types that all programs with OSC know, and figures that are read in double precision.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_feedback.h"
#include "framework/control/osc_pattern.h"
#include <cmath>

namespace stemwright {

OscMessage oscValue(const LiveControl::Parameter& parameter) {
    return {oscAddress(parameter.address), {float(parameter.value)}};
}

std::vector<OscMessage> oscMoves(const LiveControl::Parameters& before, const LiveControl::Parameters& now) {
    std::vector<OscMessage> moves;
    auto old = before.begin();
    for (const LiveControl::Parameter& parameter : now) {
        while (old != before.end() && old->address < parameter.address) ++old;
        bool known = old != before.end() && old->address == parameter.address;
        if (!known || float(old->value) != float(parameter.value)) moves.push_back(oscValue(parameter));
    }
    return moves;
}

OscMessage oscPosition(const LiveControl::Transport& transport) {
    return {"/stemwright/position", {transport.position, int32_t(transport.bar), transport.beat}};
}

std::vector<OscMessage> oscMeters(const LiveControl::Status& status) {
    std::vector<OscMessage> messages;
    for (const LiveControl::Meter& meter : status.meters) {
        OscMessage& message = messages.emplace_back("/stemwright/meter" + oscAddress(meter.name));
        for (float peak : meter.peaks) message.arguments.emplace_back(20 * std::log10(peak));
    }
    return messages;
}

static std::string word(LiveControl::Transport::State state) {
    switch (state) {
    case LiveControl::Transport::State::playing:
        return "playing";
    case LiveControl::Transport::State::stopped:
        return "stopped";
    case LiveControl::Transport::State::finished:
        break;
    }
    return "finished";
}

OscMessage oscStatus(const LiveControl::Transport& transport, const LiveControl::Status& status) {
    bool repeats = transport.atEnd == LiveControl::Transport::AtEnd::repeat;
    return {"/stemwright/status",
            {word(transport.state), std::string(repeats ? "repeat" : "stop"), transport.position,
             transport.length, transport.rate, status.load, status.worst, status.xruns, status.lateReads}};
}

static std::string word(LiveControl::Parameter::Source source) {
    switch (source) {
    case LiveControl::Parameter::Source::text:
        return "text";
    case LiveControl::Parameter::Source::automation:
        return "automation";
    case LiveControl::Parameter::Source::hand:
        break;
    }
    return "hand";
}

OscMessage oscDescription(const LiveControl::Parameter& parameter) {
    const Range& range = parameter.range;
    return {"/stemwright/parameter",
            {oscAddress(parameter.address), parameter.value, range.min, range.max,
             std::string(symbol(range.unit)), parameter.help, word(parameter.source)}};
}

}
