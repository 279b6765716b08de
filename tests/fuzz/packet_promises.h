// What is promised of packets that anybody may send to a mix that plays.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <span>
#include <string>

namespace stemwright::fuzz {

struct PacketOutcome {
    std::string broken;    ///< the promise that was, and what shows it; "" where all were kept
    bool accepted = false; ///< whether it is a packet of OSC
};

/// Follows `packet` as a server of OSC does, and looks for these promises:
/// - nothing but Error is thrown by the decoder, with a cause on one line, and nothing at all by the service;
/// - what was decoded is the same after its way through bytes;
/// - answers are good packets that fit into a frame of Ethernet, and not much longer than the longest packet;
/// - numbers stay in their ranges, and without the token nothing moves at all.
PacketOutcome packetOutcome(std::span<const uint8_t> packet);

}
