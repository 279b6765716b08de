// A neural model as the rest of the program sees it: what it hears, what it gives, and one call per block.
// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace stemwright {

/// A signal that goes into a model or comes out of it.
struct ModelSignal {
    std::string name{};
    int channels = 1;
    int framesPerValue = 1; ///< 1: sound; more: one value for so many frames, a control signal
};

/// A number that can be moved while the model runs: a parameter of Neutone's, an attribute of nn~'s, a scalar
/// argument of forward.
struct ModelNumber {
    enum class Kind { real, whole, toggle };
    std::string name{};
    std::string help{};
    Kind kind = Kind::real;
    double init = 0, min = 0, max = 1;
};

/// A text that a model is given once and keeps: an attribute of nn~'s.
struct ModelText {
    std::string name{};
    std::string value{}; ///< that it is set to
};

struct ModelFacts {
    std::string dialect; ///< "neutone", "nn~", "plain"
    std::string method;  ///< the one that is called
    std::vector<ModelSignal> inputs, outputs;
    std::vector<ModelNumber> numbers;
    std::vector<ModelText> texts;
    std::map<std::string, std::string> closed; ///< attributes that nobody can set, and why
    double rate = 0;                           ///< frames per second that it wants; 0: any
    int block = 1; ///< a call takes a multiple of so many frames (of its own rate); warm with exactly so many
    int latency = 0; ///< frames (of its own rate) by which outputs lag behind inputs inside the model
    std::optional<int> measuredLatency; ///< as a probe found it, where it could
    bool remembers = false;             ///< whether a call depends on earlier ones
    bool random = false;                ///< draws noise, so it must not run beside another one that does
    bool immediate = false;   ///< takes no memory, no lock and never waits: may run on the audio thread
    std::string computedBy;   ///< "our own kernels: " and what layers, or "LibTorch: " and why not by them
    std::string hash;         ///< of the file's content, hexadecimal
    std::string descriptions; ///< hashes of what lies beside it
};

/// State of its own, weights shared. One thread at a time.
class ModelInstance {
  public:
    virtual ~ModelInstance() = default;

    /// Computes `frames` frames, a multiple of ModelFacts::block. `inputs` and `outputs` point at the
    /// channels of all signals in order, each with frames / framesPerValue values. Throws an Error where the
    /// model fails or gives what it did not promise; what is not finite is left for the caller to find. An
    /// immediate model never throws.
    virtual void process(std::span<const float* const> inputs, std::span<float* const> outputs,
                         int frames) = 0;
    /// Takes effect with the next block.
    virtual void set(int number, double value) = 0;
    /// As newly made, warm, but for its numbers and its seed.
    virtual void reset() = 0;
    /// Goes on where another instance of the same model is. Of immediate models only; audio thread.
    virtual void take(const ModelInstance&) noexcept {}
    /// What the noise depends on that a random model draws, 0 at first. Resets.
    virtual void seed(uint64_t) { reset(); }
};

/// A file that was read. Any thread may make instances.
class Model {
  public:
    virtual ~Model() = default;
    const ModelFacts& facts() const { return facts_; }
    /// What is known beside the file, before anybody uses it.
    void note(std::optional<int> measuredLatency, std::string descriptions) {
        facts_.measuredLatency = measuredLatency;
        facts_.descriptions = std::move(descriptions);
    }
    /// Ready to run at its usual speed.
    virtual std::unique_ptr<ModelInstance> instance() const = 0;

  protected:
    ModelFacts facts_;
};

/// What a document says about how a file is to be used; what it does not say is found out.
struct ModelUse {
    std::string method{}; ///< "": the usual one
    std::string layout{}; ///< of plain models: "bct", "ct", "bt", "tbc", "t", ...; "": found out
    int block = 0;        ///< frames per call; 0: as the model likes
    int lookBehind = 0;   ///< frames before each block that the model wants to see again
    double rate = 0;      ///< frames per second; 0: as the model says
    double usualRate = 0; ///< for a model that runs at any rate and has to be told; 0: 48000
    int channels = 0;     ///< where the model takes any number; 0: found out
    bool exact = false;   ///< with LibTorch also where our own kernels could
    double patience = 60; ///< seconds that it may take to read and to try it
    std::map<std::string, std::string> texts{}; ///< by name, of those that get another value
};

}
