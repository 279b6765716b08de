// Runs, sums and the peaks between samples.
// SPDX-License-Identifier: MIT
#include "framework/assist/waveform_scan.h"
#include "framework/dsp/true_peak_detector.h"
#include <cmath>
#include <limits>

namespace stemwright {

namespace {

constexpr int64_t shortestRun = 3;
constexpr float nearFullScale = 0.7f; // below, music has no peak above full scale between samples
constexpr double beside = 1e-6, oneSided = 30, mostBalance = 100; // 60 dB down; dB; dB
constexpr int taps = TruePeakDetector::taps, history = 2 * taps;

double balanceOf(double left, double right) {
    if (left == right) return 0;
    if (left == 0 || right == 0) return left == 0 ? mostBalance : -mostBalance;
    return std::clamp(10 * std::log10(right / left), -mostBalance, mostBalance);
}

}

WaveformScan::WaveformScan(size_t channels, double rate) : rate_(rate), channels_(channels) {
    for (Channel& channel : channels_) channel.recent.resize(history);
}

int64_t WaveformScan::beginning(size_t millisecond) const {
    return std::llround(double(millisecond) * rate_ / 1000);
}

// A run that is as far out as the furthest counts with it; one further out makes all before it none.
void WaveformScan::Extreme::take(float distance, int64_t length) {
    if (distance < value) return;
    if (distance > value) *this = {distance};
    if (length < shortestRun) return;
    ++runs, samples += length, longest = std::max(longest, length);
}

void WaveformScan::follow(Channel& channel, const float* signal, int64_t frames) {
    double sum = 0, energy = 0;
    float last = channel.last;
    int64_t run = channel.run;
    for (int64_t i = 0; i < frames; ++i) {
        float x = signal[i];
        sum += x, energy += double(x) * x;
        if (x == last) {
            ++run;
            continue;
        }
        if (last >= channel.high.value) channel.high.take(last, run);
        if (-last >= channel.low.value) channel.low.take(-last, run);
        last = x, run = 1;
    }
    channel.last = last, channel.run = run, channel.sum += sum, channel.energy += energy;
}

// Counts local peaks that are beyond full scale between the samples.
void WaveformScan::interpolate(Channel& channel, const float* signal, int64_t frames) {
    std::vector<float>& x = channel.recent;
    x.insert(x.end(), signal, signal + frames);
    float loudest = 0;
    for (float value : x) loudest = std::max(loudest, std::fabs(value));
    for (size_t i = taps; loudest >= nearFullScale && i + taps < x.size(); ++i) {
        float sign = x[i] < 0 ? -1.f : 1.f, here = sign * x[i];
        if (here < nearFullScale || here < sign * x[i - 1] || here <= sign * x[i + 1]) continue;
        float highest = 0;
        for (int64_t before : {1, 0}) // points after the sample before, and after this one
            for (const std::vector<float>& filter : TruePeakDetector::filters()) {
                const float* from = &x[i - size_t(before) - (taps / 2 - 1)];
                float sum = 0;
                for (int k = 0; k < taps; ++k) sum += filter[size_t(k)] * from[k];
                highest = std::max(highest, std::fabs(sum));
            }
        overs_ += highest > 1;
    }
    x.erase(x.begin(), x.end() - history);
}

void WaveformScan::spread(const std::vector<std::vector<float>>& signals, int64_t frames) {
    for (int64_t i = 0; i < frames;) {
        int64_t here = frames_ + i, end = beginning(energies_.size());
        if (here >= end) {
            energies_.push_back(0);
            end = beginning(energies_.size());
        }
        int64_t count = std::min(end - here, frames - i);
        float energy = energies_.back();
        if (signals.size() == 1)
            for (const float *x = &signals[0][size_t(i)], *last = x + count; x < last; ++x) energy += *x * *x;
        else
            for (int64_t k = i; k < i + count; ++k)
                for (const std::vector<float>& signal : signals)
                    energy += signal[size_t(k)] * signal[size_t(k)];
        energies_.back() = energy;
        i += count;
    }
}

void WaveformScan::add(const std::vector<std::vector<float>>& signals, int64_t frames) {
    for (size_t c = 0; c < channels_.size(); ++c) {
        follow(channels_[c], signals[c].data(), frames);
        interpolate(channels_[c], signals[c].data(), frames);
    }
    if (channels_.size() == 2)
        for (size_t i = 0; i < size_t(frames); ++i) {
            double l = signals[0][i], r = signals[1][i];
            both_ += (l + r) * (l + r), less_ += (l - r) * (l - r);
        }
    spread(signals, frames);
    frames_ += frames;
}

StereoImage WaveformScan::image() const {
    using Kind = StereoImage::Kind;
    double energy = 0;
    for (const Channel& channel : channels_) energy += channel.energy;
    if (energy == 0) return {};
    if (channels_.size() != 2) return {channels_.size() == 1 ? Kind::mono : Kind::surround};
    double left = channels_[0].energy, right = channels_[1].energy;
    StereoImage image{Kind::stereo, less_ / both_, balanceOf(left, right)};
    if (both_ == 0) image.width = std::numeric_limits<double>::infinity();
    // What no multiple of one side explains of the other: the determinant of their covariance over its trace.
    double product = (both_ - less_) / 4, residue = (left * right - product * product) / energy;
    if (std::fabs(image.balance) > oneSided)
        image.kind = Kind::oneSided;
    else if (residue <= beside * energy && product > 0)
        image.kind = Kind::dualMono;
    return image;
}

std::vector<double> WaveformScan::offset() const {
    std::vector<double> means;
    for (const Channel& channel : channels_) means.push_back(frames_ > 0 ? channel.sum / double(frames_) : 0);
    return means;
}

ClippedPeaks WaveformScan::clipping() {
    ClippedPeaks all;
    float furthest = 0;
    for (Channel& channel : channels_) {
        bool isConstant = channel.run == frames_;
        if (channel.last >= channel.high.value) channel.high.take(channel.last, channel.run);
        if (-channel.last >= channel.low.value) channel.low.take(-channel.last, channel.run);
        channel.run = 0;
        const std::vector<float> silence(history);
        interpolate(channel, silence.data(), history);
        if (isConstant) continue;
        for (const Extreme& extreme : {channel.high, channel.low}) {
            if (extreme.runs == 0 || extreme.value == 0) continue;
            all.runs += extreme.runs, all.samples += extreme.samples;
            all.longest = std::max(all.longest, extreme.longest);
            furthest = std::max(furthest, extreme.value);
        }
    }
    all.overs = overs_;
    all.level = all.runs > 0 ? 20 * std::log10(double(furthest)) : 0;
    return all;
}

}
