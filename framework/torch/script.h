// A TorchScript file that LibTorch read, and questions to it. LibTorch's own types stay in two source files.
// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace torch::jit {
struct Module;
}

namespace stemwright {

struct ScriptArgument {
    std::string name;
    std::string type;      ///< as TorchScript writes it: "Tensor", "Optional[Tensor]", "int", "float", "bool"
    bool optional = false; ///< it has a default
    double init = 0;       ///< its default, where that is a number
};

/// Throws an Error, with what the model said and without a trace, wherever LibTorch throws.
class Script {
  public:
    explicit Script(const std::string& path); ///< ready to infer
    explicit Script(const torch::jit::Module& module);
    ~Script();

    /// With state of its own; the code is shared, so that what made one fast made all fast.
    std::unique_ptr<Script> copy() const;
    /// Takes the weights of `other`, of which this is a copy, instead of its own.
    void shareWeights(const Script& other);
    /// How often weights were written to, in all.
    long weightChanges() const;

    std::vector<std::string> methods() const;
    bool has(const std::string& method) const;
    /// But for self.
    std::vector<ScriptArgument> arguments(const std::string& method) const;
    /// Calls a method with numbers, texts, truths or nulls. Tensors of up to 4,096 values come back as nested
    /// lists and other things as null.
    nlohmann::json ask(const std::string& method, const nlohmann::json& arguments);
    std::vector<std::string> attributes() const;
    nlohmann::json attribute(const std::string& name) const; ///< null where there is none
    /// A text that lies in the file beside the code; "" where there is none.
    std::string extra(const std::string& name) const;

    /// Whether anything that `method` may come to gives new values to attributes.
    bool assigns(const std::string& method) const;
    /// Whether anything that `method` may come to draws from LibTorch's random generator.
    bool draws(const std::string& method) const;

    torch::jit::Module& module() const { return *module_; }

  private:
    std::unique_ptr<torch::jit::Module> module_;
    std::string audioNode_, metadata_;
};

}
