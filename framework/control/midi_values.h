// What the values of messages mean for the control that sends them, and which messages show a value on it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/midi_message.h"
#include "framework/document/midi_binding.h"

namespace stemwright {

/// From a controller to the one that has its lower seven bits.
constexpr int fineOffset = 32;

/// Value at the upper end of a control: 127, or 16383 where it has 14 bits.
constexpr int highestOf(const MidiControl& control) {
    bool isFine =
        control.kind == MidiControl::Kind::bend || control.resolution == MidiControl::Resolution::fine;
    return isFine ? 0x3FFF : 127;
}

/// Whether a message comes from this control.
bool comesFrom(const MidiControl& control, const MidiMessage& message);

/// Whether a button is down: a key that sounds, or a controller or parameter in the upper half of its values.
bool isDown(const MidiMessage& message);

/// How far an endless knob was turned; negative to the left.
int stepsOf(MidiBinding::Encoding encoding, int value);

/// Most messages that show one value.
constexpr size_t mostToShow = 4;
/// The messages that let a control show a value, 0 to highestOf(); of 14 bits the upper ones first.
std::vector<MidiMessage> showing(const MidiControl& control, int channel, int value);

}
