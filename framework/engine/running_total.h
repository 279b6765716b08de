// Adds some of the terms of a sum while their rows are still there.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/engine/mixdown.h"
#include "framework/engine/piece.h"

namespace stemwright {

/// Runs a RunningSum of the plan.
class RunningTotal : public Piece {
  public:
    /// Rows of the section begin at `rows`, `rowFrames` apart.
    RunningTotal(const RunningSum& planned, const Stores& stores, const Rows<float>& rows, int rowFrames)
        : moves_(stores.moves), to_(stores.sums[size_t(planned.sum)]), goesOn_(!planned.first) {
        for (const RunningSum::Term& term : planned.terms)
            rows_.push_back(
                {rows[size_t(term.row) * size_t(rowFrames)], nullptr, amplitudeOf(term.level), term.factor});
    }

    void run(int64_t frame, int frames) noexcept override {
        for (int done = 0; done < frames; done += quantum) {
            double* to = to_.at(frame + done);
            const double* before = to;
            moves_.total(to, rows_.data(), int(rows_.size()), &before, goesOn_);
            for (MixedRow& row : rows_) row.values += quantum;
        }
        for (MixedRow& row : rows_) row.values -= frames;
    }
    void reset() noexcept override {}

  private:
    const Moves& moves_;
    const SumRing& to_;
    bool goesOn_; // with what is there
    std::vector<MixedRow> rows_;
};

}
