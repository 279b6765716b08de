// The node whose ports, parameters and sound are up to a neural model.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/neural/model_pace.h"
#include "framework/neural/model_stream.h"
#include "framework/neural/model_words.h"
#include "framework/node/file_defined_node.h"
#include "framework/node/registry.h"
#include <functional>

namespace stemwright {

class ModelNode : public FileDefinedNode {
  public:
    /// Reads a file; throws an Error where it holds no model that can be used so.
    using Loader = std::function<std::shared_ptr<const Model>(const std::string& path, const ModelUse& use)>;
    /// Runs what the loader makes of the file that the arguments name. What is wrong with that is added to
    /// the construction's problems.
    explicit ModelNode(const Loader& load);
    ~ModelNode() override;

    int channels(const AudioOut& out) const override;
    void prepare() override;
    int latency() const override { return settings_.timing.total(); }
    double tail() const override;
    double end() const override;
    bool timeInvariant() const override;
    std::string kernelKey() const override { return key_; }

    const std::string& definingFile() const override { return file_.path(); }
    std::vector<Problem> warnings() const override;
    /// How its instances keep up, and did before an edit. Any thread, while no engine of its plan goes.
    ModelPace& pace() const { return *shown_; }

  private:
    friend class ModelBatch;
    template <class P> using Owned = std::vector<std::unique_ptr<P>>;
    void declare(const ModelFacts& facts);
    void refuseClosed(const ModelFacts& facts);
    std::map<std::string, std::string> otherTexts(const ModelFacts& facts) const;
    ModelUse use() const;
    int modelLatency() const;
    Problem explain(const std::string& fault) const override;

    File file_{this, "model",
               "TorchScript file that says which ports and parameters there are, and processes"};
    ModelWord method_{this, "method", "method of the model that is called; unless said the usual one"};
    Choice layout_{
        this,
        "layout",
        "axes of the tensors that a plain model takes: batch, channel, time; unless said found out",
        {"found", "bct", "ct", "bt", "tbc", "t"}};
    Fixed block_{
        this, "block", "frames in a call, at the model's rate; 0: as the model likes", {0, 0, 65536}};
    Fixed lookBehind_{
        this, "look_behind", "frames before each call that a plain model sees again", {0, 0, 1 << 20}};
    Fixed rate_{this,
                "rate",
                "frames per second for a model that does not say; 0: those of the session",
                {0, 0, 384000, Unit::Hz}};
    Fixed channels_{this, "channels", "for a model that takes any number; 0: found out", {0, 0, 64}};
    Choice kernels_{
        this,
        "kernels",
        "what computes networks of standard layers: code of our own where it can, or LibTorch always",
        {"own", "torch"}};
    ModelLatency latency_{this, "latency", "by which the model's sound is late"};
    Fixed allowance_{
        this,
        "allowance",
        "time that the model has to compute a block, live; 0: as long as a block, at least 10 ms",
        {0, 0, 2000, Unit::ms}};
    Choice late_{this,
                 "late",
                 "what is heard, live, where the model is not done in time: the first input or nothing",
                 {"dry", "silence"}};
    Fixed mostMissed_{this,
                      "rest_after",
                      "blocks in a row that come too late, before the model is left alone for two seconds",
                      {8, 1, 1000}};
    Fixed tail_{this, "tail", "how long the model sounds after its input ends", {1, 0, 60, Unit::s}};

    std::shared_ptr<const Model> model_;
    Owned<AudioIn> ins_;
    Owned<AudioOut> outs_;
    Owned<ControlOut> controls_;
    Owned<Number> numbers_;
    Owned<ModelWord> texts_; // in the model's order
    std::unique_ptr<ModelTruths> truths_;
    std::vector<int> soundOutputs_; // by output: which of the model's
    ModelStream::Settings settings_;
    std::string key_;
    std::shared_ptr<ModelPace> pace_ = std::make_shared<ModelPace>();
    mutable std::atomic<ModelPace*> shown_ = pace_.get(); // that of the stream that a batch took over
};

/// A type of nodes of this kind, to be registered.
Type modelType(std::string name, std::string help, ModelNode::Loader load);

}
