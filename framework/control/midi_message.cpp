// Takes messages apart by the upper half of their first byte.
// SPDX-License-Identifier: MIT
#include "framework/control/midi_message.h"
#include "framework/document/note_name.h"
#include <algorithm>

namespace stemwright {

namespace {

using Kind = MidiMessage::Kind;

struct KindOfMessage {
    Kind kind;
    uint8_t status; // with the first channel
    size_t bytes;
    const char* name;
};
constexpr KindOfMessage kinds[] = {{Kind::noteOff, 0x80, 3, "note off"},
                                   {Kind::noteOn, 0x90, 3, "note on"},
                                   {Kind::keyPressure, 0xA0, 3, "pressure of key"},
                                   {Kind::controller, 0xB0, 3, "controller"},
                                   {Kind::program, 0xC0, 2, "program"},
                                   {Kind::channelPressure, 0xD0, 2, "pressure"},
                                   {Kind::bend, 0xE0, 3, "bend"}}; // in the order of Kind

const KindOfMessage& kindOf(uint8_t status) { return kinds[(status >> 4) - 8]; }

uint8_t dataByte(int value) { return uint8_t(std::clamp(value, 0, 127)); }

}

std::optional<MidiMessage> midiMessage(std::span<const uint8_t> bytes) {
    if (bytes.empty() || bytes[0] < 0x80 || bytes[0] >= 0xF0) return {};
    const KindOfMessage& found = kindOf(bytes[0]);
    auto isData = [](uint8_t byte) { return byte < 0x80; };
    if (bytes.size() != found.bytes || !std::all_of(bytes.begin() + 1, bytes.end(), isData)) return {};
    MidiMessage message{found.kind, (bytes[0] & 15) + 1, 0, 0};
    if (found.kind == Kind::bend)
        message.value = bytes[1] | bytes[2] << 7;
    else if (found.kind == Kind::channelPressure)
        message.value = bytes[1];
    else {
        message.number = bytes[1];
        if (found.bytes == 3) message.value = bytes[2];
    }
    if (message.kind == Kind::noteOn && message.value == 0) message.kind = Kind::noteOff;
    return message;
}

size_t lengthOf(uint8_t status) { return kindOf(status).bytes; }

std::vector<uint8_t> bytesOf(const MidiMessage& message) {
    if (message.isParameter()) return {};
    const KindOfMessage& kind = kinds[size_t(message.kind)];
    auto status = uint8_t(kind.status | (std::clamp(message.channel, 1, 16) - 1));
    if (message.kind == Kind::bend) {
        int value = std::clamp(message.value, 0, 0x3FFF);
        return {status, uint8_t(value & 127), uint8_t(value >> 7)};
    }
    if (message.kind == Kind::channelPressure) return {status, dataByte(message.value)};
    if (message.kind == Kind::program) return {status, dataByte(message.number)};
    return {status, dataByte(message.number), dataByte(message.value)};
}

std::string textOf(const MidiMessage& message) {
    std::string text = "channel " + std::to_string(message.channel) + ": ";
    if (message.isParameter()) {
        text += message.kind == Kind::nonRegistered ? "nrpn " : "rpn ";
        text += std::to_string(message.number) + " ";
        if (message.way == MidiMessage::Way::relative && message.value > 0) text += "+";
        return text + std::to_string(message.value);
    }
    text += kinds[size_t(message.kind)].name;
    bool isKey = message.kind <= Kind::keyPressure, isWheel = message.kind == Kind::bend;
    if (isKey)
        text += " " + noteName(message.number) + " (" + std::to_string(message.number) + "),";
    else if (!isWheel && message.kind != Kind::channelPressure)
        text += " " + std::to_string(message.number);
    return message.kind == Kind::program ? text : text + " " + std::to_string(message.value);
}

}
