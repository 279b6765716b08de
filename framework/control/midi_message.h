// Messages of MIDI 1.0 that belong to a channel, and the bytes that they are sent as.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace stemwright {

/// A channel voice message (MIDI 1.0 Detailed Specification, table II).
struct MidiMessage {
    /// The last two are parameters, which several controllers set together (MidiParameters).
    enum class Kind {
        noteOff,
        noteOn,
        keyPressure,
        controller,
        program,
        channelPressure,
        bend,
        nonRegistered,
        registered
    };
    Kind kind = Kind::controller;
    int channel = 1; ///< 1 to 16
    int number = 0;  ///< of the note, controller or program, 0 to 127, or parameter, 0 to 16383; 0 for others
    /// Velocity, pressure or position, 0 to 127; of a bend, where 8192 is rest, or a parameter 0 to 16383.
    int value = 0;
    /// Of a parameter: whether the value is where it stands, or how many steps it is moved.
    enum class Way { absolute, relative } way = Way::absolute;

    bool isParameter() const { return kind >= Kind::nonRegistered; }

    bool operator==(const MidiMessage&) const = default;
};

/// The message that these bytes are; nothing for system messages, and for bytes that are no whole message. A
/// note that begins without velocity ends.
std::optional<MidiMessage> midiMessage(std::span<const uint8_t> bytes);

/// Bytes of a message that begins with this status byte of a channel.
size_t lengthOf(uint8_t status);

/// The bytes of a message. What is out of range is limited. None for a parameter, which is no message of its
/// own.
std::vector<uint8_t> bytesOf(const MidiMessage& message);

/// "channel 1: controller 7 64", for people.
std::string textOf(const MidiMessage& message);

}
