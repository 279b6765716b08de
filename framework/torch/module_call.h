// Calls a module for blocks of any length, with sounds that it makes up.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/torch/block_call.h"

namespace at {
class Tensor;
}
namespace c10 {
struct IValue;
}

namespace stemwright {

/// All that a module holds: its tensors, also those in tuples and lists, and the rest as text.
struct KeptTensors {
    std::vector<at::Tensor> tensors;
    std::vector<std::string> others;
};
KeptTensors keptTensors(const torch::jit::Module& module);

class ModuleCall {
  public:
    using Tensors = std::vector<at::Tensor>;

    explicit ModuleCall(const BlockCall& call);
    ~ModuleCall();
    const BlockCall& description() const;

    /// The next frames of noise, after those that the call looks behind: a tensor for each input, in its
    /// layout.
    Tensors sound(int64_t frames);
    std::vector<const float*> rows() const; ///< that noise by channel of all inputs, only the next frames
    int64_t timeSide(int input) const;      ///< of its tensor
    /// The outputs, as the module gives them. Throws what it throws. States that it hands back are those of
    /// the next call.
    Tensors run(torch::jit::Module& module, const Tensors& sound);
    /// The last frames of outputs, as [channels][frames].
    Tensors rows(const Tensors& outputs, int64_t frames) const;
    const std::vector<c10::IValue>& states() const;
    /// Goes back to the first frame. States that the module makes itself are zeros of their later shapes, or
    /// not there.
    enum class States { zeros, none };
    void restart(States states);

  private:
    struct Progress;
    std::unique_ptr<Progress> progress_;
};

}
