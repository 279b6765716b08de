// One call of a method for one block: what goes in, in which shape, and what comes out.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/torch/script.h"
#include <cstdint>
#include <span>

namespace stemwright {

/// What stands at one place of a method's arguments or results.
struct Operand {
    enum class Kind {
        signal,   ///< number `index` of the inputs or outputs
        numbers,  ///< all numbers, as a tensor [numbers, block] that holds each
        number,   ///< number `index`
        constant, ///< `value`
        state,    ///< what the call before gave for state `index`
        other     ///< of results: nobody wants it
    };
    Kind kind = Kind::other;
    int index = 0;
    double value = 0;
    std::string type; ///< of an argument that is one number: as TorchScript writes it; a tensor is [1]
    /// Of a signal: a letter for each side of the tensor: c for channels, t for values in time, w for the
    /// window that ends at each of them, b for a side of one.
    std::string layout;
    std::vector<int64_t> shape; ///< of a result; of a state, at first all zeros, or none where this is empty
};

struct SignalShape {
    int channels = 1, values = 1; ///< values in a block
};

struct BlockCall {
    std::string method = "forward";
    std::vector<Operand> arguments;
    std::vector<Operand> results; ///< those of a tuple or list, or the one tensor
    std::vector<SignalShape> inputs, outputs;
    int block = 1;      ///< frames
    int lookBehind = 0; ///< frames of earlier blocks that stand before those of each input
};

/// Makes one call again and again, with a script of its own. One thread at a time. What draws noise takes
/// turns with all others that do, and draws from a generator of its own.
class BlockRunner {
  public:
    enum class Noise { none, drawn };
    BlockRunner(std::unique_ptr<Script> script, BlockCall call, Noise noise, uint64_t seed = 0);
    ~BlockRunner();

    Script& script();
    /// The shapes of what comes out, whatever it is, after silence went in; what is no tensor has none.
    std::vector<std::vector<int64_t>> probe(std::span<const double> numbers);
    /// One block of the channels of all signals. Throws an Error where the model does, and where it gives
    /// anything but what the call says.
    void run(std::span<const float* const> inputs, std::span<float* const> outputs,
             std::span<const double> numbers);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}
