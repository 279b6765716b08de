// The messages in the bytes of a MIDI cable.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/midi_message.h"
#include <array>

namespace stemwright {

/// Numbered parameters, which several controllers set together: 99 and 98, or 101 and 100, say which one on
/// their channel, until others do; 6 and 38 its value, of which the lower bits may come alone; 96 and 97 move
/// it (MIDI 1.0 Detailed Specification 4.2, pages 15 to 18). One thread; no memory is taken.
class MidiParameters {
  public:
    /// What a message does to a parameter; nothing where it does nothing, or none is chosen.
    std::optional<MidiMessage> take(const MidiMessage& message) noexcept;

  private:
    struct Number {
        int upper = nothing, lower = nothing; // seven bits each
        bool isChosen() const { return upper >= 0 && lower >= 0 && (upper & lower) != 127; }
    };
    struct Channel {
        Number nonRegistered, registered;
        MidiMessage::Kind chosen = MidiMessage::Kind::controller; // neither
        int upper = nothing;                                      // bits of the value
    };
    static constexpr int nothing = -1;
    std::array<Channel, 16> channels_;
};

/// Bytes may come in pieces of any length. A status byte holds for all data behind it (running status) until
/// the next one; messages of the system are passed over, those of real time even within others. One thread;
/// no memory is taken.
class MidiStream {
  public:
    /// Hands every message of a channel to `take`, and behind it the parameter that it moves, if any.
    template <class Take> void read(std::span<const uint8_t> bytes, Take take) {
        for (uint8_t byte : bytes)
            if (auto message = next(byte)) {
                take(*message);
                if (auto parameter = parameters_.take(*message)) take(*parameter);
            }
    }

  private:
    std::optional<MidiMessage> next(uint8_t byte) noexcept;

    std::array<uint8_t, 3> bytes_{}; // of the message that is begun; the first is 0 where none is
    size_t count_ = 0;
    MidiParameters parameters_;
};

}
