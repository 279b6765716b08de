// Follows the sound through the operations of a TorchScript call, and builds a network that does the same.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/network.h"
#include <cstdint>
#include <memory>
#include <string>

namespace at {
class Tensor;
}
namespace c10 {
struct IValue;
}

namespace stemwright {

/// One call of a method is run by LibTorch, and every operation that meets the sound is looked up among those
/// whose meaning for a stream is known. The block has so many frames that a length near it can be told from
/// one that does not depend on it.
class Follower {
  public:
    /// A tensor that holds frames [start, block + end) of the sound.
    struct Sound {
        Network::Tap tap;
        int64_t start, end;
        int64_t side; ///< of the tensor: that along which time runs; another has the channels, all else are 1
    };
    /// The last frames of a sound.
    struct Tail {
        Network::Tap tap;
        int64_t frames, end; ///< [block + end - frames, block + end)
    };
    /// What memory number `memory` held when the call began, or, of a recurrent layer, what it is to hold
    /// next.
    struct Memory {
        enum class When { before, after } when;
        size_t memory;
    };
    using Mark = std::variant<Sound, Tail, Memory>;

    Follower(int64_t block, int64_t lookBehind);
    ~Follower();

    /// Before the call: what its tensors are.
    void hear(const at::Tensor& input, int channels, int64_t side);
    void remember(const at::Tensor& memory);
    /// Runs `call`, which calls the method, and follows it.
    template <class Call> auto follow(Call&& call) {
        Watching watching(*this);
        return call();
    }
    /// After it: what is given out, and what is kept in place of the memories.
    void give(const at::Tensor& output, int channels);
    void keep(size_t memory, const at::Tensor& kept);

    const std::string& refusal() const; ///< why it cannot be followed; "" where it can
    Network network{};

    // For the operations.
    using Values = std::vector<c10::IValue>;
    const Mark* mark(const c10::IValue& value) const;
    const Sound* sound(const c10::IValue& value) const;
    void put(const c10::IValue& value, Mark mark);
    void refuse(const std::string& reason);
    int64_t length(const Sound& sound) const; ///< frames
    int64_t channelSide(const Sound& sound,
                        const at::Tensor& tensor) const; ///< -1 where there is one channel
    /// Puts the mark of `from` on `to`, which shows the same values with sides of one more, or less, or in
    /// another order.
    enum class Sides { keepTheirOrder, anyOrder };
    void show(const c10::IValue& from, const c10::IValue& to, Sides sides);
    /// Memory `memory` is what stands before `tap`.
    void fetch(size_t memory, const Sound& sound, int64_t frames);
    void recur(size_t memory); ///< a recurrent layer begins with it
    void write(const at::Tensor& memory, const c10::IValue& value);
    void markRecomputed(const Sound& sound);

  private:
    struct Watching {
        explicit Watching(Follower& follower);
        ~Watching();
        uint64_t handle;
    };
    struct Observed;
    struct State;
    void see(const std::string& name, const Values& inputs, const Values& outputs);

    std::unique_ptr<State> state_;
};

/// What an operation makes of marks; nullptr for one that is not known. By name, such as "aten::conv1d".
using Operation = void (*)(Follower&, const Follower::Values& inputs, const Follower::Values& outputs);
Operation layerOperation(const std::string& name);
Operation valueOperation(const std::string& name);
Operation viewOperation(const std::string& name);

}
