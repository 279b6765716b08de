// What a mix tells those who subscribe to it over OSC.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/live_control.h"
#include "framework/control/osc_message.h"

namespace stemwright {

/// "/vox/gain ,f -3".
OscMessage oscValue(const LiveControl::Parameter& parameter);

/// What another value has than before, or was not there.
std::vector<OscMessage> oscMoves(const LiveControl::Parameters& before, const LiveControl::Parameters& now);

/// "/stemwright/position ,d 12.5" in seconds.
OscMessage oscPosition(const LiveControl::Transport& transport);

/// "/stemwright/meter/mix ,ff -6 -inf": peaks in dB by channel.
std::vector<OscMessage> oscMeters(const LiveControl::Status& status);

/// "/stemwright/status": state, what comes at the end, position and length in seconds, rate in Hz, load,
/// worst load, xruns, late reads.
OscMessage oscStatus(const LiveControl::Transport& transport, const LiveControl::Status& status);

/// "/stemwright/parameter": address, value, least, greatest, unit, help, and who says the value.
OscMessage oscDescription(const LiveControl::Parameter& parameter);

}
