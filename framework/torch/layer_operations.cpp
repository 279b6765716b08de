// Operations with weights: what layers of networks they are.
// SPDX-License-Identifier: MIT
#include "framework/torch/follower.h"
#include <ATen/ATen.h>
#include <map>

namespace stemwright {
namespace {

using Values = Follower::Values;

// A constant as plain floats; nothing where there is none.
std::vector<float> floats(const c10::IValue& value) {
    if (!value.isTensor() || !value.toTensor().defined()) return {};
    at::Tensor flat = value.toTensor().to(at::kFloat).contiguous();
    return {flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel()};
}

bool isConstant(const Follower& f, const c10::IValue& value) { return !f.mark(value); }

void convolve(Follower& f, const Follower::Sound& sound, const c10::IValue& weights, const c10::IValue& bias,
              int64_t dilation, int64_t groups, const c10::IValue& to, int64_t side) {
    const at::Tensor& w = weights.toTensor();
    int64_t kernel = w.dim() == 3 ? w.size(2) : 1;
    Convolution layer({int(w.size(1) * groups), int(w.size(0)), int(kernel), int(dilation), int(groups)},
                      floats(weights), floats(bias));
    int64_t start = sound.start + layer.span();
    Follower::Sound given{f.network.convolve(sound.tap, std::move(layer)), start, sound.end, side};
    f.markRecomputed(given);
    f.put(to, given);
}

// What conv1d and convolution say in common; padding may be a word.
void convolution(Follower& f, const Values& in, const Values& out, const c10::IValue& groups) {
    const auto* sound = f.sound(in[0]);
    if (!sound || !isConstant(f, in[1]) || sound->side != in[0].toTensor().dim() - 1 ||
        in[1].toTensor().dim() != 3)
        return f.refuse("it convolves along another side than time, or with weights that change");
    bool padded = in[4].isString() ? in[4].toStringRef() != "valid" : in[4].toIntVector()[0] != 0;
    if (padded && in[1].toTensor().size(2) > 1)
        return f.refuse("a convolution pads each block, as if silence came before it");
    if (padded || in[3].toIntVector()[0] != 1) return f.refuse("a convolution changes the rate");
    convolve(f, *sound, in[1], in[2], in[5].toIntVector()[0], groups.toInt(), out[0], sound->side);
}

void conv1d(Follower& f, const Values& in, const Values& out) { convolution(f, in, out, in[6]); }

void anyConvolution(Follower& f, const Values& in, const Values& out) {
    if (in[6].toBool()) return f.refuse("a transposed convolution changes the rate");
    convolution(f, in, out, in[8]);
}

void dense(Follower& f, const Follower::Sound* sound, const c10::IValue& from, const c10::IValue& weights,
           const c10::IValue& bias, const c10::IValue& to) {
    int64_t last = from.toTensor().dim() - 1;
    if (!sound || !isConstant(f, weights) || weights.toTensor().dim() != 2 || sound->side == last ||
        from.toTensor().size(last) != sound->tap.channels)
        return f.refuse("it multiplies by a matrix along another side than channels, or by one that changes");
    convolve(f, *sound, weights, bias, 1, 1, to, sound->side);
}

void linear(Follower& f, const Values& in, const Values& out) {
    dense(f, f.sound(in[0]), in[0], in[1], in.size() > 2 ? in[2] : c10::IValue(), out[0]);
}

void product(Follower& f, const Values& in, const Values& out) {
    if (!in[1].isTensor() || in[1].toTensor().dim() != 2)
        return f.refuse("it multiplies by what is no matrix");
    if (!isConstant(f, in[1])) return f.refuse("it multiplies sounds as matrices");
    dense(f, f.sound(in[0]), in[0], in[1].toTensor().t(), {}, out[0]);
}

// Weights stand as four tensors for each layer, two of them biases where there are any.
void recurrent(Follower& f, const Values& in, const Values& out, Recurrence::Cell cell,
               const std::vector<at::Tensor>& memories) {
    const auto* sound = f.sound(in[0]);
    auto weights = in[2].toTensorVector();
    size_t each = in[3].toBool() ? 4 : 2, layers = size_t(in[4].toInt());
    bool isBatchFirst = in[8].toBool();
    if (in[6].toBool()) return f.refuse("a recurrent layer is in training");
    if (in[7].toBool()) return f.refuse("a recurrent layer hears its input backwards too");
    if (weights.size() != each * layers) return f.refuse("a recurrent layer projects its outputs");
    if (!sound || in[0].toTensor().dim() != 3 || sound->side != (isBatchFirst ? 1 : 0))
        return f.refuse("a recurrent layer runs along another side than time");
    if (sound->start != 0 || sound->end != 0)
        return f.refuse("a recurrent layer hears frames of earlier blocks again");
    for (size_t m = 0; m < memories.size(); ++m) {
        const auto* mark = f.mark(memories[m]);
        const auto* memory = mark ? std::get_if<Follower::Memory>(mark) : nullptr;
        if (!memory || memory->when != Follower::Memory::When::before)
            return f.refuse("a recurrent layer starts anew in every block");
        f.recur(memory->memory);
        f.put(out[m + 1], Follower::Memory{Follower::Memory::When::after, memory->memory});
    }
    Follower::Sound y = *sound;
    for (size_t layer = 0; layer < layers; ++layer) {
        const at::Tensor* w = &weights[layer * each];
        Recurrence::Form form{cell, int(w[0].size(1)), int(w[1].size(1))};
        y.tap = f.network.recur(y.tap, Recurrence(form, floats(w[0]), floats(w[1]),
                                                  each == 4 ? floats(w[2]) : std::vector<float>(),
                                                  each == 4 ? floats(w[3]) : std::vector<float>()));
    }
    f.put(out[0], y);
}

void lstm(Follower& f, const Values& in, const Values& out) {
    if (!in[1].isTensorList()) return f.refuse("a recurrent layer hears packed sequences");
    recurrent(f, in, out, Recurrence::Cell::lstm, in[1].toTensorVector());
}

void gru(Follower& f, const Values& in, const Values& out) {
    if (!in[2].isTensorList()) return f.refuse("a recurrent layer hears packed sequences");
    recurrent(f, in, out, Recurrence::Cell::gru, {in[1].toTensor()});
}

void normalize(Follower& f, const Values& in, const Values& out) {
    const auto* sound = f.sound(in[0]);
    auto weights = floats(in[1]), bias = floats(in[2]), mean = floats(in[3]), variance = floats(in[4]);
    if (!sound || in[5].toBool() || mean.size() != size_t(sound->tap.channels) ||
        mean.size() != variance.size())
        return f.refuse("it normalizes by what it hears in a block");
    Pointwise layer{Pointwise::Kind::affine, {}, {}};
    for (size_t c = 0; c < mean.size(); ++c) {
        double scale = (weights.empty() ? 1. : weights[c]) / std::sqrt(variance[c] + in[7].toDouble());
        layer.a.push_back(float(scale));
        layer.b.push_back(float((bias.empty() ? 0. : bias[c]) - mean[c] * scale));
    }
    Follower::Sound given = *sound;
    given.tap = f.network.apply(sound->tap, std::move(layer));
    f.markRecomputed(given);
    f.put(out[0], given);
}

}

Operation layerOperation(const std::string& name) {
    static const std::map<std::string, Operation> known{
        {"aten::conv1d", conv1d},
        {"aten::convolution", anyConvolution},
        {"aten::_convolution", anyConvolution},
        {"aten::linear", linear},
        {"aten::matmul", product},
        {"aten::lstm", lstm},
        {"aten::gru", gru},
        {"aten::batch_norm", normalize},
    };
    auto found = known.find(name);
    return found == known.end() ? nullptr : found->second;
}

}
