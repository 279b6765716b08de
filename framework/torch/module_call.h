// Calls a module for blocks of any length, with sounds that it makes up.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/torch/block_call.h"
#include <random>
#include <torch/script.h>

namespace stemwright {

/// All that a module holds: its tensors, also those in tuples and lists, and the rest as text.
struct KeptTensors {
    std::vector<at::Tensor> tensors;
    std::vector<std::string> others;
};
KeptTensors keptTensors(const torch::jit::Module& module);

class ModuleCall {
  public:
    struct Input {
        at::Tensor tensor; ///< in the layout of the call
        at::Tensor rows;   ///< [channels][frames, with those it looks behind]
        int channels;
        int64_t timeSide;
        int64_t lookBehind;
        const float* fresh(int channel) const { return rows[channel].data_ptr<float>() + lookBehind; }
    };
    struct Given {
        std::vector<at::Tensor> outputs; ///< as the module gives them
    };

    explicit ModuleCall(const BlockCall& call);
    const BlockCall& description() const { return call_; }

    /// The next frames of noise for each input, after those that the call looks behind.
    std::vector<Input> sound(int64_t frames);
    /// Throws what the module throws. States that it hands back are those of the next call.
    Given run(torch::jit::Module& module, const std::vector<Input>& sound);
    /// As [channels][frames], the last ones.
    std::vector<at::Tensor> rows(const Given& given, int64_t frames) const;
    const std::vector<c10::IValue>& states() const { return states_; }
    /// Goes back to the first frame. States that the module makes itself are zeros of their later shapes, or
    /// not there.
    enum class States { zeros, none };
    void restart(States states);

  private:
    BlockCall call_;
    std::vector<c10::IValue> states_;
    std::vector<at::Tensor> past_;
    std::mt19937 random_;
};

}
