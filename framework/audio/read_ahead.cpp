// One reader, and a ring of blocks for each clip, in which each says which block it is.
// SPDX-License-Identifier: MIT
#include "framework/audio/read_ahead.h"
#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

namespace stemwright {

static constexpr int64_t bytesAtOnce = 16384, fewestFrames = 64;
static constexpr auto nap =
    std::chrono::milliseconds(2); // nobody wakes the reader: that would be a system call

static thread_local ReadAhead* using_ = nullptr;

ReadAhead::Using::Using(ReadAhead& ahead) : before_(using_) { using_ = &ahead; }
ReadAhead::Using::~Using() { using_ = before_; }
ReadAhead* ReadAhead::current() { return using_; }

ReadAhead::ReadAhead(double seconds) : seconds_(seconds) {}

ReadAhead::~ReadAhead() {
    stopped_ = true;
    if (thread_.joinable()) thread_.join();
}

ReadAhead::Stream& ReadAhead::add(SoundReader reader, const PlayedPart& part) {
    streams_.push_back(std::make_unique<Stream>(*this, std::move(reader), part));
    return *streams_.back();
}

void ReadAhead::start(int64_t frame) {
    if (streams_.empty()) return;
    for (auto& stream : streams_) stream->begin(frame);
    while (Stream* stream = mostUrgent()) stream->read();
    thread_ = std::thread([this] { run(); });
}

void ReadAhead::run() {
    while (!stopped_) {
        if (Stream* stream = mostUrgent()) {
            stream->read();
            ++blocks_;
            blocks_.notify_all();
        } else
            std::this_thread::sleep_for(nap);
    }
}

ReadAhead::Stream* ReadAhead::mostUrgent() const {
    Stream* found = nullptr;
    for (const auto& stream : streams_)
        if (stream->hasRoom() && (!found || stream->due() < found->due())) found = stream.get();
    return found;
}

static int64_t blocksFor(double seconds, double rate, int64_t room) {
    return std::max<int64_t>(int64_t(std::ceil(seconds * rate / double(room))), 2) + 1;
}

ReadAhead::Stream::Stream(ReadAhead& ahead, SoundReader reader, const PlayedPart& part)
    : ahead_(ahead),
      reader_(std::move(reader)),
      part_(part),
      silence_(reader_.coding().silence()),
      frameBytes_(reader_.channels() * reader_.coding().bytes()),
      room_(std::max(bytesAtOnce / frameBytes_ / fewestFrames, int64_t(1)) * fewestFrames),
      end_(part.repeat == PlayedPart::Repeat::forever ? std::numeric_limits<int64_t>::max()
                                                      : (part.length + room_ - 1) / room_),
      held_(size_t(blocksFor(ahead.seconds_, reader_.rate(), room_))) {
    for (auto& block : held_) block = -1;
    bytes_.resize(held_.size() * size_t(room_ * frameBytes_));
}

void ReadAhead::Stream::begin(int64_t frame) {
    next_ = std::max<int64_t>(frame - part_.begin, 0) / room_;
    wanted_ = next_;
    begun_ = true;
}

ReadAhead::Stretch ReadAhead::Stream::at(int64_t place) noexcept {
    int64_t block = place / room_, offset = place % room_, wanted = wanted_.load(std::memory_order_relaxed);
    if (block > wanted) wanted_.store(block, std::memory_order_release);
    size_t slot = size_t(block % int64_t(held_.size()));
    bool comes = begun_ && block >= wanted && block < end_;
    for (;;) {
        uint32_t blocks = ahead_.blocks_.load(std::memory_order_acquire);
        if (held_[slot].load(std::memory_order_acquire) == block && block >= wanted)
            return {bytes_.data() + (int64_t(slot) * room_ + offset) * frameBytes_, room_ - offset};
        if (!comes || ahead_.patience_.load(std::memory_order_relaxed) == Patience::never) break;
        ahead_.blocks_.wait(blocks);
    }
    ahead_.late_.fetch_add(1, std::memory_order_relaxed);
    return {nullptr, room_ - offset};
}

bool ReadAhead::Stream::hasRoom() const noexcept {
    int64_t wanted = wanted_.load(std::memory_order_acquire), next = std::max(next_, wanted);
    return next < end_ && next < wanted + int64_t(held_.size());
}

// What is late already is left out.
void ReadAhead::Stream::read() {
    next_ = std::max(next_, wanted_.load(std::memory_order_acquire));
    size_t slot = size_t(next_ % int64_t(held_.size()));
    held_[slot].store(-1, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_release);
    fill(bytes_.data() + int64_t(slot) * room_ * frameBytes_, next_ * room_);
    held_[slot].store(next_, std::memory_order_release);
    ++next_;
}

void ReadAhead::Stream::fill(std::byte* to, int64_t place) {
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

}
