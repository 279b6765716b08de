// Messages on their way from the thread that hears them to the one that understands them.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/midi_message.h"
#include <array>
#include <atomic>

namespace stemwright {

/// One thread puts in, another takes out, and neither waits. What finds no room is lost.
class MidiQueue {
  public:
    void put(const MidiMessage& message) {
        size_t in = in_.load(std::memory_order_relaxed);
        if (in - out_.load(std::memory_order_acquire) == ring_.size()) return;
        ring_[in % ring_.size()] = message;
        in_.store(in + 1, std::memory_order_release);
    }
    std::optional<MidiMessage> take() {
        size_t out = out_.load(std::memory_order_relaxed);
        if (out == in_.load(std::memory_order_acquire)) return {};
        MidiMessage message = ring_[out % ring_.size()];
        out_.store(out + 1, std::memory_order_release);
        return message;
    }

  private:
    std::array<MidiMessage, 1024> ring_;
    std::atomic<size_t> in_ = 0, out_ = 0;
};

}
