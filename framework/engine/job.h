// Runs one step of a plan: gather the inputs, move the numbers, run the kernel, contain what is not finite.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/lane_mix.h"
#include "framework/engine/piece.h"

namespace stemwright {

/// Instances of one type, and all that they work on. Audio thread, one at a time, but for the constructor.
class Job : public Piece {
  public:
    /// Rows of `section` begin at `rows`, `rowFrames` apart.
    Job(const Plan& plan, const Section& section, const Step& step, Stores& stores, const Rows<float>& rows,
        int rowFrames, const Engine::Options& options);

    void run(int64_t frame, int frames) noexcept override;
    void reset() noexcept override;
    void moved(const Curve& curve) noexcept override;
    Batch& batch() noexcept { return *batch_; } ///< for those who hand its state over
    const Step& step() const { return *step_; }

  private:
    struct Gather {
        std::vector<const float*> rows, now; // by lane; the latter where this quantum is
        std::vector<int> turns;              // by lane: 1 where the row is a turn long
        float* block;
    };
    struct Scatter {
        const float* block;
        std::vector<float*> rows; // by lane
    };
    struct RingWrite {
        SoundRing* ring;
        std::vector<const float*> rows;
    };
    struct Control {
        std::array<float, quantum / controlStep> from{}, to{};
    };
    const Task& task(const Plan& plan, size_t lane) const { return plan.tasks[step_->tasks[lane]]; }
    void prepareNumbers(const Plan& plan);
    void prepareLanes(const Plan& plan, const Section& section, const Rows<float>& rows);
    void gather(Gather& gather, int sinceTurn) noexcept;
    void process(int64_t frame, int offset, int frames) noexcept;
    void contain(int64_t frame, int offset, int frames) noexcept;
    void silence(int lane, int64_t frame, int offset) noexcept;
    bool isFinite(int lane, int offset) const noexcept;
    void keepControls(int64_t frame) noexcept;
    void show(int64_t frame, int frames) noexcept;

    const Step* step_;
    Stores& stores_;
    Engine::Witness* witness_;
    std::vector<int> watched_; // lanes that the witness is shown
    int turn_, width_, firstControl_;
    std::unique_ptr<Batch> batch_;
    bool forgets_;              // so that a turn can be computed at once, and looked at afterwards
    std::vector<Drive> drives_; // of numbers that are automated or modulated in at least one lane
    std::vector<Mixdown> mixdowns_;
    std::vector<Gather> gathers_;
    std::vector<Scatter> scatters_;
    std::vector<LaneMix> sums_;
    std::vector<RingWrite> rings_;
    std::vector<const float*> inputs_, inputsNow_; // by channel: rows or blocks; and where this quantum is
    std::vector<float*> outputs_, outputsNow_;
    std::vector<float> bounds_; // by channel of the outputs: what no value exceeds now
    std::vector<Control> controls_;
    std::vector<float*> controlFrom_, controlTo_;
    Rows<float> unheard_; // lanes without rows are scattered to here
};

}
