// Asks LibTorch about files and their methods.
// SPDX-License-Identifier: MIT
#include "framework/torch/script.h"
#include "framework/torch/guarded.h"
#include <ATen/ATen.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/InferenceMode.h>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

namespace stemwright {

using nlohmann::json;

Script::Script(const std::string& path) {
    guarded("the model \"" + path + "\" cannot be loaded", [&] {
        torch::jit::ExtraFilesMap extra{{"metadata.json", ""}, {"audio_node.json", ""}};
        module_ = std::make_unique<torch::jit::Module>(torch::jit::load(path, c10::Device(c10::kCPU), extra));
        metadata_ = extra["metadata.json"];
        audioNode_ = extra["audio_node.json"];
        module_->eval();
    });
}

Script::Script(const torch::jit::Module& module) : module_(std::make_unique<torch::jit::Module>(module)) {}
Script::~Script() = default;

std::unique_ptr<Script> Script::copy() const {
    return guarded("the model cannot be copied", [&] {
        at::NoGradGuard guard; // not InferenceMode: its tensors do not count how often they are written to
        return std::make_unique<Script>(module_->deepcopy());
    });
}

std::string Script::extra(const std::string& name) const {
    return name == "metadata.json" ? metadata_ : name == "audio_node.json" ? audioNode_ : "";
}

void Script::shareWeights(const Script& other) {
    auto theirs = other.module_->modules();
    auto ours = module_->modules().begin();
    for (const torch::jit::Module& their : theirs) {
        torch::jit::Module our = *ours;
        for (const auto& weight : their.named_parameters(/*recurse=*/false))
            our.setattr(weight.name, weight.value);
        ++ours;
    }
}

long Script::weightChanges() const {
    long changes = 0;
    for (const at::Tensor& weight : module_->parameters())
        changes += weight.is_inference() ? 0 : long(weight._version());
    return changes;
}

std::vector<std::string> Script::methods() const {
    std::vector<std::string> names;
    for (const auto& method : module_->get_methods()) names.push_back(method.name());
    return names;
}

bool Script::has(const std::string& method) const { return module_->find_method(method).has_value(); }

std::vector<ScriptArgument> Script::arguments(const std::string& method) const {
    std::vector<ScriptArgument> all;
    for (const c10::Argument& argument : module_->get_method(method).function().getSchema().arguments()) {
        ScriptArgument one{argument.name(), argument.type()->annotation_str(),
                           argument.default_value().has_value()};
        if (one.optional && argument.default_value()->isScalar())
            one.init = argument.default_value()->toScalar().toDouble();
        all.push_back(one);
    }
    all.erase(all.begin());
    return all;
}

static json toJson(const c10::IValue& value) {
    if (value.isBool()) return value.toBool();
    if (value.isInt()) return value.toInt();
    if (value.isDouble()) return value.toDouble();
    if (value.isString()) return value.toStringRef();
    json list = json::array();
    if (value.isList()) {
        for (const c10::IValue& one : value.toListRef()) list.push_back(toJson(one));
        return list;
    }
    if (value.isTuple()) {
        for (const c10::IValue& one : value.toTupleRef().elements()) list.push_back(toJson(one));
        return list;
    }
    if (value.isTensor() && value.toTensor().defined() && value.toTensor().numel() <= 4096) {
        at::Tensor tensor = value.toTensor();
        if (tensor.dim() == 0) return tensor.item().toDouble();
        for (const at::Tensor& part : tensor.unbind()) list.push_back(toJson(part));
        return list;
    }
    return nullptr;
}

static c10::IValue toValue(const json& value, const std::string& type) {
    if (value.is_null()) return {};
    if (value.is_boolean()) return value.get<bool>();
    if (value.is_string()) return value.get<std::string>();
    double number = value.get<double>();
    if (type == "int") return int64_t(number);
    if (type == "bool") return number != 0;
    if (type == "Tensor") return at::full({1}, number);
    return number;
}

json Script::ask(const std::string& method, const json& arguments) {
    return guarded("the model's method \"" + method + "\" fails", [&] {
        c10::InferenceMode inference;
        auto wanted = this->arguments(method);
        std::vector<c10::IValue> values;
        for (size_t a = 0; a < arguments.size(); ++a)
            values.push_back(toValue(arguments[a], a < wanted.size() ? wanted[a].type : ""));
        return toJson(module_->get_method(method)(std::move(values)));
    });
}

std::vector<std::string> Script::attributes() const {
    std::vector<std::string> names;
    for (const auto& attribute : module_->named_attributes(/*recurse=*/false))
        names.push_back(attribute.name);
    return names;
}

json Script::attribute(const std::string& name) const {
    if (!module_->hasattr(name)) return nullptr;
    return guarded("the model's attribute \"" + name + "\" cannot be read",
                   [&] { return toJson(module_->attr(name)); });
}

// Visits the operations of a method and of all that it calls, submodules and functions included.
static bool anywhere(const torch::jit::Module& module, const std::string& method,
                     const std::function<bool(const torch::jit::Node&)>& holds) {
    std::set<const torch::jit::Graph*> seen;
    std::function<bool(const torch::jit::Function&)> inFunction;
    std::function<bool(torch::jit::Block&)> inBlock = [&](torch::jit::Block& block) {
        for (torch::jit::Node* node : block.nodes()) {
            if (holds(*node)) return true;
            for (torch::jit::Block* inner : node->blocks())
                if (inBlock(*inner)) return true;
            if (node->kind() == c10::prim::CallMethod) {
                auto type = node->input(0)->type()->cast<c10::ClassType>();
                const auto* called = type ? type->findMethod(node->s(c10::attr::name)) : nullptr;
                if (called && inFunction(*called)) return true;
            } else if (node->kind() == c10::prim::CallFunction) {
                auto type = node->input(0)->type()->cast<c10::FunctionType>();
                if (type && inFunction(*type->function())) return true;
            }
        }
        return false;
    };
    inFunction = [&](const torch::jit::Function& function) {
        const auto* graph = dynamic_cast<const torch::jit::GraphFunction*>(&function);
        if (!graph || !seen.insert(graph->graph().get()).second) return false;
        return inBlock(*graph->graph()->block());
    };
    return inFunction(module.get_method(method).function());
}

bool Script::assigns(const std::string& method) const {
    return anywhere(*module_, method,
                    [](const torch::jit::Node& node) { return node.kind() == c10::prim::SetAttr; });
}

// LibTorch marks such operations. Dropout is one of them and draws only while training; whoever sees the
// model draw knows better than its text.
bool Script::draws(const std::string& method) const {
    return anywhere(*module_, method, [](const torch::jit::Node& node) {
        const c10::FunctionSchema* schema = node.maybeSchema();
        if (!schema || schema->name().find("dropout") != std::string::npos) return false;
        auto operation = c10::Dispatcher::singleton().findSchema(schema->operator_name());
        return operation && operation->hasTag(at::Tag::nondeterministic_seeded);
    });
}

}
