// What a node is: the ports and parameters that it declares, once, as members; everything else is read from
// them.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/parameter.h"
#include "framework/node/port.h"
#include <limits>
#include <span>

namespace stemwright {

/// Frames of the engine's heartbeat; part of the format, because a feedback loop's shortest delay depends on
/// it.
constexpr int quantum = 64;
/// Frames between the values of control signals and of parameters that follow the grid.
constexpr int controlStep = 32;

/// Base of all nodes. Constructed by its Type with the arguments of the document; owned by the graph,
/// immutable while it runs.
class Node : public Scope {
  public:
    Node();

    /// Channels of an output, from those of the inputs (0: not connected). Default: as many as the first
    /// input has, or one.
    virtual int channels(const AudioOut& out) const;
    /// Called once, when rate and channels are known, before the first kernel is made. Throws Error.
    virtual void prepare() {}
    /// Frames by which outputs lag behind inputs; the plan compensates them. Valid after prepare().
    virtual int latency() const { return 0; }
    /// Least delay in frames between input and output, modulation included: what makes a feedback loop legal.
    virtual int minimumDelay() const { return 0; }
    /// Frames for which the output goes on after the input ends; generous, never short. Valid after
    /// prepare().
    virtual double tail() const { return 0; }
    /// Where a source ends, in frames from the start of the song; infinity for one that never does, 0 for all
    /// else.
    virtual double end() const { return 0; }
    /// Whether a delay of its inputs by whole control steps only delays its outputs.
    virtual bool timeInvariant() const { return true; }
    /// What its kernels read of the node besides channels, numbers as they move, and words and numbers that
    /// never do: nodes that differ in it cannot run side by side. Valid after prepare().
    virtual std::string kernelKey() const { return ""; }
    /// Frames per second that this node is prepared for.
    double sampleRate() const { return rate_; }
    /// Frames that the plan takes off this node's own delay, because its input arrives that much late: known
    /// when kernels are made, not yet in prepare().
    int advance() const { return advance_; }

    const std::vector<AudioIn*>& inputs() const { return inputs_; }
    const std::vector<AudioOut*>& outputs() const { return outputs_; }
    const std::vector<ControlOut*>& controls() const { return controls_; }
    const std::vector<Number*>& numbers() const { return numbers_; }
    const std::vector<Parameter*>& parameters() const { return parameters_; }
    const std::vector<AudioIns*>& inputArrays() const { return inputArrays_; }
    const std::vector<RecordsBase*>& records() const { return records_; }

    /// Taps that the document names for further inputs, as in `sidechain: kick`.
    struct Request {
        AudioIn* port;
        Datum tap;
    };
    const std::vector<Request>& requests() const { return requests_; }

    int inputChannels() const;  ///< of all inputs together
    int outputChannels() const; ///< of all outputs together
    uint64_t seed() const { return seed_; }
    const std::string& folder() const { return folder_; }

    /// Only for the plan: lays out the channels of all ports.
    void arrange(std::span<const int> channelsOfInputs);
    void advanceBy(int frames) { advance_ = frames; }

    /// Only for Type: complains about arguments that nobody declared, then forgets the construction.
    void finishConstruction(const std::string& typeName);

    /// Only for members while they are constructed.
    const Construction& construction() const { return *construction_; }
    void problem(const Place& place, std::string cause, std::string cure);
    void enlist(AudioIn* port);
    void enlist(AudioOut* port);
    void enlist(ControlOut* port);
    void enlist(Number* number);
    void enlist(Parameter* parameter);
    void enlist(AudioIns* ports) { inputArrays_.push_back(ports); }
    void enlist(RecordsBase* records) { records_.push_back(records); }

    /// Makes `construction` what a Node finds when it is constructed on this thread.
    class Constructing {
      public:
        explicit Constructing(const Construction& construction);
        ~Constructing();

      private:
        const Construction* before_;
    };

  private:
    const Construction* construction_;
    std::vector<AudioIn*> inputs_;
    std::vector<AudioOut*> outputs_;
    std::vector<ControlOut*> controls_;
    std::vector<Number*> numbers_;
    std::vector<Parameter*> parameters_;
    std::vector<AudioIns*> inputArrays_;
    std::vector<RecordsBase*> records_;
    std::vector<Request> requests_;
    double rate_;
    int advance_ = 0;
    uint64_t seed_;
    std::string folder_;
};

}
