// The node whose ports, parameters and sound are up to a script.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/lua/idle_script.h"
#include "framework/node/file_defined_node.h"
#include "framework/node/registry.h"

namespace stemwright {

class ScriptNode : public FileDefinedNode {
  public:
    /// Runs the script that the arguments name, else the one at `path`. What is wrong with it is added to the
    /// construction's problems, at the script's lines.
    explicit ScriptNode(std::string path = "");
    ~ScriptNode() override;

    int channels(const AudioOut& out) const override;
    void prepare() override;
    int latency() const override { return timing_.latency; }
    double tail() const override { return timing_.tail; }
    double end() const override;
    bool timeInvariant() const override { return timing_.timeInvariant; }
    std::string kernelKey() const override { return key_; }

    const std::string& definingFile() const override { return path_; }
    /// Where the script's idle() is called: inTurn unless told otherwise before the plan is made.
    void idles(IdleScript::Idling how) { idling_ = how; }

  private:
    friend class ScriptBatch;
    template <class P> using Owned = std::vector<std::unique_ptr<P>>;
    void declare(const ScriptDeclaration& declaration);
    void declareWhatIsAskedFor();
    /// Another instance, ready to process.
    std::unique_ptr<ProcessorScript> instance(ScriptTiming& timing, const RowMath& rows) const;
    Problem explain(const std::string& fault) const override;

    File file_{this, "script", "Lua script that says which ports and parameters there are, and processes"};
    std::string path_, text_, key_;
    ScriptTiming timing_;
    IdleScript::Idling idling_ = IdleScript::Idling::inTurn;
    // By item of the declaration; null where it is something else.
    Owned<AudioIn> ins_;
    Owned<AudioOut> outs_;
    Owned<ControlOut> controls_;
    Owned<Number> numbers_;
    Owned<Fixed> fixed_;
    Owned<Choice> choices_;
    std::vector<int> outChannels_; // by output
};

/// The type "lua" as if it had the ports and parameters of this script, to be described. Throws an Error
/// where there is no such script, or it is wrong.
Type scriptType(const std::string& path);

/// A batch of one, whose rows are computed with `rows`. Throws an Error where memory is short.
std::unique_ptr<Batch> makeScriptBatch(const ScriptNode& node, const RowMath& rows);

}
