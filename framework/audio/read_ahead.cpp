// One thread that looks for the tape whose next block is due first.
// SPDX-License-Identifier: MIT
#include "framework/audio/read_ahead.h"
#include <algorithm>

namespace stemwright {

using Clock = std::chrono::steady_clock;

// Nobody wakes the reader: that would be a system call.
static constexpr auto nap = std::chrono::milliseconds(2);

static thread_local ReadAhead* using_ = nullptr;
static thread_local Clock::duration waited_{};

ReadAhead::Using::Using(ReadAhead& ahead) : before_(using_) { using_ = &ahead; }
ReadAhead::Using::~Using() { using_ = before_; }
ReadAhead* ReadAhead::current() { return using_; }
Clock::duration ReadAhead::waited() noexcept { return waited_; }
void ReadAhead::waited(Clock::duration time) noexcept { waited_ += time; }

ReadAhead::ReadAhead(const ReadAhead* lender) {
    if (lender) lent_ = lender->tapes_;
}

ReadAhead::~ReadAhead() {
    stopped_ = true;
    if (thread_.joinable()) thread_.join();
}

ReadAhead::Stream& ReadAhead::add(const std::string& path, SoundReader reader, const PlayedPart& part) {
    auto lent = std::find_if(lent_.begin(), lent_.end(),
                             [&](const auto& tape) { return tape->plays(path, reader.rate(), part); });
    if (lent != lent_.end())
        tapes_.push_back(*lent);
    else {
        tapes_.push_back(std::make_shared<Tape>(path, std::move(reader), part, seconds));
        fresh_.push_back(tapes_.back());
    }
    streams_.push_back(std::make_unique<Stream>(*this, *tapes_.back()));
    return *streams_.back();
}

void ReadAhead::start(int64_t frame) {
    for (auto& tape : fresh_) tape->begin(frame);
    fresh_.clear(), lent_.clear();
    if (tapes_.empty()) return;
    while (Tape* tape = mostUrgent()) tape->read();
    thread_ = std::thread([this] { run(); });
}

void ReadAhead::run() {
    while (!stopped_)
        if (Tape* tape = mostUrgent())
            tape->read();
        else
            std::this_thread::sleep_for(nap);
}

Tape* ReadAhead::mostUrgent() const {
    Tape* found = nullptr;
    for (const auto& tape : tapes_)
        if (tape->hasWork() && (!found || tape->due() < found->due())) found = tape.get();
    return found;
}

Tape::Stretch ReadAhead::Stream::at(int64_t place) noexcept {
    for (;;) {
        Tape::Stretch stretch = tape_.at(place);
        if (stretch.bytes) return stretch;
        if (ahead_.patience_.load(std::memory_order_relaxed) == Patience::never || !tape_.comes(place)) {
            ahead_.late_.fetch_add(1, std::memory_order_relaxed);
            return stretch;
        }
        Clock::time_point begin = Clock::now();
        tape_.wait(place);
        waited_ += Clock::now() - begin;
    }
}

}
