// What the engine does with sound between kernels: rows are mixed, put side by side into lanes, and taken out
// again.
// SPDX-License-Identifier: MIT
#pragma once
#include <vector>

namespace stemwright {

/// One signal on its way into a row.
struct MixedRow {
    const float* values;
    const float* levels; ///< amplitude of each frame, or nullptr while `level` holds for all
    float level, factor;
};

/// Straight lines by lane: value + slope (frame - from).
struct Lines {
    const double *from, *value, *slope;
};

/// Functions over one quantum unless they are told how many frames, whole quanta; compiled once for each
/// instruction set with the nodes. A row holds one channel; a block holds one channel of several instances,
/// [frame][lane]. Audio thread; none allocates.
struct Moves {
    /// Adds rows exactly (see exact_sum.h) to `sums` of others that were added before, rows of doubles. One
    /// row alone passes as it is.
    void (*mix)(float* to, const MixedRow* rows, int count, const double* const* sums, int sumCount,
                int frames) noexcept;
    /// The same sum before it is rounded, also of one row.
    void (*total)(double* to, const MixedRow* rows, int count, const double* const* sums,
                  int sumCount) noexcept;
    /// What no value exceeds in magnitude. Where it is finite, all of them are; it may be infinite or no
    /// number where all are finite, too.
    float (*bound)(const float* values, int count) noexcept;

    /// Whether all values are.
    bool (*isFinite)(const float* values, int count) noexcept;

    struct Width {
        int lanes;
        void (*gather)(const float* const* rows, float* block) noexcept;
        void (*scatter)(const float* block, float* const* rows) noexcept;
        /// The exact sum over lanes of a block times a gain for each lane, or, where `stride` is not 0, for
        /// each lane and frame. No value of the block exceeds `most` in magnitude.
        void (*sum)(const float* block, float most, const float* gains, int stride, double* to) noexcept;
        /// Lines at the grid points of the quantum at `frame`, those points `stride` values apart, from `low`
        /// to `high`.
        void (*grid)(float* to, int stride, const Lines& lines, double frame, double low,
                     double high) noexcept;
        /// Lines at every frame, from `low` to `high`.
        void (*samples)(float* to, const Lines& lines, double frame, float low, float high) noexcept;
        /// Lines in dB as amplitudes times `factors`; lanes that do not slope are `resting` instead.
        void (*levels)(float* to, const Lines& lines, double frame, const float* resting,
                       const float* factors) noexcept;
    };
    std::vector<Width> widths; ///< of one lane up; that of one lane only has grid, samples and levels

    const Width& width(int lanes) const {
        for (const Width& w : widths)
            if (w.lanes == lanes) return w;
        return widths.front();
    }
};

}
