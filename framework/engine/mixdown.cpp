// Collects where the terms of each channel lie in this quantum, and has them added.
// SPDX-License-Identifier: MIT
#include "framework/engine/mixdown.h"
#include <algorithm>

namespace stemwright {

Stores::Stores(const Plan& plan) : moves(*plan.moves) {
    int ahead = plan.depth() * plan.arrangement.quanta * quantum;
    for (const PlannedRing& ring : plan.rings) rings.emplace_back(int(ring.rows.size()), ring.reach + ahead);
    for (int s = 0; s < plan.sumCount; ++s) sums.emplace_back(ahead);
    for (int reach : plan.controlReach) histories.emplace_back(reach + ahead);
}

void Stores::clear() noexcept {
    for (SoundRing& ring : rings) ring.clear();
    for (ControlHistory& history : histories) history.clear();
}

void Mixdown::add(const Feed& feed, const std::vector<const float*>& from) {
    for (const MixTerm& term : feed.terms)
        channels_[term.to].terms.push_back(
            {int(levels_.size()), term.factor, feed.ring < 0 ? from[term.from] : nullptr,
             feed.ring < 0 ? nullptr : &stores_.rings[feed.ring], term.from, feed.lag});
    levels_.emplace_back().add(0, feed.level, 1, late_);
}

void Mixdown::reserve() {
    size_t terms = 0, sums = 0;
    for (const Channel& channel : channels_) {
        terms = std::max(terms, channel.terms.size());
        sums = std::max(sums, channel.sums.size());
    }
    rows_.resize(terms);
    sums_.resize(sums);
    amplitudes_.resize(levels_.size());
    late_rows_ = Rows<float>(terms * quantum);
}

void Mixdown::run(int64_t frame, int offset) noexcept {
    for (size_t l = 0; l < levels_.size(); ++l)
        amplitudes_[l].first = levels_[l].amplitudes(frame, stores_.moves, amplitudes_[l].second);
    for (const Channel& channel : channels_) {
        for (size_t t = 0; t < channel.terms.size(); ++t) {
            const Term& term = channel.terms[t];
            const auto& [level, stride] = amplitudes_[term.level];
            const float* values =
                term.ring ? term.ring->read(term.channel, frame - term.lag, late_rows_[t * quantum])
                          : term.from + offset;
            rows_[t] = {values, term.factor, level, stride};
        }
        for (size_t s = 0; s < channel.sums.size(); ++s) sums_[s] = stores_.sums[channel.sums[s]].at(frame);
        stores_.moves.mix(channel.to + offset, rows_.data(), int(channel.terms.size()), sums_.data(),
                          int(channel.sums.size()));
        if (!listener_) continue;
        alignas(64) double exact[quantum];
        stores_.moves.total(exact, rows_.data(), int(channel.terms.size()), sums_.data(),
                            int(channel.sums.size()));
        listener_(frame, int(&channel - channels_.data()), exact);
    }
}

}
