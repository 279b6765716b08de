// Copies and adds rows.
// SPDX-License-Identifier: MIT
#include "framework/device/patchbay.h"
#include <algorithm>

namespace stemwright {

static void add(const float* from, float* to, int frames) {
    for (int i = 0; i < frames; ++i) to[i] += from[i];
}

Patchbay::Patchbay(Playout& playout, InputRing* inputs, std::vector<Patch> outputs, int mostFrames)
    : playout_(playout), inputs_(inputs), patches_(std::move(outputs)) {
    size_t stride =
        size_t(mostFrames) + 16; // not a power of two, or rows would push each other out of the cache
    sound_.resize(size_t(playout.current().channels()) * stride);
    for (size_t at = 0; at < sound_.size(); at += stride) rows_.push_back(sound_.data() + at);
}

int Patchbay::outputs() const {
    int count = 0;
    for (const auto* patches : {&patches_, &monitors_})
        for (const Patch& patch : *patches) count = std::max(count, patch.to + 1);
    return count;
}

void Patchbay::process(const float* const* in, float* const* out, int frames) noexcept {
    if (inputs_) inputs_->receive(in, inputs_->channels(), frames);
    int64_t before = playout_.played();
    playout_.play(rows_.data(), int(rows_.size()), frames);
    int played = int(playout_.played() - before);
    for (int c = 0; c < outputs(); ++c) std::fill_n(out[c], frames, 0.f);
    for (const Patch& patch : patches_) add(rows_[size_t(patch.from)], out[patch.to], frames);
    for (const Patch& patch : monitors_) add(in[patch.from], out[patch.to], frames);
    for (const Feeding& feeding : feedings_)
        feeding.take->add((feeding.heard == Heard::mix ? rows_.data() : in) + feeding.first, played);
}

}
