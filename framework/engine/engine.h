// Runs a plan, one quantum after the other.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/plan.h"
#include <memory>

namespace stemwright {

/// The same bits whoever calls it and however often. All memory is taken in the constructor; process() takes
/// no lock, allocates nothing and waits for nobody but files.
class Engine {
  public:
    enum class Profiling { off, on };

    /// Control thread.
    explicit Engine(std::shared_ptr<const Plan> plan, Profiling profiling = Profiling::off);
    ~Engine();

    /// The next quantum of every node. Audio thread.
    void process() noexcept;

    /// What an output's channel held in the last quantum; `output` counts in Plan::outputs. Audio thread.
    const float* output(int output, int channel) const noexcept;

    /// Frames processed so far. Audio thread.
    int64_t frame() const noexcept { return frame_; }

    /// Back to the start of the song, with all memory cleared. Audio thread.
    void reset() noexcept;

    const Plan& plan() const { return *plan_; }

    /// Quanta in which a node gave a number that is not finite; it was silenced for that quantum and reset.
    struct Fault {
        int vertex;
        int64_t quanta = 0, firstFrame = 0;
    };
    std::vector<Fault> faults() const; ///< nodes with at least one. Audio thread, or once it has stopped.

    /// What the control outputs of a node did so far.
    struct ControlRange {
        int vertex, control;
        float least, greatest, last;
    };
    std::vector<ControlRange> controlRanges() const; ///< likewise

    /// Seconds spent in each node, by vertex; empty without profiling. Likewise.
    std::vector<double> seconds() const;

  private:
    struct Runner;
    std::shared_ptr<const Plan> plan_;
    std::unique_ptr<Runner> run_;
    int64_t frame_ = 0;
};

}
