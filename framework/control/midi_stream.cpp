// Byte by byte, as a receiver on a cable does it.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_stream.h"

namespace stemwright {

namespace {

using Kind = MidiMessage::Kind;

// Controllers, as table III of the specification numbers them.
constexpr int entryUpper = 6, entryLower = 38, increment = 96, decrement = 97, nonRegisteredLower = 98,
              nonRegisteredUpper = 99, registeredLower = 100, registeredUpper = 101, resetAll = 121;

constexpr uint8_t firstStatus = 0x80, firstOfSystem = 0xF0, firstOfRealTime = 0xF8;

}

std::optional<MidiMessage> MidiParameters::take(const MidiMessage& message) noexcept {
    if (message.kind != Kind::controller) return {};
    Channel& channel = channels_[size_t(message.channel - 1)];
    auto choose = [&](Kind kind, int& bits) {
        channel.chosen = kind;
        channel.upper = nothing;
        bits = message.value;
    };
    switch (message.number) {
    case nonRegisteredUpper:
        choose(Kind::nonRegistered, channel.nonRegistered.upper);
        return {};
    case nonRegisteredLower:
        choose(Kind::nonRegistered, channel.nonRegistered.lower);
        return {};
    case registeredUpper:
        choose(Kind::registered, channel.registered.upper);
        return {};
    case registeredLower:
        choose(Kind::registered, channel.registered.lower);
        return {};
    case resetAll: // recommended practice RP-015
        channel = {};
        return {};
    default:
        break;
    }
    const Number& number = channel.chosen == Kind::nonRegistered ? channel.nonRegistered : channel.registered;
    if (channel.chosen == Kind::controller || !number.isChosen()) return {};
    MidiMessage moved{channel.chosen, message.channel, number.upper << 7 | number.lower, 0};
    switch (message.number) {
    case entryUpper:
        channel.upper = message.value;
        moved.value = message.value << 7;
        return moved;
    case entryLower:
        if (channel.upper == nothing) return {}; // lower bits of something that is not known
        moved.value = channel.upper << 7 | message.value;
        return moved;
    case increment:
    case decrement:
        moved.way = MidiMessage::Way::relative;
        moved.value = message.number == increment ? 1 : -1;
        return moved;
    default:
        return {};
    }
}

std::optional<MidiMessage> MidiStream::next(uint8_t byte) noexcept {
    if (byte >= firstOfRealTime) return {};
    if (byte >= firstStatus) {
        bytes_[0] = byte < firstOfSystem ? byte : 0;
        count_ = 1;
        return {};
    }
    if (bytes_[0] == 0) return {};
    bytes_[count_++] = byte;
    if (count_ < lengthOf(bytes_[0])) return {};
    std::optional<MidiMessage> message = midiMessage({bytes_.data(), count_});
    count_ = 1;
    return message;
}

}
