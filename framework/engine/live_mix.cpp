// Keeps the last frames of each output, so that all of them are heard in song time.
// SPDX-License-Identifier: MIT
#include "framework/engine/live_mix.h"
#include <algorithm>
#include <array>
#include <cmath>

namespace stemwright {

// Eight running peaks, which the compiler keeps in registers.
static void raise(std::atomic<float>& peak, const float* values, int count) noexcept {
    std::array<float, 8> peaks{};
    for (int i = 0; i < count; i += 8)
        for (int lane = 0; lane < 8; ++lane)
            peaks[size_t(lane)] = std::max(peaks[size_t(lane)], std::abs(values[i + lane]));
    peak = std::max(peak.load(), *std::max_element(peaks.begin(), peaks.end()));
}

Engine LiveMix::makeEngine(std::shared_ptr<const Plan> plan, ReadAhead& readAhead, const InputTap& inputs,
                           const Engine::Options& options) {
    ReadAhead::Using files(readAhead);
    InputTap::Using device(inputs);
    return Engine(std::move(plan), options);
}

LiveMix::LiveMix(std::shared_ptr<const Plan> plan, const std::vector<int>& outputs, Cut part,
                 const LiveMix* before, const InputRing* inputs, const Rides::Settings& rides, LiveCrew* crew)
    : readAhead_(before ? &before->readAhead_ : nullptr),
      inputs_(before ? before->inputs_.ring() : inputs),
      rides_(*plan, rides),
      engine_(makeEngine(std::move(plan), readAhead_, inputs_, {.rides = &rides_, .crew = crew})),
      part_(part),
      before_(before) {
    if (before) {
        handover_.emplace(before->engine_, engine_);
        rides_.follow(before->rides_);
    }
    for (int o : outputs) {
        const PlannedOutput& output = engine_.plan().outputs[size_t(o)];
        latency_ = std::max(latency_, output.latency);
        for (int c = 0; c < output.channels; ++c) channels_.push_back({o, c, output.latency});
    }
    // What the one before is ahead by must fit in too.
    int lead = before ? std::max(latency_, before->latency_) : latency_;
    for (const Channel& channel : channels_)
        rings_.emplace_back(1, lead - channel.latency + 4 * engine_.turn());
}

void LiveMix::meter(std::vector<int> outputs) {
    metered_ = std::move(outputs);
    size_t channels = 0;
    for (int o : metered_) channels += size_t(plan().outputs[size_t(o)].channels);
    peaks_ = std::make_unique<std::atomic<float>[]>(channels);
}

std::vector<float> LiveMix::peaks() const {
    std::vector<float> peaks;
    for (int o : metered_)
        for (int c = 0; c < plan().outputs[size_t(o)].channels; ++c)
            peaks.push_back(peaks_[peaks.size()].exchange(0));
    return peaks;
}

Progress LiveMix::start(const ProgressReport& report) {
    readAhead_.start(0);
    while (ready() < part_.from) {
        if (report && report(std::max<int64_t>(ready(), 0)) == Progress::cancel) return Progress::cancel;
        engine_.processAlone();
        keep();
    }
    readAhead_.patience(ReadAhead::Patience::never);
    freshFrom_ = part_.from;
    return Progress::proceed;
}

void LiveMix::follow(int64_t position) {
    readAhead_.start(std::max<int64_t>(position + before_->latency_, 0));
    readAhead_.patience(ReadAhead::Patience::never);
}

void LiveMix::takeOver() noexcept {
    handover_->perform();
    rides_.takeOver();
    inputs_.follow(before_->inputs_, latency_ - before_->latency_);
    int64_t first = engine_.frame();
    for (const Channel& channel : channels_) freshFrom_ = std::max(freshFrom_, first - channel.latency);
}

void LiveMix::process(Rides::Told told) noexcept {
    rides_.step(engine_, told);
    engine_.process();
    keep();
    std::atomic<float>* peak = peaks_.get();
    for (int o : metered_)
        for (int c = 0; c < engine_.plan().outputs[size_t(o)].channels; ++c, ++peak)
            raise(*peak, engine_.output(o, c), engine_.turn());
}

void LiveMix::keep() noexcept {
    constexpr int64_t look = 16 * quantum;
    int64_t frame = engine_.frame() - engine_.turn();
    if (frame % look == 0) faultyQuanta_ = engine_.faultyQuanta();
    for (size_t c = 0; c < channels_.size(); ++c)
        rings_[c].write(0, frame, engine_.output(channels_[c].output, channels_[c].channel), engine_.turn());
}

void LiveMix::read(int channel, int64_t song, float* to, int frames) const noexcept {
    const SoundRing& ring = rings_[size_t(channel)];
    for (int i = 0; i < frames; ++i) to[i] = *ring.at(0, song + channels_[size_t(channel)].latency + i);
}

}
