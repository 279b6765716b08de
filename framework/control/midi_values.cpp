// Knows how controllers count.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_values.h"

namespace stemwright {

namespace {

using Encoding = MidiBinding::Encoding;
using Kind = MidiControl::Kind;

constexpr int half = 64, sevenBits = 127;

bool isFine(const MidiControl& control) { return highestOf(control) > sevenBits; }

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
    default:
        return false;
    }
}

bool isDown(const MidiMessage& message) {
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
    default:
        break;
    }
    if (!isFine(control)) return {{Message::controller, channel, control.number, value}};
    return {{Message::controller, channel, control.number, value >> 7},
            {Message::controller, channel, control.number + fineOffset, value & sevenBits}};
}

}
