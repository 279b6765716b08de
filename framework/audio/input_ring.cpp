// Rings by channel, and the arithmetic of blocks that are no whole quanta.
// SPDX-License-Identifier: MIT
#include "framework/audio/input_ring.h"
#include <algorithm>
#include <bit>
#include <cstring>
#include <numeric>

namespace stemwright {

static constexpr int64_t mostOfABlock = 65536;
static constexpr int heartbeat = 64; // frames of the engine's quantum, which is part of the format

static thread_local const InputTap* using_ = nullptr;

InputRing::InputRing(int channels, int64_t frames)
    : channels_(channels),
      size_(int64_t(std::bit_ceil(uint64_t(frames + mostOfABlock)))),
      frames_(size_t(channels * size_)) {}

void InputRing::receive(const float* const* in, int count, int frames) noexcept {
    int64_t start = arrived_ & (size_ - 1), first = std::min<int64_t>(frames, size_ - start);
    for (int c = 0; c < channels_; ++c) {
        float* ring = frames_.data() + c * size_;
        if (c < count) {
            std::memcpy(ring + start, in[c], size_t(first) * sizeof(float));
            std::memcpy(ring, in[c] + first, size_t(frames - first) * sizeof(float));
        } else {
            std::fill_n(ring + start, first, 0.f);
            std::fill_n(ring, frames - first, 0.f);
        }
    }
    arrived_ += frames;
    block_ = frames;
}

void InputRing::read(int channel, int64_t frame, float* to, int frames) const noexcept {
    const float* ring = frames_.data() + channel * size_;
    int64_t oldest = std::max<int64_t>(arrived_ - size_, 0);
    for (int i = 0; i < frames; ++i) {
        int64_t at = frame + i;
        to[i] = channel < channels_ && at >= oldest && at < arrived_ ? ring[at & (size_ - 1)] : 0;
    }
}

InputTap::Using::Using(const InputTap& tap) : before_(using_) { using_ = &tap; }
InputTap::Using::~Using() { using_ = before_; }
const InputTap* InputTap::current() { return using_; }

// Where blocks end, modulo a quantum, goes through all that differs by multiples of what the two share. The
// worst of these ends the least bit after a quantum, so that the rest of the next one is needed too.
int64_t InputTap::lateness(int64_t end, int latency, int block) noexcept {
    int64_t shared = std::gcd(block, heartbeat), beyond = (end + latency) % shared;
    return latency + heartbeat - (beyond > 0 ? beyond : shared);
}

void InputTap::place(int64_t position, int left, int latency) noexcept {
    if (!ring_) return;
    int64_t ahead = position - (ring_->arrived() - left);
    if (block_ == ring_->block() && ahead_ == ahead) return;
    block_ = ring_->block();
    ahead_ = ahead;
    offset_ = ahead + lateness(position + left, latency, block_);
}

void InputTap::follow(const InputTap& before, int more) noexcept {
    if (more > 0) return; // what it needs is not there yet: it takes a later place
    block_ = before.block_, ahead_ = before.ahead_, offset_ = before.offset_;
}

void InputTap::read(int channel, int64_t frame, float* to, int frames) const noexcept {
    if (block_ > 0)
        ring_->read(channel, frame - offset_, to, frames);
    else
        std::fill_n(to, frames, 0.f);
}

}
