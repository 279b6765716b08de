// Short ways to play a graph as a device would.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/live_crew.h"
#include "framework/engine/playout.h"
#include "tests/framework/engine/rendering.h"

namespace stemwright {

inline std::vector<int> allOutputs(const Plan& plan) {
    std::vector<int> outputs;
    for (size_t o = 0; o < plan.outputs.size(); ++o) outputs.push_back(int(o));
    return outputs;
}

/// Those who share the blocks of mixes that are played one after the other.
struct Helped {
    explicit Helped(int threads_ = 1) : threads(threads_) {
        if (threads == 1) return;
        crew = std::make_unique<LiveCrew>(threads - 1);
        crew->begin();
    }
    Arrangement arrangement() const { return {.threads = threads}; }

    int threads;
    std::unique_ptr<LiveCrew> crew; // outlives the mixes
};

/// All outputs of a plan, made ready from `from` on.
inline std::unique_ptr<LiveMix> startedMix(std::shared_ptr<const Plan> plan, int64_t from = 0,
                                           int64_t to = 1 << 30, LiveCrew* crew = nullptr) {
    auto mix = std::make_unique<LiveMix>(plan, allOutputs(*plan), Cut{from, to}, nullptr, nullptr,
                                         Rides::Settings{}, crew);
    mix->start();
    return mix;
}

/// The same for the plan of an edit, while `playout` plays.
inline std::unique_ptr<LiveMix> followingMix(std::shared_ptr<const Plan> plan, const Playout& playout,
                                             LiveCrew* crew = nullptr) {
    auto mix = std::make_unique<LiveMix>(plan, allOutputs(*plan), Cut{0, 1 << 30}, &playout.current(),
                                         nullptr, Rides::Settings{}, crew);
    mix->follow(playout.position());
    return mix;
}

/// Plays on, in blocks; what was heard is added to `heard`, by channel.
inline void playOn(Playout& playout, int frames, const std::function<int()>& block, Channels& heard) {
    heard.resize(size_t(playout.current().channels()));
    for (int done = 0; done < frames;) {
        int part = std::min(block(), frames - done);
        std::vector<float*> rows;
        for (auto& channel : heard) {
            channel.resize(channel.size() + size_t(part));
            rows.push_back(channel.data() + channel.size() - size_t(part));
        }
        playout.play(rows.data(), int(rows.size()), part);
        done += part;
    }
}

inline void playOn(Playout& playout, int frames, int block, Channels& heard) {
    playOn(
        playout, frames, [=] { return block; }, heard);
}

/// What a render gives, all outputs side by side.
inline Channels rendered(std::shared_ptr<const Plan> plan, Cut cut) {
    Channels all;
    for (Channels& output : renderOutputs(std::move(plan), cut))
        for (auto& channel : output) all.push_back(std::move(channel));
    return all;
}

inline Channels cutOut(const Channels& whole, size_t from, size_t frames) {
    Channels part;
    for (const auto& channel : whole)
        part.emplace_back(channel.begin() + ptrdiff_t(from), channel.begin() + ptrdiff_t(from + frames));
    return part;
}

/// The greatest difference between neighbours.
inline float steepest(const std::vector<float>& sound) {
    float found = 0;
    for (size_t i = 1; i < sound.size(); ++i) found = std::max(found, std::abs(sound[i] - sound[i - 1]));
    return found;
}

}
