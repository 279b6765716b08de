// Messages of Open Sound Control 1.0 as bytes, and back (opensoundcontrol.org/spec-1_0).
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace stemwright {

struct OscNil {
    bool operator==(const OscNil&) const = default;
};
struct OscImpulse {
    bool operator==(const OscImpulse&) const = default;
};
using OscBlob = std::vector<uint8_t>;

/// Of the types i f s b h d, T and F, N, I.
using OscArgument =
    std::variant<int32_t, float, std::string, OscBlob, int64_t, double, bool, OscNil, OscImpulse>;

struct OscMessage {
    std::string address; ///< "/vox/gain", or a pattern
    std::vector<OscArgument> arguments;

    bool operator==(const OscMessage&) const = default;
};

/// As one packet. Strings end at their first zero byte.
std::vector<uint8_t> encodeOsc(const OscMessage& message);

/// A bundle for now of messages that encodeOsc() made.
std::vector<uint8_t> encodeOscBundle(const std::vector<std::vector<uint8_t>>& messages);

/// The messages of a packet, which is one or a bundle of them, or of bundles; time tags are passed over, and
/// so are the brackets of arrays. Throws an Error where the packet breaks the rules of OSC, has an argument
/// of another type, bundles more than 8 deep, or more than 1024 messages.
std::vector<OscMessage> decodeOsc(std::span<const uint8_t> packet);

}
