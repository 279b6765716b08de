// Runs instances of one node side by side, each with signals and numbers that follow from its label.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/denormals.h"
#include "tests/nodes/walk.h"

namespace stemwright {

/// What comes out of one lane: sound by channel, then control signals (start and end of each step).
using Lane = std::vector<std::vector<float>>;

/// Where two lanes first differ in a bit; "" where they do not.
inline std::string difference(const Lane& a, const Lane& b) {
    if (a.size() != b.size()) return "other channels";
    for (size_t c = 0; c < a.size(); ++c) {
        if (a[c].size() != b[c].size()) return "other lengths";
        for (size_t i = 0; i < a[c].size(); ++i)
            if (std::bit_cast<uint32_t>(a[c][i]) != std::bit_cast<uint32_t>(b[c][i]))
                return "row " + std::to_string(c) + ", value " + std::to_string(i) + ": " +
                       std::to_string(a[c][i]) + " against " + std::to_string(b[c][i]);
    }
    return "";
}

class LaneBench {
  public:
    /// Lane l plays the part of label labels[l]. All sound inputs are connected, with `channels` channels.
    LaneBench(const Type& type, const Datum& arguments, std::vector<int> labels_, int channels = 2,
              double rate = 48000)
        : labels(std::move(labels_)) {
        std::vector<Problem> problems;
        node = makeNode(type, arguments, problems, rate);
        if (!problems.empty()) throw Error(problems);
        for (AudioIns* ports : node->inputArrays()) ports->grow(3);
        std::vector<int> widths(node->inputs().size(), channels);
        node->arrange(widths);
        node->prepare();
        batch = type.batch(*node, int(labels.size()));
        if (!batch) throw Error(type.name + " has no batch of " + std::to_string(labels.size()));
        out.resize(labels.size(), Lane(node->outputChannels() + 2 * node->controls().size()));
    }

    std::function<float(int label, int channel, int64_t at)> input = [](int label, int channel, int64_t at) {
        uint64_t x = uint64_t(at + 1000003 * (channel + 1)) * 0x9e3779b97f4a7c15u +
                     uint64_t(label) * 0xbf58476d1ce4e5b9u;
        x = (x ^ (x >> 29)) * 0x94d049bb133111ebu;
        return float(int32_t(x >> 32)) * 0x1p-31f;
    };
    /// In the number's unit; only where it is set. Those in `moving` are asked at every grid point or frame.
    std::function<double(int label, const Number&, double frame)> value;
    std::function<bool(const Number&)> moves = [](const Number&) { return false; };

    void run(int frames) {
        FlushDenormals flush;
        int width = int(labels.size()), ins = node->inputChannels(), outs = node->outputChannels(),
            controls = int(node->controls().size());
        size_t each = size_t(quantum) * width;
        std::vector<float> room((ins + outs + 2 * controls + 1) * each + 16);
        float* base =
            reinterpret_cast<float*>((reinterpret_cast<uintptr_t>(room.data()) + 63) & ~uintptr_t(63));
        std::vector<const float*> in;
        std::vector<float*> rows, from, to;
        for (int i = 0; i < ins; ++i) in.push_back(base + i * each);
        for (int i = 0; i < outs; ++i) rows.push_back(base + (ins + i) * each);
        for (int i = 0; i < controls; ++i) from.push_back(base + (ins + outs + i) * each);
        for (int i = 0; i < controls; ++i) to.push_back(base + (ins + outs + controls + i) * each);
        for (int done = 0; done < frames; done += quantum, frame += quantum) {
            int part = std::min(quantum, frames - done);
            for (int c = 0; c < ins; ++c)
                for (int i = 0; i < quantum; ++i)
                    for (int l = 0; l < width; ++l)
                        base[c * each + i * width + l] = i < part ? input(labels[l], c, frame + i) : 0;
            if (value)
                for (const Number* n : node->numbers()) setNumber(*n);
            batch->process({frame, part, in.data(), rows.data(), from.data(), to.data()});
            for (int l = 0; l < width; ++l) {
                for (int c = 0; c < outs; ++c)
                    for (int i = 0; i < part; ++i) out[l][c].push_back(rows[c][i * width + l]);
                for (int c = 0; c < controls; ++c)
                    for (int s = 0; s < part / controlStep; ++s) {
                        out[l][outs + 2 * c].push_back(from[c][s * width + l]);
                        out[l][outs + 2 * c + 1].push_back(to[c][s * width + l]);
                    }
            }
            if (part < quantum) {
                frame += part;
                return;
            }
        }
    }

    std::vector<int> labels;
    std::unique_ptr<Node> node;
    std::unique_ptr<Batch> batch;
    std::vector<Lane> out;
    int64_t frame = 0;

  private:
    void setNumber(const Number& n) {
        int width = int(labels.size());
        if (!moves(n)) {
            batch->motion(n.index, Batch::Motion::still);
            for (int l = 0; l < width; ++l)
                batch->set(l, n.index, n.delivered(value(labels[l], n, double(frame))));
            return;
        }
        batch->motion(n.index, Batch::Motion::moving);
        float* samples = batch->samples(n.index);
        for (int l = 0; l < width; ++l)
            if (samples)
                for (int i = 0; i < quantum; ++i)
                    samples[i * width + l] = n.delivered(value(labels[l], n, double(frame + i)));
            else
                for (int p = 0; p <= quantum / controlStep; ++p)
                    batch->grid(n.index)[p * batch->gridStride() + l] =
                        n.delivered(value(labels[l], n, double(frame + p * controlStep)));
    }
};

}
