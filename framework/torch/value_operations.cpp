// Operations on single values, of one sound, of two, or of a sound and a constant.
// SPDX-License-Identifier: MIT
#include "framework/torch/follower.h"
#include <ATen/ATen.h>
#include <cmath>
#include <limits>
#include <map>

namespace stemwright {
namespace {

using Values = Follower::Values;
using Sound = Follower::Sound;
using Kind = Pointwise::Kind;
constexpr float infinity = std::numeric_limits<float>::infinity();

LineFloats repeated(const Sound& sound, double value) {
    return LineFloats(size_t(sound.tap.channels), float(value));
}

Sound applied(Follower& f, Sound sound, Pointwise layer) {
    sound.tap = f.network.apply(sound.tap, std::move(layer));
    f.markRecomputed(sound);
    return sound;
}

template <Kind kind> void function(Follower& f, const Values& in, const Values& out) {
    if (const auto* sound = f.sound(in[0])) return f.put(out[0], applied(f, *sound, {kind, {}, {}}));
    f.refuse("it changes a memory by a function");
}

void limit(Follower& f, const Values& in, const Values& out, double low, double high) {
    if (const auto* sound = f.sound(in[0]))
        return f.put(out[0],
                     applied(f, *sound, {Kind::clamp, repeated(*sound, low), repeated(*sound, high)}));
    f.refuse("it changes a memory by a function");
}

void relu(Follower& f, const Values& in, const Values& out) { limit(f, in, out, 0, infinity); }

void clamp(Follower& f, const Values& in, const Values& out) {
    for (size_t i : {1, 2})
        if (in[i].isTensor()) return f.refuse("it limits a sound by another one");
    limit(f, in, out, in[1].isNone() ? -infinity : in[1].toScalar().toDouble(),
          in[2].isNone() ? infinity : in[2].toScalar().toDouble());
}

void bend(Follower& f, const Values& in, const Values& out) {
    const auto* sound = f.sound(in[0]);
    if (!sound || f.mark(in[1])) return f.refuse("it bends what is no sound, or by what changes");
    LineFloats slopes;
    if (in[1].isTensor()) {
        at::Tensor flat = in[1].toTensor().to(at::kFloat).contiguous();
        slopes.assign(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
    } else
        slopes.push_back(float(in[1].toScalar().toDouble()));
    slopes.resize(size_t(sound->tap.channels), slopes[0]);
    f.put(out[0], applied(f, *sound, {Kind::slope, slopes, slopes}));
}

void negate(Follower& f, const Values& in, const Values& out) {
    const auto* sound = f.sound(in[0]);
    if (!sound) return f.refuse("it changes a memory by a function");
    f.put(out[0], applied(f, *sound, {Kind::affine, repeated(*sound, -1), repeated(*sound, 0)}));
}

// Two sounds whose frames stand side by side: the one that ends earlier is late.
Sound combined(Follower& f, Pairwise kind, Sound a, Sound b) {
    auto delay = [](Sound& s, int64_t by) {
        s.tap.delay += int(by);
        s.start += by;
        s.end += by;
    };
    if (a.end < b.end) delay(a, b.end - a.end);
    if (b.end < a.end) delay(b, a.end - b.end);
    a.tap = f.network.combine(kind, a.tap, b.tap);
    f.markRecomputed(a);
    return a;
}

void combine(Follower& f, Pairwise kind, const Sound& a, const Sound& b, const Values& in,
             const Values& out) {
    const at::Tensor &x = in[0].toTensor(), &y = in[1].toTensor(), &z = out[0].toTensor();
    int64_t channels = std::max(a.tap.channels, b.tap.channels);
    if (x.dim() - a.side != y.dim() - b.side || z.numel() != channels * f.length(a) ||
        f.length(a) != f.length(b))
        return f.refuse("it combines every value of a sound with every one of another");
    Sound given = combined(f, kind, a, b);
    given.side += z.dim() - x.dim();
    f.put(out[0], given);
}

// A constant for each channel, or for all; nothing where it changes with time.
std::vector<double> constant(Follower& f, const Sound& sound, const c10::IValue& of,
                             const c10::IValue& value) {
    if (!value.isTensor()) return {value.toScalar().toDouble()};
    at::Tensor c = value.toTensor().to(at::kDouble).contiguous();
    const at::Tensor& x = of.toTensor();
    std::vector<double> values(c.data_ptr<double>(), c.data_ptr<double>() + c.numel());
    if (values.size() == 1) return values;
    // Its one side that is not 1, counted from the last one, must be that of the channels.
    for (int64_t fromLast = 1; fromLast <= c.dim(); ++fromLast)
        if (c.size(c.dim() - fromLast) > 1) {
            int64_t side = x.dim() - fromLast, channels = f.channelSide(sound, x);
            bool fits = c.size(c.dim() - fromLast) == c.numel() && side != sound.side &&
                        (channels < 0 || side == channels);
            return fits ? values : std::vector<double>();
        }
    return values;
}

// x a + b. A constant for each of many channels beside one channel makes many of it.
void scale(Follower& f, const Sound& sound, std::vector<double> a, std::vector<double> b, const Values& in,
           const Values& out) {
    size_t channels = std::max({size_t(sound.tap.channels), a.size(), b.size()});
    a.resize(channels, a[0]);
    b.resize(channels, b[0]);
    std::vector<float> factors(a.begin(), a.end()), offsets(b.begin(), b.end());
    Sound given = sound;
    const at::Tensor &x = in[0].toTensor(), &z = out[0].toTensor();
    given.side += z.dim() - x.dim();
    if (channels > size_t(sound.tap.channels))
        given.tap = f.network.convolve(sound.tap, Convolution({1, int(channels)}, factors, offsets));
    else
        given.tap = f.network.apply(
            sound.tap, {Kind::affine, {factors.begin(), factors.end()}, {offsets.begin(), offsets.end()}});
    f.markRecomputed(given);
    f.put(out[0], given);
}

double factorOf(const Values& in) {
    return in.size() > 2 && in[2].isScalar() ? in[2].toScalar().toDouble() : 1;
}

// Calls `sounds(a, b)` or `fixed(sound, constant, values with the sound first, whether it was the first)`.
enum class First { sound, constant };
template <class Sounds, class Fixed> void sortOut(Follower& f, const Values& in, Sounds sounds, Fixed fixed) {
    const auto *a = f.sound(in[0]), *b = f.sound(in[1]);
    if ((f.mark(in[0]) && !a) || (f.mark(in[1]) && !b)) return f.refuse("it computes with a memory");
    if (a && b) return sounds(*a, *b);
    const c10::IValue &of = a ? in[0] : in[1], &other = a ? in[1] : in[0];
    const Sound sound = a ? *a : *b;
    auto values = constant(f, sound, of, other);
    if (values.empty()) return f.refuse("it computes with a constant for each frame of a block");
    fixed(sound, values, Values{of}, a ? First::sound : First::constant);
}

// a + factor b
void addScaled(Follower& f, const Values& in, const Values& out, double factor) {
    sortOut(
        f, in,
        [&](Sound a, Sound b) {
            if (factor == 1) return combine(f, Pairwise::sum, a, b, in, out);
            if (factor != -1)
                b = applied(f, b, {Kind::affine, repeated(b, std::abs(factor)), repeated(b, 0)});
            combine(f, factor < 0 ? Pairwise::difference : Pairwise::sum, a, b, in, out);
        },
        [&](const Sound& sound, std::vector<double> values, const Values& of, First first) {
            if (first == First::sound)
                for (double& v : values) v *= factor;
            scale(f, sound, {first == First::sound ? 1 : factor}, values, of, out);
        });
}

void add(Follower& f, const Values& in, const Values& out) { addScaled(f, in, out, factorOf(in)); }
void subtract(Follower& f, const Values& in, const Values& out) { addScaled(f, in, out, -factorOf(in)); }
void subtractFrom(Follower& f, const Values& in, const Values& out) {
    if (factorOf(in) != 1) return f.refuse("it scales what it subtracts from");
    addScaled(f, {in[1], in[0]}, out, -1);
}

void multiply(Follower& f, const Values& in, const Values& out) {
    sortOut(
        f, in, [&](const Sound& a, const Sound& b) { combine(f, Pairwise::product, a, b, in, out); },
        [&](const Sound& sound, const std::vector<double>& values, const Values& of, First) {
            scale(f, sound, values, {0}, of, out);
        });
}

void divide(Follower& f, const Values& in, const Values& out) {
    if (in.size() > 2) return f.refuse("it rounds quotients");
    sortOut(
        f, in, [&](const Sound& a, const Sound& b) { combine(f, Pairwise::quotient, a, b, in, out); },
        [&](const Sound& sound, std::vector<double> values, const Values& of, First first) {
            if (first == First::constant) return f.refuse("it divides a constant by a sound");
            for (double& v : values) v = 1 / v;
            scale(f, sound, values, {0}, of, out);
        });
}

void square(Follower& f, const Values& in, const Values& out) { multiply(f, {in[0], in[0]}, out); }

void swish(Follower& f, const Values& in, const Values& out) {
    const auto* sound = f.sound(in[0]);
    if (!sound) return f.refuse("it changes a memory by a function");
    f.put(out[0], combined(f, Pairwise::product, *sound, applied(f, *sound, {Kind::sigmoid, {}, {}})));
}

void gate(Follower& f, const Values& in, const Values& out) {
    const auto* sound = f.sound(in[0]);
    if (!sound || sound->tap.channels % 2 != 0) return f.refuse("it gates what is no sound");
    Sound passed = *sound, gating = *sound;
    passed.tap.channels = gating.tap.channels = sound->tap.channels / 2;
    gating.tap.first += passed.tap.channels;
    f.put(out[0], combined(f, Pairwise::product, passed, applied(f, gating, {Kind::sigmoid, {}, {}})));
}

// Of sounds, their channels; of a memory and a sound, what was heard before it and then the sound.
void join(Follower& f, const Values& in, const Values& out) {
    auto parts = in[0].toTensorVector();
    int64_t side = in[1].toInt();
    if (side < 0) side += out[0].toTensor().dim();
    std::vector<const Sound*> sounds;
    for (const at::Tensor& part : parts) sounds.push_back(f.sound(part));
    if (sounds.back() && sounds.back()->side == side) {
        const auto* mark = f.mark(parts[0]);
        const auto* memory = mark ? std::get_if<Follower::Memory>(mark) : nullptr;
        if (!memory || parts.size() != 2 || memory->when != Follower::Memory::When::before)
            return f.refuse("it puts something else before a block than what it kept of the last one");
        Sound whole = *sounds[1];
        f.fetch(memory->memory, whole, parts[0].size(side));
        whole.start -= parts[0].size(side);
        return f.put(out[0], whole);
    }
    std::vector<Network::Tap> taps;
    int64_t end = 0;
    for (size_t p = 0; p < parts.size(); ++p) {
        if (!sounds[p] || sounds[p]->side != sounds[0]->side)
            return f.refuse("it joins a sound with something else");
        end = p == 0 ? sounds[p]->end : std::max(end, sounds[p]->end);
    }
    for (const Sound* sound : sounds) {
        taps.push_back(sound->tap);
        taps.back().delay += int(end - sound->end);
    }
    Sound whole{f.network.join(taps), sounds[0]->start + (end - sounds[0]->end), end, sounds[0]->side};
    f.markRecomputed(whole);
    f.put(out[0], whole);
}

}

Operation valueOperation(const std::string& name) {
    static const std::map<std::string, Operation> known{
        {"aten::tanh", function<Kind::tanh>},
        {"aten::sigmoid", function<Kind::sigmoid>},
        {"aten::abs", function<Kind::magnitude>},
        {"aten::exp", function<Kind::exp>},
        {"aten::relu", relu},
        {"aten::hardtanh", clamp},
        {"aten::clamp", clamp},
        {"aten::prelu", bend},
        {"aten::leaky_relu", bend},
        {"aten::neg", negate},
        {"aten::add", add},
        {"aten::sub", subtract},
        {"aten::rsub", subtractFrom},
        {"aten::mul", multiply},
        {"aten::div", divide},
        {"aten::square", square},
        {"aten::silu", swish},
        {"aten::glu", gate},
        {"aten::cat", join},
    };
    auto found = known.find(name);
    return found == known.end() ? nullptr : found->second;
}

}
