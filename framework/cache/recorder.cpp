// Hands what the engine shows to the files that it is kept in.
// SPDX-License-Identifier: MIT
#include "framework/cache/recorder.h"
#include <algorithm>
#include <cmath>

namespace stemwright {

// Far below what exact sums hold (exact_sum.h), so that they do with any other terms too.
constexpr double loudest = 1024;

Recorder::Recorder(const Store& store, const Reduction& reduction)
    : store_(store), missed_(reduction.missed), streams_(reduction.plan->graph.vertices.size()) {
    for (const Keepable& k : reduction.keepable)
        streams_[k.vertex].push_back({k.input, store.keeper(k.head)});
}

SoundKeeper* Recorder::of(int vertex, int input) const {
    for (const Stream& stream : streams_[vertex])
        if (stream.input == input) return stream.keeper.get();
    return nullptr;
}

bool Recorder::watches(int vertex) const { return of(vertex, -1); }
bool Recorder::watchesSum(int vertex, int input) const { return of(vertex, input); }

void Recorder::saw(int vertex, int64_t, int, const float* values, int stride) noexcept {
    float row[quantum];
    for (int i = 0; i < quantum; ++i) row[i] = values[i * stride];
    of(vertex, -1)->add(row);
}

void Recorder::summed(int vertex, int input, int64_t, int, const double* values) noexcept {
    double most = 0;
    for (int i = 0; i < quantum; ++i) most = std::max(most, std::abs(values[i]));
    SoundKeeper* keeper = of(vertex, input);
    if (most < loudest)
        keeper->add(values);
    else
        keeper->abandon();
}

void Recorder::keep() {
    for (auto& streams : streams_)
        for (Stream& stream : streams) stream.keeper->keep();
    for (const ContentKey& key : missed_) store_.noteMissed(key);
}

}
