// How well a model keeps up with the sound.
// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>

namespace stemwright {

/// Counts of all instances of a node. Any thread; takes no lock.
class ModelPace {
  public:
    /// A block took so much of the time that it lasts: its real-time factor.
    void took(double factor) noexcept {
        double octave = std::log2(std::max(factor, 1e-9)) - leastOctave;
        ++blocks_[size_t(std::clamp(octave * perOctave, 0., double(blocks_.size() - 1)))];
        for (double worst = worst_; factor > worst && !worst_.compare_exchange_weak(worst, factor);) {}
    }
    /// A block was not there in time, or was not computed because those before it were not.
    void missed() noexcept { ++missed_; }

    /// Whether there was a first miss that nobody was told of.
    bool firstMiss() noexcept { return missed_ > 0 && !told_.exchange(true); }

    struct Report {
        int64_t blocks = 0, missed = 0;
        double median = 0, ninetyNinth = 0, worst = 0; ///< real-time factors, the first two within 5 %
    };
    Report report() const noexcept {
        Report report{0, missed_, 0, 0, worst_};
        for (const auto& some : blocks_) report.blocks += some;
        report.median = quantile(0.5, report.blocks);
        report.ninetyNinth = quantile(0.99, report.blocks);
        return report;
    }

  private:
    static constexpr int leastOctave = -16, perOctave = 8;

    double quantile(double part, int64_t blocks) const noexcept {
        int64_t below = 0;
        for (size_t b = 0; b < blocks_.size(); ++b) {
            below += blocks_[b];
            if (blocks > 0 && double(below) >= part * double(blocks))
                return std::min(std::exp2((double(b) + 0.5) / perOctave + leastOctave), worst_.load());
        }
        return 0;
    }

    std::array<std::atomic<int64_t>, 24 * perOctave> blocks_{}; // by eighths of an octave
    std::atomic<int64_t> missed_ = 0;
    std::atomic<bool> told_ = false;
    std::atomic<double> worst_ = 0;
};

}
