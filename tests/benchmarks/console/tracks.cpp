// Plays four kinds of instruments: plucked strings, gated noise, drums, and a pad that rests for a while.
// SPDX-License-Identifier: MIT
#include "tests/benchmarks/console/tracks.h"
#include "tests/benchmarks/console/strip.h"
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fmt/core.h>
#include <random>
#include <sndfile.h>
#include <stdexcept>
#include <vector>

namespace stemwright::bench {

constexpr int beatFrames = rate / 2, beats = 2 * seconds;
constexpr double turn = 6.283185307179586;

namespace {

class Instrument {
  public:
    explicit Instrument(int track) : kind_(track % 4), random_(uint32_t(track) + 1000) {}

    std::vector<short> beat(int number) {
        double pitch = 55 * std::exp2((random_() % 36) / 12.0), hit = 0.3 + 0.6 * part();
        bool rests = kind_ == 3 ? number / 16 == 2 : random_() % 4 == 0;
        std::vector<short> sound(beatFrames);
        if (rests) return sound;
        for (int i = 0; i < beatFrames; ++i) {
            double t = double(i) / rate, fade = std::min({1.0, i / 200.0, (beatFrames - i) / 200.0});
            double value = hit * fade * sample(t, pitch);
            sound[size_t(i)] = short(std::lrint(32767 * std::clamp(value, -1.0, 1.0)));
        }
        return sound;
    }

  private:
    double part() { return random_() * 0x1p-32; }

    double sample(double t, double pitch) {
        switch (kind_) {
        case 0: {
            double sum = 0;
            for (int h = 1; h <= 4; ++h) sum += std::sin(turn * pitch * h * t) / h;
            return 0.6 * sum * std::exp(-4 * t);
        }
        case 1:
            return 0.5 * (part() + part() - 1);
        case 2:
            return std::sin(turn * (pitch * t + 6 * t * std::exp(-20 * t))) * std::exp(-12 * t) +
                   (part() - 0.5) * std::exp(-50 * t);
        default:
            return 0.3 * (std::sin(turn * pitch * t) + std::sin(turn * pitch * 1.5 * t));
        }
    }

    int kind_;
    std::mt19937 random_;
};

}

std::string fileOf(int track) { return fmt::format("track{:03}.wav", track); }

static bool isThere(const std::string& path) {
    SF_INFO info{};
    SNDFILE* file = sf_open(path.c_str(), SFM_READ, &info);
    if (file) sf_close(file);
    return file && info.frames == int64_t(rate) * seconds;
}

void writeTracks(const std::string& folder, int tracks) {
    std::filesystem::create_directories(folder);
    for (int track = 0; track < tracks; ++track) {
        std::string path = folder + "/" + fileOf(track);
        if (isThere(path)) continue;
        SF_INFO info{0, rate, 1, SF_FORMAT_WAV | SF_FORMAT_PCM_16, 0, 0};
        SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
        if (!file) throw std::runtime_error(path + " cannot be written: " + sf_strerror(nullptr));
        Instrument instrument(track);
        sf_count_t written = 0;
        for (int beat = 0; beat < beats; ++beat)
            written += sf_writef_short(file, instrument.beat(beat).data(), beatFrames);
        sf_close(file);
        if (written != sf_count_t(rate) * seconds)
            throw std::runtime_error(path + " cannot be written in full; is the disk full?");
    }
}

}
