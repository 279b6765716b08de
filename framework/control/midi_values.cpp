// Knows how controllers count.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_values.h"

namespace stemwright {

namespace {

using Encoding = MidiBinding::Encoding;
using Kind = MidiControl::Kind;

constexpr int half = 64, sevenBits = 127;

bool isFine(const MidiControl& control) { return highestOf(control) > sevenBits; }

std::vector<MidiMessage> entries(const MidiControl& control, int controller, int channel, int value) {
    using Message = MidiMessage::Kind;
    if (!isFine(control)) return {{Message::controller, channel, controller, value}};
    return {{Message::controller, channel, controller, value >> 7},
            {Message::controller, channel, controller + fineOffset, value & sevenBits}};
}

}

bool comesFrom(const MidiControl& control, const MidiMessage& message) {
    if (control.channel != 0 && control.channel != message.channel) return false;
    switch (message.kind) {
    case MidiMessage::Kind::controller:
        return control.kind == Kind::controller &&
               (message.number == control.number ||
                (isFine(control) && message.number == control.number + fineOffset));
    case MidiMessage::Kind::noteOn:
    case MidiMessage::Kind::noteOff:
        return control.kind == Kind::note && message.number == control.number;
    case MidiMessage::Kind::bend:
        return control.kind == Kind::bend;
    case MidiMessage::Kind::nonRegistered:
        return control.kind == Kind::nonRegistered && message.number == control.number;
    case MidiMessage::Kind::registered:
        return control.kind == Kind::registered && message.number == control.number;
    default:
        return false;
    }
}

bool isDown(const MidiMessage& message) {
    if (message.isParameter()) return message.way == MidiMessage::Way::absolute && message.value >= half << 7;
    return message.kind == MidiMessage::Kind::noteOn ||
           (message.kind == MidiMessage::Kind::controller && message.value >= half);
}

int stepsOf(Encoding encoding, int value) {
    switch (encoding) {
    case Encoding::signs:
        return value & half ? -(value & (half - 1)) : value;
    case Encoding::offset:
        return value - half;
    default:
        return value >= half ? value - 2 * half : value;
    }
}

std::vector<MidiMessage> showing(const MidiControl& control, int channel, int value) {
    using Message = MidiMessage::Kind;
    switch (control.kind) {
    case Kind::note:
        return {{Message::noteOn, channel, control.number, value}};
    case Kind::bend:
        return {{Message::bend, channel, 0, value}};
    case Kind::nonRegistered:
    case Kind::registered: {
        bool registered = control.kind == Kind::registered;
        std::vector<MidiMessage> messages{
            {Message::controller, channel, registered ? 101 : 99, control.number >> 7},
            {Message::controller, channel, registered ? 100 : 98, control.number & sevenBits}};
        for (const MidiMessage& entry : entries(control, 6, channel, value)) messages.push_back(entry);
        return messages;
    }
    case Kind::controller:
        break;
    }
    return entries(control, control.number, channel, value);
}

}
