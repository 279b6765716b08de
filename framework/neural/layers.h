// The layers that our own kernels compute, with their weights as the kernels read them.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/line_floats.h"
#include <span>

namespace stemwright {

/// A convolution over time that hears no later frames; a dense layer where `kernel` is 1.
struct Convolution {
    /// Outputs whose weights lie side by side, as far as those of a group go.
    static constexpr int together = 4;

    struct Form {
        int inputs, outputs, kernel = 1, dilation = 1, groups = 1;
    };
    /// `weights` as [outputs][inputs / groups][kernel], the earliest frame first; `bias` may be empty.
    Convolution(Form form, std::span<const float> weights, std::span<const float> bias);

    int span() const { return (form.kernel - 1) * form.dilation; } ///< frames that it looks back

    Form form;
    LineFloats weights; ///< [outputs, some together][inputs / groups][kernel][together]
    LineFloats bias;
};

/// One recurrent layer, with the gates in PyTorch's order and meaning: input, forget, cell and output of an
/// LSTM; reset, update and new of a GRU.
struct Recurrence {
    enum class Cell { lstm, gru };
    struct Form {
        Cell cell;
        int inputs, units;
    };
    /// Weights as [gates * units][inputs] and [gates * units][units]; both biases may be empty.
    Recurrence(Form form, std::span<const float> fromInputs, std::span<const float> fromUnits,
               std::span<const float> inputBias, std::span<const float> unitBias);

    int gates() const { return form.cell == Cell::lstm ? 4 : 3; }
    /// Numbers that it remembers: the units' outputs, and their cells in an LSTM, in whole cache lines each.
    int memory() const { return wholeLines(form.units) * (form.cell == Cell::lstm ? 2 : 1); }

    Form form;
    int rows;                         ///< of all gates, in whole cache lines
    LineFloats fromInputs, fromUnits; ///< by column: [inputs][rows], [units][rows]
    LineFloats bias;                  ///< added to what the inputs give
    LineFloats unitBias;              ///< of the new gate of a GRU, where it must be apart; else 0
};

/// A function of single values; `a` and `b` are numbers for each channel.
struct Pointwise {
    enum class Kind {
        same,   ///< x
        affine, ///< a x + b
        slope,  ///< x, and a x below 0
        clamp,  ///< at least a, at most b
        tanh,
        sigmoid,
        magnitude,
        exp,
    };
    Kind kind;
    LineFloats a, b;
};

/// A function of two signals.
enum class Pairwise { sum, difference, product, quotient, least, greatest };

}
