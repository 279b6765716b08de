// A neural network as layers that our own kernels compute, one after the other: a dataflow of signals.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/layers.h"
#include <string>
#include <variant>

namespace stemwright {

/// Layers, weights and how they are wired; built once, then immutable and shared. All signals have the rate
/// of the sound, and no layer hears a later frame than the one that it gives. Whoever builds one keeps
/// channels in accord.
class Network {
  public:
    /// What a layer hears: channels of a signal, maybe late.
    struct Tap {
        int signal, channels;
        int first = 0; ///< channel
        int delay = 0; ///< frames
    };
    struct Signal {
        int channels;
        int history = 0; ///< frames before the present one that layers hear
        bool silentBefore = false;
    };
    struct Operation {
        std::variant<Convolution, Recurrence, Pointwise, Pairwise> layer;
        Tap in, other; ///< `other` of a pairwise one
        Tap out;
        size_t memory = 0; ///< where that of a recurrent layer begins, of all such numbers
    };

    Tap input(int channels);
    Tap convolve(Tap in, Convolution layer);
    Tap recur(Tap in, Recurrence layer);
    Tap apply(Tap in, Pointwise layer);
    Tap combine(Pairwise kind, Tap a, Tap b); ///< of as many channels, or one beside many
    Tap join(const std::vector<Tap>& parts);  ///< their channels, in order
    void output(Tap tap);
    /// Before the start, a signal is what the layers make of silent inputs; this one is silent itself, as
    /// what a module keeps in a buffer of zeros is. What recurrent layers give is so anyway.
    void silenceBefore(Tap tap) { signals_[size_t(tap.signal)].silentBefore = true; }

    const std::vector<Signal>& signals() const { return signals_; }
    const std::vector<Operation>& operations() const { return operations_; }
    const std::vector<Tap>& inputs() const { return inputs_; }
    const std::vector<Tap>& outputs() const { return outputs_; }
    size_t memory() const { return memory_; } ///< numbers that recurrent layers remember
    int lookBack() const;                     ///< frames that the layers without such memory look back in all
    bool remembers() const { return memory_ > 0 || lookBack() > 0; }
    std::string text() const; ///< what it is made of, such as "4 convolutions, 3 LSTM layers"

  private:
    Tap add(Operation operation, int channels);
    void hear(Tap tap, int span);

    std::vector<Signal> signals_;
    std::vector<Operation> operations_;
    std::vector<Tap> inputs_, outputs_;
    size_t memory_ = 0;
};

}
