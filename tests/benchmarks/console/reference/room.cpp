// Combs in lanes, allpasses along the time.
// SPDX-License-Identifier: MIT
#include "tests/benchmarks/console/reference/room.h"
#include "tests/benchmarks/console/strip.h"
#include <algorithm>
#include <cmath>

namespace stemwright::reference {

constexpr float damping = 0.35f, diffusion = 0.6f, level = 0.12f;

void Room::Line::make(int frames) {
    length = frames;
    at = size_t(frames);
    sound.resize(size_t(frames) + 8192);
}

float* Room::Line::next() {
    if (at + runFrames > sound.size()) {
        std::copy_n(&sound[at - size_t(length)], length, sound.data());
        at = size_t(length);
    }
    return &sound[at];
}

Room::Room() {
    constexpr int prime[combs / 2] = {1187, 1277, 1361, 1447, 1543, 1627, 1723, 1801};
    constexpr int shortPrime[allpasses] = {571, 449, 353, 269};
    for (int c = 0; c < combs; ++c) {
        combs_[size_t(c)].make(prime[c % 8] + (c < 8 ? 0 : 30));
        feedback_[c] =
            float(std::pow(10, -3.0 * combs_[size_t(c)].length / (bench::roomDecay * bench::rate)));
    }
    for (int side = 0; side < 2; ++side)
        for (int a = 0; a < allpasses; ++a)
            allpasses_[size_t(side)][size_t(a)].make(shortPrime[a] + 30 * side);
}

void Room::comb(const float* const sent[2], float* const sum[2], int frames) {
    float* now[combs];
    for (int c = 0; c < combs; ++c) now[c] = combs_[size_t(c)].next();
    for (int i = 0; i < frames; i += lanes) {
        Lanes heard[2]{};
        for (int first = 0; first < combs; first += lanes) {
            Lanes rows[lanes];
            for (int c = 0; c < lanes; ++c) {
                rows[c] = load(now[first + c] - combs_[size_t(first + c)].length + i);
                heard[(first + c) / 8] += rows[c];
            }
            transpose(rows);
            Lanes low = damped_[first / lanes], feedback = load(feedback_ + first);
            for (int t = 0; t < lanes; ++t) {
                low = rows[t] + damping * (low - rows[t]);
                rows[t] = low * feedback;
            }
            damped_[first / lanes] = low;
            transpose(rows);
            for (int c = 0; c < lanes; ++c)
                store(now[first + c] + i, rows[c] + load(sent[(first + c) / 8] + i));
        }
        store(sum[0] + i, heard[0]);
        store(sum[1] + i, heard[1]);
    }
    for (Line& line : combs_) line.at += size_t(frames);
}

void Room::diffuse(int side, float* sound, int frames) {
    for (Line& line : allpasses_[size_t(side)]) {
        float *now = line.next(), *then = now - line.length;
        for (int i = 0; i < frames; i += lanes) {
            Lanes old = load(then + i), kept = load(sound + i) + diffusion * old;
            store(now + i, kept);
            store(sound + i, old - diffusion * kept);
        }
        line.at += size_t(frames);
    }
}

void Room::run(Buses& buses, int frames) {
    alignas(64) float left[runFrames], right[runFrames];
    for (int from = 0; from < frames; from += runFrames) {
        int count = std::min(runFrames, frames - from);
        const float* sent[2] = {buses.sendLeft + from, buses.sendRight + from};
        float* sum[2] = {left, right};
        comb(sent, sum, count);
        diffuse(0, left, count);
        diffuse(1, right, count);
        for (int i = 0; i < count; i += lanes)
            buses.add(from + i, load(left + i) * level, load(right + i) * level, Lanes{}, Lanes{});
    }
}

}
