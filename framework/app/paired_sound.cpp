// Queues what comes until both sides have a block.
// SPDX-License-Identifier: MIT
#include "framework/app/paired_sound.h"
#include <algorithm>

namespace stemwright {

constexpr int64_t blockFrames = 16384;

PairedSound::PairedSound(std::array<int, 2> channels, double rate)
    : channels_(std::max(channels[0], channels[1])), comparison_(channels_, rate) {
    for (size_t side = 0; side < 2; ++side) waiting_[side].terms = mixTerms(channels[side], channels_);
}

void PairedSound::add(Side side, const float* const* channels, int frames) {
    std::lock_guard lock(mutex_);
    Waiting& waiting = waiting_[size_t(side)];
    size_t first = waiting.samples.size();
    waiting.samples.resize(first + size_t(frames * channels_));
    for (const MixTerm& term : waiting.terms)
        for (int i = 0; i < frames; ++i)
            waiting.samples[first + size_t(i * channels_ + term.to)] += term.factor * channels[term.from][i];
    if (int64_t both = ready(); both >= blockFrames) pass(both);
}

void PairedSound::end(Side side) {
    std::lock_guard lock(mutex_);
    waiting_[size_t(side)].over = true;
}

// Frames that both sides have.
int64_t PairedSound::ready() {
    auto& [before, after] = waiting_;
    if (before.over) before.samples.resize(std::max(before.samples.size(), after.samples.size()));
    if (after.over) after.samples.resize(std::max(before.samples.size(), after.samples.size()));
    return int64_t(std::min(before.samples.size(), after.samples.size())) / channels_;
}

void PairedSound::pass(int64_t frames) {
    if (passed_.valid()) passed_.get();
    for (size_t side = 0; side < 2; ++side) {
        std::vector<float>& samples = waiting_[side].samples;
        auto end = samples.begin() + frames * channels_;
        passing_[side].assign(samples.begin(), end);
        samples.erase(samples.begin(), end);
    }
    passed_ = std::async(std::launch::async,
                         [this, frames] { comparison_.add(passing_[0].data(), passing_[1].data(), frames); });
}

SoundDifference PairedSound::finish() {
    std::lock_guard lock(mutex_);
    pass(ready());
    passed_.get();
    return comparison_.result();
}

}
