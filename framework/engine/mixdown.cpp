// Collects where the terms of each channel lie in this quantum, and has them added.
// SPDX-License-Identifier: MIT
#include "framework/engine/mixdown.h"
#include <algorithm>

namespace stemwright {

Stores::Stores(const Plan& plan, const Rides* rides) : moves(*plan.moves), rides_(rides) {
    int ahead = plan.depth() * plan.arrangement.quanta * quantum;
    for (const PlannedRing& ring : plan.rings) rings.emplace_back(int(ring.rows.size()), ring.reach + ahead);
    for (int s = 0; s < plan.sumCount; ++s) sums.emplace_back(ahead);
    for (int reach : plan.controlReach) histories.emplace_back(reach + ahead);
}

Value Stores::heard(const Value& planned) const {
    Value value = planned;
    if (rides_ && value.curve) value.curve = rides_->own(value.curve);
    return value;
}

void Stores::clear() noexcept {
    for (SoundRing& ring : rings) ring.clear();
    for (ControlHistory& history : histories) history.clear();
}

void Mixdown::prepare(const std::vector<std::vector<Term>>& terms, int late, int rowFrames) {
    size_t sums = 0, lates = 0;
    for (const auto& channel : terms)
        for (const Term& term : channel) lates += term.row == nullptr;
    scratch_ = Rows<float>(lates * size_t(rowFrames));
    for (size_t c = 0; c < terms.size(); ++c) {
        for (const Term& term : terms[c]) {
            int row = int(rows_.size());
            LevelDrive level;
            level.add(0, stores_.heard(term.feed->level), 1, late);
            int stride;
            float resting = level.moves() ? 0 : *level.amplitudes(0, stores_.moves, stride);
            rows_.push_back({term.row, nullptr, resting, term.mix.factor});
            if (!term.row)
                lates_.push_back({row, &stores_.rings[term.feed->ring], term.mix.from, term.feed->lag,
                                  scratch_[lates_.size() * size_t(rowFrames)]});
            if (level.moves()) movings_.push_back({row, std::move(level)});
        }
        channels_[c].rows = int(terms[c].size());
        sums = std::max(sums, channels_[c].sums.size());
    }
    sums_.resize(sums + 1); // and one that may be known
}

void Mixdown::moved(const Curve& curve) noexcept {
    for (Moving& moving : movings_) moving.level.moved(curve);
}

void Mixdown::reset() noexcept {
    for (Moving& moving : movings_) moving.level.reset();
}

void Mixdown::run(int64_t frame, int frames) noexcept {
    int stretch = movings_.empty() && !listener_ && !known_ ? frames : quantum;
    for (int done = 0; done < frames; done += stretch) add(frame + done, done, stretch);
}

void Mixdown::add(int64_t frame, int offset, int frames) noexcept {
    if (offset != offset_)
        for (MixedRow& row : rows_)
            if (row.values) row.values += offset - offset_;
    offset_ = offset;
    for (const Late& late : lates_)
        rows_[late.row].values = late.ring->read(late.channel, frame - late.lag, late.scratch, frames);
    for (Moving& moving : movings_) {
        int stride;
        const float* levels = moving.level.amplitudes(frame, stores_.moves, stride);
        MixedRow& row = rows_[moving.row];
        row.levels = stride ? levels : nullptr;
        row.level = *levels;
    }
    const MixedRow* rows = rows_.data();
    for (const Channel& channel : channels_) {
        int index = int(&channel - channels_.data()), sums = 0;
        for (int sum : channel.sums) sums_[sums++] = stores_.sums[sum].at(frame);
        if (known_) sums_[sums++] = (*known_)(frame, index);
        stores_.moves.mix(channel.to + offset, rows, channel.rows, sums_.data(), sums, frames);
        if (listener_) {
            alignas(64) double exact[quantum];
            stores_.moves.total(exact, rows, channel.rows, sums_.data(), sums);
            (*listener_)(frame, index, exact);
        }
        rows += channel.rows;
    }
}

}
