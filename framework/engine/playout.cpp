// Pieces of at most a turn, of one mix or of two that are faded into each other.
// SPDX-License-Identifier: MIT
#include "framework/engine/playout.h"
#include <algorithm>
#include <cmath>
#include <cstring>

namespace stemwright {

static constexpr double fadeSeconds = 0.02;

Playout::Playout(std::unique_ptr<LiveMix> first, AtEnd atEnd)
    : rate_(first->plan().graph.timeline.rate),
      atEnd_(atEnd),
      channels_(first->channels()),
      fadeFrames_(int(std::ceil(fadeSeconds * rate_))),
      current_(first.get()),
      piece_(size_t(channels_)),
      other_(size_t(first->turn())),
      pace_(rate_),
      position_(first->part().from),
      peaks_(size_t(channels_)) {
    first.release();
}

Playout::~Playout() {
    for (LiveMix* mix : {current_.load(), next_, incoming_.load(), repeat_.load(), jump_.load()}) delete mix;
    retired();
}

void Playout::change(std::unique_ptr<LiveMix> mix) { incoming_ = mix.release(); }

std::unique_ptr<LiveMix> Playout::repeatWith(std::unique_ptr<LiveMix> mix) {
    return std::unique_ptr<LiveMix>(repeat_.exchange(mix.release()));
}

std::unique_ptr<LiveMix> Playout::jumpTo(std::unique_ptr<LiveMix> mix) {
    return std::unique_ptr<LiveMix>(jump_.exchange(mix.release()));
}

std::vector<std::unique_ptr<LiveMix>> Playout::retired() {
    std::vector<std::unique_ptr<LiveMix>> found;
    if (incoming_.load()) return found; // it may follow one of them
    for (LiveMix* mix = retired_.exchange(nullptr); mix;) {
        LiveMix* next = mix->nextRetired;
        found.emplace_back(mix);
        mix = next;
    }
    return found;
}

void Playout::retire(LiveMix* mix) noexcept {
    lateReads_ += mix->lateReads();
    LiveMix* first = retired_.load();
    do mix->nextRetired = first;
    while (!retired_.compare_exchange_weak(first, mix));
}

void Playout::makeCurrent(LiveMix* mix) noexcept { retire(current_.exchange(mix)); }

void Playout::takeIncoming() noexcept {
    LiveMix* mix = incoming_.load();
    if (!mix || next_) return;
    fading_ = true; // before it is gone from there
    incoming_ = nullptr;
    if (mix->before() == current_.load()) {
        mix->takeOver();
        next_ = mix;
        faded_ = 0;
    } else {
        retire(mix);
        fading_ = false;
    }
}

// Whether there is something to go on with where the part is over.
bool Playout::turnRound() noexcept {
    if (atEnd_.load() == AtEnd::stop) {
        state_ = State::finished;
        return false;
    }
    LiveMix* again = repeat_.exchange(nullptr);
    if (again)
        begin(again);
    else
        state_ = State::waiting;
    return again != nullptr;
}

// What was faded in is passed over.
void Playout::begin(LiveMix* mix) noexcept {
    if (next_) {
        makeCurrent(next_);
        next_ = nullptr;
        fading_ = false;
    }
    mix->holdAs(*current_.load());
    makeCurrent(mix);
    position_ = mix->part().from;
    state_ = State::playing;
}

void Playout::makeJump() noexcept {
    if (LiveMix* mix = jump_.exchange(nullptr)) begin(mix);
}

void Playout::takeMoves() noexcept {
    for (; const FaderMove* move = moves_.front(); moves_.drop()) {
        current_.load()->ask(*move);
        if (next_) next_->ask(*move);
    }
}

// Lets the sound out while time is to stand still, and in again.
void Playout::brake(float* const* out, int frames) noexcept {
    bool slower = motion_.load() == Motion::stopped || jump_.load();
    if (!slower && braked_ == 0) return;
    for (int i = 0; i < frames; ++i) {
        braked_ = std::clamp(braked_ + (slower ? 1 : -1), 0, fadeFrames_);
        float gain = 1 - float(braked_) / float(fadeFrames_);
        for (int c = 0; c < channels_; ++c) out[c][i] *= gain;
    }
}

// The next one is let catch up where it is later than the one before, a turn at a time.
void Playout::fadeIn(float* const* out, int frames) noexcept {
    int64_t position = position_;
    next_->place(position, left_);
    for (int turns = 0; turns < 2 && next_->ready() < position + frames; ++turns) next_->process();
    if (next_->ready() < position + frames || (faded_ == 0 && position < next_->freshFrom())) return;
    for (int c = 0; c < channels_; ++c) {
        next_->read(c, position, other_.data(), frames);
        for (int i = 0; i < frames; ++i) {
            float part = std::min(float(faded_ + i + 1) / float(fadeFrames_), 1.f);
            float change = other_[size_t(i)] - out[c][i];
            if (change != 0) out[c][i] += change * part; // even -0 stays what it is
        }
    }
    faded_ += frames;
    if (faded_ < fadeFrames_) return;
    makeCurrent(next_);
    next_ = nullptr;
    fading_ = false;
}

void Playout::playPiece(float* const* out, int frames) noexcept {
    LiveMix& mix = *current_.load();
    int64_t position = position_;
    mix.place(position, left_);
    while (mix.ready() < position + frames) mix.process(Rides::Told::yes);
    for (int c = 0; c < channels_; ++c) mix.read(c, position, out[c], frames);
    if (next_) fadeIn(out, frames);
    position_ = position + frames;
}

void Playout::play(float* const* out, int device, int frames) noexcept {
    Pace::Clock::time_point begin = Pace::Clock::now();
    Pace::Clock::duration waited = ReadAhead::waited();
    pace_.began(begin, frames);
    auto patience = pace_.isFasterThanRealTime() ? ReadAhead::Patience::waits : ReadAhead::Patience::never;
    for (int c = 0; c < device; ++c) std::memset(out[c], 0, size_t(frames) * sizeof(float));
    takeMoves();
    for (int done = 0; done < frames;) {
        if (braked_ == fadeFrames_ || state_.load() != State::playing) makeJump();
        if (braked_ == fadeFrames_ && motion_.load() == Motion::stopped) break;
        takeIncoming();
        LiveMix* mix = current_.load();
        mix->patience(patience);
        if (next_) next_->patience(patience);
        int64_t left = mix->part().to - position_;
        if (left <= 0) {
            if (!turnRound()) break;
            continue;
        }
        int piece = int(std::min<int64_t>({left, frames - done, mix->turn()}));
        for (int c = 0; c < channels_; ++c) piece_[size_t(c)] = out[c] + done;
        left_ = frames - done;
        playPiece(piece_.data(), piece);
        brake(piece_.data(), piece);
        done += piece;
        played_ += piece;
    }
    pace_.ended(ReadAhead::waited() - waited);
    measure(out, frames, std::chrono::duration<double>(Pace::Clock::now() - begin).count());
}

void Playout::measure(float* const* out, int frames, double seconds) noexcept {
    for (int c = 0; c < channels_; ++c) {
        float peak = peaks_[size_t(c)];
        for (int i = 0; i < frames; ++i) peak = std::max(peak, std::abs(out[c][i]));
        peaks_[size_t(c)] = peak;
    }
    double load = seconds * rate_ / frames;
    load_ = load_ + (load - load_) * std::min(0.5, frames / rate_ * 4); // over a quarter of a second
    worst_ = std::max(worst_.load(), load);
    ++blocks_[size_t(std::min(load * 100, double(blocks_.size() - 1)))];
}

Playout::Status Playout::look() noexcept {
    int64_t blocks = 0, slower = 0;
    for (const auto& some : blocks_) blocks += some.load();
    size_t hundredths = blocks_.size();
    while (hundredths > 0 && slower <= blocks / 1000) slower += blocks_[--hundredths].load();
    const LiveMix& mix = *current_.load();
    Status status{state_,
                  position_,
                  {},
                  load_,
                  double(hundredths + 1) / 100,
                  worst_,
                  lateReads_ + mix.lateReads(),
                  mix.faultyQuanta()};
    for (auto& peak : peaks_) status.peaks.push_back(peak.exchange(0));
    return status;
}

}
