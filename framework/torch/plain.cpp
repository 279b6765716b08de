// Plain modules: tries inputs of several shapes until the model takes one, and reads from what comes out what
// it does.
// SPDX-License-Identifier: MIT
#include "framework/error/error.h"
#include "framework/torch/dialects.h"
#include "framework/torch/results.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace stemwright {

namespace {

/// One way to call a model, which it may refuse.
struct Attempt {
    std::string layout;
    int channels, block;
    double rate;
    enum class Tensors { numbers, signals } tensors; ///< what tensors after the first one are taken for
};

bool tellsRate(const std::string& name) {
    return name == "sr" || name == "fs" || name.find("rate") != std::string::npos;
}

std::string lettersOf(const std::string& layout) { return layout == "window" ? "twb" : layout; }

std::vector<Attempt> attempts(const std::vector<ScriptArgument>& arguments, const ModelUse& use,
                              double rate) {
    const bool wantsRate =
        std::any_of(arguments.begin(), arguments.end(), [](const auto& a) { return tellsRate(a.name); });
    const bool moreTensors = std::count_if(arguments.begin(), arguments.end(),
                                           [](const auto& a) { return a.type == "Tensor"; }) > 1;
    std::vector<int> blocks{512, 256, 1024, 2048, 4096, 480, 160, 16384}, channels{1, 2};
    std::vector<std::string> layouts{"bct", "ct", "t", "btc"};
    std::vector<double> rates{16000, 48000, 44100, 8000};
    if (use.block > 0) blocks.insert(blocks.begin(), use.block);
    if (use.channels > 0) channels = {use.channels};
    if (!use.layout.empty()) layouts = {lettersOf(use.layout)};
    if (use.usualRate > 0) rates.insert(rates.begin(), use.usualRate);
    if (rate > 0 || !wantsRate) rates = {rate};
    std::vector<Attempt> all;
    std::vector<Attempt::Tensors> meanings{Attempt::Tensors::numbers};
    if (moreTensors) meanings.push_back(Attempt::Tensors::signals);
    for (auto tensors : meanings)
        for (int block : blocks)
            for (const std::string& layout : layouts)
                for (int channel : channels)
                    for (double r : rates)
                        if (channel == 1 || layout.find('c') != std::string::npos)
                            all.push_back({layout, channel, block, r, tensors});
    return all;
}

// What is known before the model is called; roles of results come later.
Dialect described(const std::vector<ScriptArgument>& arguments, const ModelUse& use,
                  const Description& description, const Attempt& attempt) {
    Dialect d;
    d.facts.dialect = "plain";
    d.facts.method = d.call.method = use.method.empty() ? "forward" : use.method;
    d.facts.rate = attempt.rate;
    d.facts.block = d.call.block = attempt.block;
    d.call.lookBehind = use.lookBehind;
    int states = 0;
    for (const ScriptArgument& argument : arguments) {
        Operand operand;
        operand.type = argument.type;
        const ArgumentRole* role = description.roleOf(argument.name);
        const bool scalar = argument.type == "int" || argument.type == "float" || argument.type == "bool";
        const bool tensor = argument.type == "Tensor";
        if (role && role->kind == Operand::Kind::state) {
            operand.kind = Operand::Kind::state;
            operand.index = states++;
            operand.shape = role->shape;
        } else if (role && role->kind == Operand::Kind::constant) {
            operand.kind = Operand::Kind::constant;
            operand.value = role->value;
        } else if (role
                       ? role->kind == Operand::Kind::signal
                       : tensor && (d.facts.inputs.empty() || attempt.tensors == Attempt::Tensors::signals)) {
            operand.kind = Operand::Kind::signal;
            operand.index = int(d.facts.inputs.size());
            operand.layout = attempt.layout;
            d.facts.inputs.push_back({d.facts.inputs.empty() ? "in" : argument.name, attempt.channels});
            d.call.inputs.push_back({attempt.channels, attempt.block});
        } else if (!role && scalar && tellsRate(argument.name)) {
            operand.kind = Operand::Kind::constant;
            operand.value = attempt.rate;
        } else if (scalar || tensor) {
            operand.kind = Operand::Kind::number;
            operand.index = int(d.facts.numbers.size());
            auto kind = argument.type == "bool"  ? ModelNumber::Kind::toggle
                        : argument.type == "int" ? ModelNumber::Kind::whole
                                                 : ModelNumber::Kind::real;
            const double most = argument.type == "bool" ? 1 : unlimited;
            const double init = argument.optional || argument.type == "bool" ? argument.init : 1;
            d.facts.numbers.push_back(
                {argument.name, "", kind, init, argument.type == "bool" ? 0 : -most, most});
        } else if (argument.optional && !argument.type.starts_with("Optional["))
            break; // this and the rest keep their defaults
        else if (!argument.type.starts_with("Optional["))
            throw Error("the model's argument \"" + argument.name + "\" is a " + argument.type,
                        "use a model whose arguments are tensors and numbers");
        d.call.arguments.push_back(operand);
    }
    if (d.facts.inputs.empty())
        throw Error("the model's method \"" + d.call.method + "\" takes no tensor", "name another method");
    return d;
}

std::vector<std::vector<int64_t>> shapesOf(const Script& script, const Dialect& dialect) {
    std::vector<double> numbers;
    for (const ModelNumber& number : dialect.facts.numbers) numbers.push_back(number.init);
    return BlockRunner(script.copy(), dialect.call, BlockRunner::Noise::none).probe(numbers);
}

std::vector<std::vector<int64_t>> shapesOfTwice(const Script& script, Dialect dialect) {
    dialect.call.block *= 2;
    for (SignalShape& input : dialect.call.inputs) input.values *= 2;
    try {
        return shapesOf(script, dialect);
    } catch (const Error&) {
        return {};
    }
}

Dialect tried(const Script& script, const std::vector<ScriptArgument>& arguments, const ModelUse& use,
              const Description& description, const Attempt& attempt) {
    Dialect dialect = described(arguments, use, description, attempt);
    const auto once = shapesOf(script, dialect);
    readResults(dialect, attempt.layout, once, shapesOfTwice(script, dialect));
    return dialect;
}

}

Dialect plainDialect(const Script& script, const ModelUse& use, const Description& description) {
    const std::string method = use.method.empty() ? "forward" : use.method;
    if (!script.has(method))
        throw Error("the model has no method \"" + method + "\"", suggestion(method, script.methods()));
    const auto arguments = script.arguments(method);
    const double rate = use.rate > 0 ? use.rate : authorsRate(script);
    std::string refusal;
    for (const Attempt& attempt : attempts(arguments, use, rate)) {
        try {
            Dialect dialect = tried(script, arguments, use, description, attempt);
            if (use.block == 0 || use.block == dialect.call.block) return dialect;
            if (dialect.call.lookBehind == 0) continue;
            // It wants more frames than a block has, and now it is known how many.
            ModelUse known = use;
            known.lookBehind = dialect.call.lookBehind;
            Attempt shorter = attempt;
            shorter.block = use.block;
            return tried(script, arguments, known, description, shorter);
        } catch (const Error& error) {
            if (refusal.empty()) refusal = error.problems()[0].cause;
        }
    }
    throw Error("the model takes none of the inputs that were tried; of the first it said: " + refusal,
                "say layout, block and channels, as the model's author does");
}

}
