// Blocks are read in order, and written over once they were played.
// SPDX-License-Identifier: MIT
#include "framework/audio/tape.h"
#include <algorithm>
#include <cmath>
#include <limits>

namespace stemwright {

static constexpr int64_t bytesAtOnce = 16384, fewestFrames = 64;
static constexpr int64_t lag = 8192; // frames between those who play together

static int64_t blocksFor(double frames, int64_t room) {
    return int64_t(std::ceil(frames / double(room))) + 1;
}

Tape::Tape(std::string path, SoundReader reader, const PlayedPart& part, double seconds)
    : path_(std::move(path)),
      reader_(std::move(reader)),
      part_(part),
      silence_(reader_.coding().silence()),
      frameBytes_(reader_.channels() * reader_.coding().bytes()),
      room_(std::max(bytesAtOnce / frameBytes_ / fewestFrames, int64_t(1)) * fewestFrames),
      end_(part.repeat == PlayedPart::Repeat::forever ? std::numeric_limits<int64_t>::max()
                                                      : (part.length + room_ - 1) / room_),
      kept_(blocksFor(lag, room_)),
      held_(size_t(kept_ + blocksFor(seconds * reader_.rate(), room_))) {
    for (auto& block : held_) block = -1;
    bytes_.resize(held_.size() * size_t(room_ * frameBytes_));
}

bool Tape::plays(const std::string& path, double rate, const PlayedPart& part) const {
    return path == path_ && rate == reader_.rate() && part == part_;
}

void Tape::begin(int64_t frame) {
    first_ = std::max<int64_t>(frame - part_.begin, 0) / room_;
    wanted_ = first_.load();
    next_ = first_.load();
}

bool Tape::hasRoom() const noexcept {
    int64_t wanted = wanted_.load(std::memory_order_acquire), next = std::max(next_.load(), wanted);
    return next < end_ && next < wanted - kept_ + int64_t(held_.size());
}

bool Tape::hasWork() const noexcept { return hasRoom() && !busy_; }

int64_t Tape::due() const noexcept { return part_.begin + next_ * room_; }

// What is late already is left out.
void Tape::read() {
    if (busy_.exchange(true, std::memory_order_acquire)) return;
    if (hasRoom()) {
        int64_t block = std::max(next_.load(), wanted_.load(std::memory_order_acquire));
        size_t slot = slotOf(block);
        held_[slot].store(-1, std::memory_order_relaxed);
        std::atomic_thread_fence(std::memory_order_release);
        fill(bytes_.data() + int64_t(slot) * room_ * frameBytes_, block * room_);
        held_[slot].store(block, std::memory_order_release);
        held_[slot].notify_all();
        next_ = block + 1;
    }
    busy_.store(false, std::memory_order_release);
}

void Tape::fill(std::byte* to, int64_t place) {
    for (int64_t done = 0; done < room_;) {
        int64_t from = part_.frameAt(place + done), left = part_.first + part_.length - from;
        int64_t frames = left > 0 ? std::min(room_ - done, left) : room_ - done;
        std::byte* at = to + done * frameBytes_;
        int64_t got = 0;
        if (left > 0) {
            reader_.seek(from);
            got = reader_.readStored(at, frames);
        }
        std::fill(at + got * frameBytes_, at + frames * frameBytes_, std::byte(silence_));
        done += frames;
    }
}

Tape::Stretch Tape::at(int64_t place) noexcept {
    int64_t block = place / room_, offset = place % room_;
    size_t slot = slotOf(block);
    if (block > wanted_.load(std::memory_order_relaxed)) wanted_.store(block, std::memory_order_release);
    bool there = block >= wanted_.load(std::memory_order_relaxed) - kept_ &&
                 held_[slot].load(std::memory_order_acquire) == block;
    return {there ? bytes_.data() + (int64_t(slot) * room_ + offset) * frameBytes_ : nullptr, room_ - offset};
}

bool Tape::comes(int64_t place) const noexcept {
    int64_t block = place / room_;
    return block >= std::max(first_.load(), wanted_.load(std::memory_order_relaxed)) && block < end_;
}

void Tape::wait(int64_t place) const noexcept {
    int64_t block = place / room_, held = held_[slotOf(block)].load(std::memory_order_acquire);
    if (held != block) held_[slotOf(block)].wait(held);
}

}
