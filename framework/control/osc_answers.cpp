// Fills one packet after the other.
// SPDX-License-Identifier: MIT
#include "framework/control/osc_answers.h"

namespace stemwright {

static constexpr size_t fullest = 1400; // bytes of messages and their lengths

void OscAnswers::add(const OscMessage& message) {
    std::vector<uint8_t> bytes = encodeOsc(message);
    size_t size = bytes.size() + sizeof(uint32_t);
    if (waitingBytes_ + size > fullest) flush();
    waitingBytes_ += size, bytes_ += size;
    waiting_.push_back(std::move(bytes));
}

void OscAnswers::flush() {
    if (waiting_.empty()) return;
    send_(waiting_.size() == 1 ? waiting_[0] : encodeOscBundle(waiting_));
    waiting_.clear();
    waitingBytes_ = 0;
}

}
