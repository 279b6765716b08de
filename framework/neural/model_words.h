// Parameters that only nodes with a model have: a word of the model's, and a latency that may be measured.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/parameter.h"
#include <optional>

namespace stemwright {

/// Any word, such as the name of a method.
class ModelWord : public Parameter {
  public:
    ModelWord(Scope* scope, std::string name, std::string help, std::string initial = "");
    const std::string& operator()() const { return word_; }

    std::string kind() const override { return "word"; }
    std::string initial() const override { return initial_; }
    std::string range() const override { return "any"; }
    std::string asWritten() const override { return word_; }

  private:
    const std::string initial_;
    std::string word_;
};

/// Where a toggle of a model is declared: the words true and false stand for 1 and 0.
class ModelTruths : public Scope {
  public:
    ModelTruths(Node* node, const Datum& arguments);

  private:
    Datum numbers_;
};

/// How late a model's sound is: as the model says, as a probe finds out, or as the document says, in frames
/// at the model's rate.
class ModelLatency : public Parameter {
  public:
    ModelLatency(Scope* scope, std::string name, std::string help);
    bool isGiven() const { return given_; } ///< whether the document says it
    bool isMeasured() const { return word_ == measured; }
    std::optional<int> frames() const { return frames_; }

    std::string kind() const override { return "fixed number or word"; }
    std::string initial() const override { return declared; }
    std::string range() const override { return "declared, measured, or frames at the model's rate"; }
    std::string asWritten() const override { return word_; }

  private:
    static constexpr const char *declared = "declared", *measured = "measured";
    static constexpr double most = 1 << 20;
    std::string word_ = declared;
    bool given_ = false;
    std::optional<int> frames_;
};

}
