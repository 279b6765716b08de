// Runs a plan, one turn after the other.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/graph/plan.h"
#include <memory>

namespace stemwright {

struct Stores;
class LiveCrew;
class Rides;

/// The same bits whoever calls it and however often, with any number of threads, lanes and quanta in a turn.
/// All memory is taken in the constructor, and with it the threads that the plan is made for, unless a crew
/// is there; process() takes no lock, allocates nothing and waits for nobody but files and those who help.
class Engine {
  public:
    enum class Profiling { off, on };

    /// Is shown what nodes give and hear. Any of the engine's threads, for a node always in the order of
    /// time.
    class Witness {
      public:
        virtual ~Witness() = default;
        /// Whether it is to be shown what this node gives; asked once.
        virtual bool watches(int /*vertex*/) const { return true; }
        /// The same for the exact sum of what meets in an input, given by its index.
        virtual bool watchesSum(int /*vertex*/, int /*input*/) const { return false; }
        /// One quantum of a channel, counted among those of all outputs: frame i is values[i * stride].
        virtual void saw(int vertex, int64_t frame, int channel, const float* values,
                         int stride) noexcept = 0;
        /// One quantum of a channel of an input, before it is rounded to floats.
        virtual void summed(int /*vertex*/, int /*input*/, int64_t /*frame*/, int /*channel*/,
                            const double* /*values*/) noexcept {}
    };

    /// Knows a part of what meets in some inputs, beside what the plan's wires bring. Any of the engine's
    /// threads.
    class KnownSums {
      public:
        virtual ~KnownSums() = default;
        /// Whether it knows one of an input, given by its index, which wires with a level of their own, or
        /// several, lead to; asked once.
        virtual bool knows(int vertex, int input) const = 0;
        /// One quantum of a channel of the exact sum.
        virtual const double* sum(int vertex, int input, int64_t frame, int channel) const noexcept = 0;
    };

    struct Options {
        Profiling profiling = Profiling::off;
        Witness* witness = nullptr;       ///< outlives the engine
        const KnownSums* known = nullptr; ///< likewise
        const Rides* rides = nullptr; ///< whose curves are heard in the place of those in the plan; likewise
        /// Helps, where the plan is made for several threads, and nobody is ahead of the turn; likewise.
        LiveCrew* crew = nullptr;
    };

    /// Control thread.
    explicit Engine(std::shared_ptr<const Plan> plan);
    Engine(std::shared_ptr<const Plan> plan, Options options);
    ~Engine();

    /// The next turn of every node. Audio thread.
    void process() noexcept;

    /// The same without the crew of the options: for a mix that is made ready while another one plays.
    /// Control thread, before the audio thread has it.
    void processAlone() noexcept;

    /// Whether some sections may have done more turns than others, as those of an engine with threads of its
    /// own. Any thread.
    bool runsAhead() const noexcept;

    /// What an output's channel held in the last turn; `output` counts in Plan::outputs. Audio thread.
    const float* output(int output, int channel) const noexcept;

    /// Frames of a turn.
    int turn() const noexcept { return plan_->arrangement.quanta * quantum; }

    /// Frames processed so far. Audio thread.
    int64_t frame() const noexcept { return frame_; }

    /// Quanta that begin at `frame` or later are left out, so that nothing is computed, or remembered as a
    /// fault or a range, that nobody asked for. Audio thread, before the first process().
    void endAt(int64_t frame) noexcept;

    /// A curve of a ride has other points than before. Audio thread, between two turns.
    void moved(const Curve& curve) noexcept;

    /// Back to the start of the song, with all memory cleared. Audio thread.
    void reset() noexcept;

    const Plan& plan() const { return *plan_; }

    /// Quanta in which a node gave a number that is not finite; it was silenced for that quantum and reset.
    struct Fault {
        int vertex;
        int64_t quanta = 0, firstFrame = 0;
    };
    std::vector<Fault> faults() const;     ///< nodes with at least one. Audio thread, or once it has stopped.
    int64_t faultyQuanta() const noexcept; ///< of all nodes. Likewise

    /// What the control outputs of a node did so far.
    struct ControlRange {
        int vertex, control;
        float least, greatest, last;
    };
    std::vector<ControlRange> controlRanges() const; ///< likewise

    /// Seconds spent in each node, by vertex; empty without profiling. Likewise.
    std::vector<double> seconds() const;

  private:
    friend class Handover;
    struct Runner;
    std::shared_ptr<const Plan> plan_;
    std::unique_ptr<Runner> run_;
    int64_t frame_ = 0;

    /// Where a node's state lies: a lane of a batch, or nowhere where it has none.
    struct Seat {
        Batch* batch = nullptr;
        int lane = 0;
        size_t stateSize() const { return batch ? batch->stateSize() : 0; }
    };
    std::vector<Seat> seats() const; // by vertex
    Stores& stores() const noexcept;
};

}
