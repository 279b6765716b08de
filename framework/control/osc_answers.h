// What is told over OSC, in packets that networks carry whole.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/control/osc_message.h"
#include <functional>

namespace stemwright {

/// Puts messages together to bundles that fit into a frame of Ethernet; one alone goes as it is.
class OscAnswers {
  public:
    using Send = std::function<void(std::span<const uint8_t> packet)>;
    explicit OscAnswers(Send send) : send_(std::move(send)) {}

    void add(const OscMessage& message);
    void flush(); ///< sends what is left

    size_t bytes() const { return bytes_; } ///< of all messages so far

  private:
    Send send_;
    std::vector<std::vector<uint8_t>> waiting_;
    size_t waitingBytes_ = 0, bytes_ = 0;
};

}
