// Runs the layers of a network over tiles of frames.
// SPDX-License-Identifier: MIT
#include "framework/neural/network_instance.h"
#include <algorithm>

namespace stemwright {

NetworkInstance::NetworkInstance(std::shared_ptr<const Network> network, const NetworkKernels& kernels)
    : network_(std::move(network)), kernels_(&kernels), memory_(network_->memory()) {
    size_t size = 0, work = 0;
    for (const Network::Signal& signal : network_->signals()) {
        int start = wholeLines(signal.history);
        int stride = start + std::max(start, networkTile) + networkMargin;
        if (stride % 256 == 0) stride += networkMargin; // channels would share places in the cache
        signals_.push_back({size, stride, start, start});
        size += size_t(stride) * size_t(signal.channels);
    }
    for (const Network::Operation& o : network_->operations())
        if (const auto* layer = std::get_if<Recurrence>(&o.layer))
            work = std::max(work, NetworkKernels::recurrentWork(*layer));
    buffers_.resize(size);
    work_.resize(work);
    for (int left = network_->lookBack(); left > 0; left -= networkTile) {
        makeRoom(networkTile);
        compute(networkTile, Phase::before);
        advance(networkTile);
    }
    makeRoom(1 << 30);
    fresh_ = buffers_;
}

void NetworkInstance::reset() {
    std::ranges::copy(fresh_, buffers_.begin());
    std::ranges::fill(memory_, 0.f);
    for (Frames& signal : signals_) signal.at = signal.start;
}

void NetworkInstance::take(const ModelInstance& other) noexcept {
    const auto& from = static_cast<const NetworkInstance&>(other);
    signals_ = from.signals_;
    buffers_ = from.buffers_;
    memory_ = from.memory_;
}

template <class Float> ChannelRows<Float> NetworkInstance::rows(Network::Tap tap) {
    const Frames& signal = signals_[size_t(tap.signal)];
    return {buffers_.data() + signal.begin + ptrdiff_t(tap.first) * signal.stride + signal.at - tap.delay,
            signal.stride};
}

void NetworkInstance::makeRoom(int frames) {
    for (size_t s = 0; s < signals_.size(); ++s) {
        Frames& signal = signals_[s];
        if (signal.stride - networkMargin - signal.at >= frames || signal.at == signal.start) continue;
        float* row = buffers_.data() + signal.begin;
        for (int c = 0; c < network_->signals()[s].channels; ++c, row += signal.stride) {
            int history = network_->signals()[s].history;
            std::copy_n(row + signal.at - history, history, row + signal.start - history);
        }
        signal.at = signal.start;
    }
}

void NetworkInstance::advance(int frames) {
    for (Frames& signal : signals_)
        if (signal.start > 0) signal.at += frames;
}

void NetworkInstance::compute(const Network::Operation& o, int frames, Phase phase) {
    FilledRows out = rows<float>(o.out);
    HeardRows in = rows(o.in);
    if (const auto* layer = std::get_if<Convolution>(&o.layer))
        kernels_->convolve(*layer, in, out, frames);
    else if (const auto* function = std::get_if<Pointwise>(&o.layer))
        kernels_->pointwise(*function, in, out, o.out.channels, frames);
    else if (const auto* kind = std::get_if<Pairwise>(&o.layer)) {
        HeardRows other = rows(o.other);
        if (o.in.channels < o.out.channels) in.stride = 0;
        if (o.other.channels < o.out.channels) other.stride = 0;
        kernels_->pairwise(*kind, in, other, out, o.out.channels, frames);
    } else if (phase == Phase::playing)
        kernels_->recur(std::get<Recurrence>(o.layer), in, out, frames, memory_.data() + o.memory,
                        work_.data());
}

void NetworkInstance::compute(int frames, Phase phase) {
    for (const Network::Operation& o : network_->operations()) {
        compute(o, frames, phase);
        if (phase == Phase::before && network_->signals()[size_t(o.out.signal)].silentBefore) {
            FilledRows out = rows<float>(o.out);
            for (int c = 0; c < o.out.channels; ++c) std::fill_n(out[c], frames, 0.f);
        }
    }
}

void NetworkInstance::process(std::span<const float* const> inputs, std::span<float* const> outputs,
                              int frames) {
    for (int done = 0, now; done < frames; done += now) {
        now = std::min(frames - done, networkTile);
        makeRoom(now);
        auto input = inputs.begin();
        for (const Network::Tap& tap : network_->inputs())
            for (int c = 0; c < tap.channels; ++c) std::copy_n(*input++ + done, now, rows<float>(tap)[c]);
        compute(now, Phase::playing);
        auto output = outputs.begin();
        for (const Network::Tap& tap : network_->outputs())
            for (int c = 0; c < tap.channels; ++c) std::copy_n(rows(tap)[c], now, *output++ + done);
        advance(now);
    }
}

NetworkModel::NetworkModel(ModelFacts facts, std::shared_ptr<const Network> network)
    : network_(std::move(network)) {
    facts_ = std::move(facts);
    facts_.block = 1;
    facts_.immediate = true;
    facts_.random = false;
    facts_.remembers = network_->remembers();
}

}
