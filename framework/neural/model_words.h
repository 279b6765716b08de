// Parameters that only nodes with a model have: a word of the model's, and a latency that may be measured.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/node/parameter.h"
#include <optional>

namespace stemwright {

/// Any word, such as the name of a method.
class ModelWord : public Parameter {
  public:
    ModelWord(Scope* scope, std::string name, std::string help);
    const std::string& operator()() const { return word_; }

    std::string kind() const override { return "word"; }
    std::string initial() const override { return ""; }
    std::string range() const override { return "any"; }
    std::string asWritten() const override { return word_; }

  private:
    std::string word_;
};

/// How late a model's sound is: as the model says, as a probe finds out, or as the document says, in frames
/// at the model's rate.
class ModelLatency : public Parameter {
  public:
    ModelLatency(Scope* scope, std::string name, std::string help);
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
    std::optional<int> frames_;
};

}
