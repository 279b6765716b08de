// Operations that show the same values in another way, or some of them.
// SPDX-License-Identifier: MIT
#include "framework/torch/follower.h"
#include <ATen/ATen.h>
#include <map>

namespace stemwright {
namespace {

using Values = Follower::Values;

int64_t sideOf(const c10::IValue& value, const at::Tensor& tensor) {
    int64_t side = value.toInt();
    return side < 0 ? side + tensor.dim() : side;
}

void reorder(Follower& f, const Values& in, const Values& out) {
    f.show(in[0], out[0], Follower::Sides::anyOrder);
}
void reshape(Follower& f, const Values& in, const Values& out) {
    f.show(in[0], out[0], Follower::Sides::keepTheirOrder);
}

// A number of frames is counted from the end where it is near the block's length.
void sliceTime(Follower& f, const Follower::Sound& sound, int64_t first, int64_t last,
               const c10::IValue& to) {
    int64_t length = f.length(sound);
    if (first >= last || last <= length / 2)
        return f.refuse("it takes frames out of a block by their number");
    int64_t dropped = length - last;
    if (first <= length / 2)
        f.put(to, Follower::Sound{sound.tap, sound.start + first, sound.end - dropped, sound.side});
    else
        f.put(to, Follower::Tail{sound.tap, last - first, sound.end - dropped});
}

void sliceChannels(Follower& f, Follower::Sound sound, int64_t first, int64_t count, int64_t side,
                   const c10::IValue& to) {
    sound.tap.first += int(first);
    sound.tap.channels = int(count);
    sound.side = side;
    f.put(to, sound);
}

void slice(Follower& f, const Values& in, const Values& out) {
    const at::Tensor& from = in[0].toTensor();
    int64_t side = sideOf(in[1], from), size = from.size(side);
    auto place = [&](const c10::IValue& value, int64_t none) {
        int64_t at = value.isNone() ? none : value.toInt();
        return std::clamp<int64_t>(at < 0 ? at + size : at, 0, size);
    };
    int64_t first = place(in[2], 0), last = place(in[3], size);
    if (in[4].toInt() != 1) return f.refuse("it takes every " + std::to_string(in[4].toInt()) + "th value");
    const auto* sound = f.sound(in[0]);
    if (first == 0 && last == size) return reorder(f, in, out);
    if (!sound) return f.refuse("it takes a part of a memory");
    if (side == sound->side) return sliceTime(f, *sound, first, last, out[0]);
    sliceChannels(f, *sound, first, last - first, sound->side, out[0]);
}

void narrow(Follower& f, const Values& in, const Values& out) {
    slice(f, {in[0], in[1], in[2], in[2].toInt() + in[3].toInt(), 1}, out);
}

void select(Follower& f, const Values& in, const Values& out) {
    const at::Tensor& from = in[0].toTensor();
    int64_t side = sideOf(in[1], from), index = in[2].toInt();
    if (from.size(side) == 1) return reorder(f, in, out);
    const auto* sound = f.sound(in[0]);
    if (!sound || side == sound->side) return f.refuse("it takes single values out of a sound or a memory");
    sliceChannels(f, *sound, index < 0 ? index + from.size(side) : index, 1,
                  sound->side - (side < sound->side), out[0]);
}

// Along which side it was split follows from the sizes of the parts.
void split(Follower& f, const Values& in, const Values& out) {
    const auto* sound = f.sound(in[0]);
    int64_t first = 0;
    for (const at::Tensor& part : out[0].toTensorVector()) {
        int64_t side = sound ? sound->side - (in[0].toTensor().dim() - part.dim()) : -1; // unbind drops one
        if (sound && part.dim() < in[0].toTensor().dim() &&
            f.channelSide(*sound, in[0].toTensor()) > sound->side)
            side = sound->side;
        if (side < 0 || part.size(side) != f.length(*sound))
            return f.refuse("it splits a sound in time, or a memory");
        int64_t count = part.numel() / part.size(side);
        sliceChannels(f, *sound, first, count, side, part);
        first += count;
    }
}

void pad(Follower& f, const Values& in, const Values& out) {
    const auto* sound = f.sound(in[0]);
    auto by = in[1].toIntVector();
    int64_t sides = in[0].toTensor().dim();
    if (sound && by.size() == 2 && sound->side == sides - 1 && by[0] <= 0 && by[1] <= 0)
        return f.put(out[0],
                     Follower::Sound{sound->tap, sound->start - by[0], sound->end + by[1], sound->side});
    f.refuse("it pads each block, as if silence came before it");
}

void copy(Follower& f, const Values& in, const Values&) { f.write(in[0].toTensor(), in[1]); }
void ask(Follower&, const Values&, const Values&) {} // about shapes and types, which are constant

}

void Follower::show(const c10::IValue& from, const c10::IValue& to, Sides sides) {
    const at::Tensor &old = from.toTensor(), &fresh = to.toTensor();
    const Mark* known = mark(from);
    if (!known || old.numel() != fresh.numel()) return refuse("it repeats values");
    Mark copied = *known;
    if (auto* sound = std::get_if<Sound>(&copied)) {
        int64_t side = -1, others = 0, channels = -1;
        for (int64_t s = 0; s < fresh.dim(); ++s)
            if (fresh.size(s) == length(*sound))
                side = s;
            else if (fresh.size(s) > 1)
                channels = s, ++others;
        int64_t before = channelSide(*sound, old);
        if (side < 0 || others > 1 ||
            (sides == Sides::keepTheirOrder && before >= 0 && (before < sound->side) != (channels < side)))
            return refuse("it mixes time with channels");
        sound->side = side;
    }
    put(to, copied);
}

Operation viewOperation(const std::string& name) {
    static const std::map<std::string, Operation> known{
        {"aten::transpose", reorder},
        {"aten::permute", reorder},
        {"aten::t", reorder},
        {"aten::unsqueeze", reorder},
        {"aten::squeeze", reorder},
        {"aten::movedim", reorder},
        {"aten::contiguous", reorder},
        {"aten::clone", reorder},
        {"aten::detach", reorder},
        {"aten::alias", reorder},
        {"aten::to", reorder},
        {"aten::dropout", reorder},
        {"aten::expand", reorder},
        {"aten::view", reshape},
        {"aten::reshape", reshape},
        {"aten::flatten", reshape},
        {"aten::slice", slice},
        {"aten::narrow", narrow},
        {"aten::select", select},
        {"aten::chunk", split},
        {"aten::split", split},
        {"aten::unbind", split},
        {"aten::split_with_sizes", split},
        {"aten::pad", pad},
        {"aten::constant_pad_nd", pad},
        {"aten::copy_", copy},
        {"aten::size", ask},
        {"aten::dim", ask},
        {"aten::numel", ask},
        {"aten::is_floating_point", ask},
    };
    auto found = known.find(name);
    return found == known.end() ? nullptr : found->second;
}

}
