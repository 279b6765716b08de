// Builds networks, and says what they are made of.
// SPDX-License-Identifier: MIT
#include "framework/neural/network.h"
#include <algorithm>

namespace stemwright {

void Network::hear(Tap tap, int span) {
    Signal& signal = signals_[size_t(tap.signal)];
    signal.history = std::max(signal.history, tap.delay + span);
}

Network::Tap Network::input(int channels) {
    signals_.push_back({channels});
    return inputs_.emplace_back(Tap{int(signals_.size()) - 1, channels});
}

Network::Tap Network::add(Operation operation, int channels) {
    signals_.push_back({channels});
    operation.out = {int(signals_.size()) - 1, channels};
    hear(operation.in, 0);
    if (std::holds_alternative<Pairwise>(operation.layer)) hear(operation.other, 0);
    operations_.push_back(std::move(operation));
    return operations_.back().out;
}

Network::Tap Network::convolve(Tap in, Convolution layer) {
    hear(in, layer.span());
    int channels = layer.form.outputs;
    return add({std::move(layer), in, {}, {}}, channels);
}

Network::Tap Network::recur(Tap in, Recurrence layer) {
    int channels = layer.form.units;
    size_t begin = memory_;
    memory_ += size_t(layer.memory());
    return add({std::move(layer), in, {}, {}, begin}, channels);
}

Network::Tap Network::apply(Tap in, Pointwise layer) {
    return add({std::move(layer), in, {}, {}}, in.channels);
}

Network::Tap Network::combine(Pairwise kind, Tap a, Tap b) {
    return add({kind, a, b, {}}, std::max(a.channels, b.channels));
}

Network::Tap Network::join(const std::vector<Tap>& parts) {
    int channels = 0;
    for (const Tap& part : parts) channels += part.channels;
    signals_.push_back({channels});
    Tap whole{int(signals_.size()) - 1, channels}, place = whole;
    for (const Tap& part : parts) {
        hear(part, 0);
        place.channels = part.channels;
        operations_.push_back({Pointwise{Pointwise::Kind::same, {}, {}}, part, {}, place});
        place.first += part.channels;
    }
    return whole;
}

void Network::output(Tap tap) {
    hear(tap, 0);
    outputs_.push_back(tap);
}

int Network::lookBack() const {
    std::vector<int> depths(signals_.size());
    auto depth = [&](Tap tap) { return depths[size_t(tap.signal)] + tap.delay; };
    int most = 0;
    for (const Operation& o : operations_) {
        int& to = depths[size_t(o.out.signal)];
        const auto* convolution = std::get_if<Convolution>(&o.layer);
        to = std::max(to, depth(o.in) + (convolution ? convolution->span() : 0));
        if (std::holds_alternative<Pairwise>(o.layer)) to = std::max(to, depth(o.other));
    }
    for (const Tap& tap : outputs_) most = std::max(most, depth(tap));
    return most;
}

std::string Network::text() const {
    int convolutions = 0, lstms = 0, grus = 0;
    for (const Operation& o : operations_) {
        convolutions += std::holds_alternative<Convolution>(o.layer);
        if (const auto* r = std::get_if<Recurrence>(&o.layer))
            ++(r->form.cell == Recurrence::Cell::lstm ? lstms : grus);
    }
    std::string said;
    auto say = [&](int count, const char* one, const char* more) {
        if (count > 0)
            said += (said.empty() ? "" : ", ") + std::to_string(count) + " " + (count == 1 ? one : more);
    };
    say(convolutions, "convolution", "convolutions");
    say(lstms, "LSTM layer", "LSTM layers");
    say(grus, "GRU layer", "GRU layers");
    return said.empty() ? "functions of single values" : said;
}

}
