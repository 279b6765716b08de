// Declares what the script declares.
// SPDX-License-Identifier: MIT
#include "framework/lua/script_node.h"
#include "framework/lua/state.h"
#include <algorithm>
#include <fstream>

namespace stemwright {

using Kind = ScriptDeclaration::Kind;

static std::string readScript(const std::string& path, const Place& place) {
    constexpr size_t most = 1 << 20;
    std::ifstream file(path, std::ios::binary);
    std::string text(most + 1, '\0');
    if (file) file.read(text.data(), std::streamsize(text.size()));
    if (!file.is_open() || file.bad())
        throw Error(place, path + " cannot be read", "write the name of a Lua script");
    text.resize(size_t(file.gcount()));
    if (text.size() > most)
        throw Error(place, path + " is longer than 1 MiB", "write the name of a Lua script");
    return text;
}

ScriptNode::ScriptNode(std::string path) : path_(file_.path().empty() ? std::move(path) : file_.path()) {
    const Construction& c = construction();
    if (path_.empty() && c.purpose == Construction::Purpose::description) { // what most scripts have
        ins_.push_back(
            std::make_unique<AudioIn>(this, "in", "signal; the script says what other inputs there are"));
        outs_.push_back(std::make_unique<AudioOut>(this, "out", "what the script makes of it"));
        outChannels_.push_back(0);
    } else if (path_.empty())
        problem(c.arguments.place, "no script is named", "write script: NAME.lua");
    else
        try {
            text_ = readScript(path_, file_.place());
            declare(ProcessorScript(text_, path_, OwnRows::math()).declaration());
        } catch (const Error& error) {
            c.problems.insert(c.problems.end(), error.problems().begin(), error.problems().end());
            declareWhatIsAskedFor();
        }
}

// So that nobody complains of what the script would have, were it right.
void ScriptNode::declareWhatIsAskedFor() {
    ins_.push_back(std::make_unique<AudioIn>(this, "in", "signal"));
    outs_.push_back(std::make_unique<AudioOut>(this, "out", "signal"));
    outChannels_.push_back(0);
    acceptAllArguments();
}

ScriptNode::~ScriptNode() = default;

void ScriptNode::declare(const ScriptDeclaration& declaration) {
    size_t count = declaration.items.size();
    ins_.resize(count), outs_.resize(count), controls_.resize(count);
    numbers_.resize(count), fixed_.resize(count), choices_.resize(count);
    for (size_t k = 0; k < count; ++k) {
        const auto& [kind, name, help, need, channels, range, words] = declaration.items[k];
        if (kind == Kind::input) ins_[k] = std::make_unique<AudioIn>(this, name, help, need);
        if (kind == Kind::output) {
            outs_[k] = std::make_unique<AudioOut>(this, name, help);
            outChannels_.push_back(channels);
        }
        if (kind == Kind::control) controls_[k] = std::make_unique<ControlOut>(this, name, help, range.unit);
        if (kind == Kind::number) numbers_[k] = std::make_unique<Number>(this, name, help, range);
        if (kind == Kind::level) numbers_[k] = std::make_unique<Level>(this, name, help, range);
        if (kind == Kind::fixed) fixed_[k] = std::make_unique<Fixed>(this, name, help, range);
        if (kind == Kind::choice) choices_[k] = std::make_unique<Choice>(this, name, help, words);
    }
}

int ScriptNode::channels(const AudioOut& out) const {
    int own = outChannels_[size_t(out.index)];
    return own > 0 ? own : Node::channels(out);
}

double ScriptNode::end() const { return inputs().empty() && !outputs().empty() ? unbounded : 0; }

std::unique_ptr<ProcessorScript> ScriptNode::instance(ScriptTiming& timing, const RowMath& rows) const {
    auto script = std::make_unique<ProcessorScript>(text_, path_, rows);
    std::vector<int> widths(ins_.size());
    for (size_t k = 0; k < ins_.size(); ++k) {
        if (ins_[k]) widths[k] = ins_[k]->channels;
        if (outs_[k]) widths[k] = outs_[k]->channels;
        if (numbers_[k]) script->value(int(k)) = numbers_[k]->delivered(numbers_[k]->value.constant);
        if (fixed_[k]) script->value(int(k)) = (*fixed_[k])();
        if (choices_[k]) script->value(int(k)) = (*choices_[k])();
    }
    timing = script->prepare(sampleRate(), widths);
    return script;
}

void ScriptNode::prepare() {
    auto script = instance(timing_, OwnRows::math());
    if (script->hasIdle()) timing_.timeInvariant = false; // it goes by the clock
    key_ = path_;
    for (const auto& memory : script->memories()) key_ += "," + std::to_string(memory.count);
}

Problem ScriptNode::explain(const std::string& fault) const {
    Problem problem = LuaState::located(fault, path_);
    if (problem.place.file.empty()) problem.place.file = path_;
    problem.cure += (problem.cure.empty() ? "" : "; ") +
                    std::string("the node lets its sound pass until the script is mended");
    return problem;
}

Type scriptType(const std::string& path) {
    Type type = *Registry::instance().find("lua");
    std::string text = readScript(path, {});
    ProcessorScript check(text, path, OwnRows::math());
    type.help = check.declaration().help;
    type.construct = [path] { return std::make_unique<ScriptNode>(path); };
    return type;
}

}
