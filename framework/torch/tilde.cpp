// Files for nn~: methods of fixed ratios, and attributes that are set by methods.
// SPDX-License-Identifier: MIT
#include "framework/error/error.h"
#include "framework/torch/dialects.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace stemwright {

using nlohmann::json;

namespace {

/// `<method>_params`.
struct Ratios {
    int channelsIn, ratioIn, channelsOut, ratioOut;
};

std::optional<Ratios> ratiosOf(const Script& script, const std::string& method) {
    const json numbers = script.attribute(method + "_params");
    if (!script.has(method) || !numbers.is_array() || numbers.size() != 4) return {};
    int n[4];
    for (size_t i = 0; i < 4; ++i) {
        if (!numbers[i].is_number()) return {};
        const double number = numbers[i].get<double>();
        if (!(number >= 1 && number <= (i % 2 ? 1 << 20 : 256)))
            throw Error("the model's attribute \"" + method + "_params\" is " + numbers.dump(),
                        "four whole numbers are expected: inputs, ratio, outputs, ratio");
        n[i] = int(number);
    }
    return Ratios{n[0], n[1], n[2], n[3]};
}

// A list of names that a method gives, else what `otherwise` finds.
std::vector<std::string> names(Script& script, const std::string& method, const std::string& suffix,
                               const std::string& prefix) {
    std::vector<std::string> all;
    if (script.has(method))
        for (const json& name : script.ask(method, json::array()))
            if (name.is_string()) all.push_back(name.get<std::string>());
    if (all.empty())
        for (const std::string& attribute : script.attributes())
            if (attribute.ends_with(suffix))
                all.push_back(attribute.substr(0, attribute.size() - suffix.size()));
    std::erase_if(all, [&](const std::string& name) { return !script.has(prefix + name); });
    return all;
}

/// An attribute and its place among the numbers; it may hold several, which are set together.
struct Settable {
    std::string name;
    size_t first = 0, count = 0;
};

ModelNumber::Kind kindOf(const json& value,
                         const json& id) { // nn~'s words for types: 0 truth, 1 whole, 2 real
    if (value.is_boolean() || id == 0) return ModelNumber::Kind::toggle;
    return value.is_number_integer() || id == 1 ? ModelNumber::Kind::whole : ModelNumber::Kind::real;
}

// Those that hold something else than numbers cannot be moved.
std::optional<Settable> settable(Script& script, const std::string& name, std::vector<ModelNumber>& numbers) {
    if (!script.has("get_" + name)) return {};
    json values = script.ask("get_" + name, json::array()), ids = script.attribute(name + "_params");
    if (!values.is_array()) values = json::array({values});
    if (!ids.is_array()) ids = json::array({ids});
    Settable one{name, numbers.size(), values.size()};
    for (size_t v = 0; v < values.size(); ++v) {
        if (!values[v].is_number() && !values[v].is_boolean()) {
            numbers.resize(one.first);
            return {};
        }
        ModelNumber number{values.size() > 1 ? fmt::format("{}_{}", name, v + 1) : name, ""};
        number.kind = kindOf(values[v], v < ids.size() ? ids[v] : json());
        number.init = values[v].is_boolean() ? double(values[v].get<bool>()) : values[v].get<double>();
        if (number.kind != ModelNumber::Kind::toggle) number.min = -unlimited, number.max = unlimited;
        numbers.push_back(number);
    }
    return one;
}

// "none" is what nn~ lists where there are none; it has no setter.
void addAttributes(Dialect& dialect, Script& script) {
    auto all = std::make_shared<std::vector<Settable>>();
    for (const std::string& name : names(script, "get_attributes", "_params", "set_"))
        if (auto one = settable(script, name, dialect.facts.numbers)) all->push_back(*one);
    if (all->empty()) return;
    dialect.set = [all](Script& own, int number, std::span<const double> values) {
        for (const Settable& one : *all) {
            if (size_t(number) - one.first >= one.count) continue;
            json arguments = json::array();
            for (size_t v = 0; v < one.count; ++v) arguments.push_back(values[one.first + v]);
            if (json answer = own.ask("set_" + one.name, arguments); answer.is_number() && answer != 0)
                throw Error("the model does not take " + arguments.dump() + " for \"" + one.name + "\"",
                            "choose another value");
        }
    };
}

// Authors declare more channels than come out, or fewer.
int channelsThatComeOut(std::unique_ptr<Script> script, const Dialect& dialect, const Ratios& ratios) {
    std::vector<double> numbers;
    dialect.prepare(*script);
    const auto shapes = BlockRunner(std::move(script), dialect.call, BlockRunner::Noise::none).probe(numbers);
    const int64_t values = dialect.call.block / ratios.ratioOut;
    if (shapes.size() != 1 || shapes[0].size() != 3 || shapes[0][0] != 1 || shapes[0][1] < 1 ||
        shapes[0][2] != values)
        throw Error(fmt::format("the model's \"{}\" does not give a tensor [1, {}, {}], as it says",
                                dialect.call.method, ratios.channelsOut, values),
                    "ask its author");
    return int(shapes[0][1]);
}

}

std::optional<Dialect> tildeDialect(const Script& script, const ModelUse& use) {
    auto trial = script.copy();
    std::vector<std::string> methods = names(*trial, "get_methods", "_params", "");
    std::erase_if(methods, [&](const std::string& name) { return !ratiosOf(script, name); });
    if (methods.empty()) return {};
    const bool forward = std::find(methods.begin(), methods.end(), "forward") != methods.end();
    const std::string method = !use.method.empty() ? use.method : forward ? "forward" : methods[0];
    if (std::find(methods.begin(), methods.end(), method) == methods.end())
        throw Error("the model has no method \"" + method + "\"", suggestion(method, methods));
    const Ratios r = *ratiosOf(script, method);
    const int ratio = std::max(r.ratioIn, r.ratioOut);
    if (use.block % ratio != 0)
        throw Error(fmt::format("the model's \"{}\" takes no blocks of {} frames", method, use.block),
                    fmt::format("say a multiple of {}", ratio));
    Dialect d;
    d.facts.dialect = "nn~";
    d.facts.method = d.call.method = method;
    d.facts.block = d.call.block = use.block > 0 ? use.block : (511 / ratio + 1) * ratio;
    if (d.call.block % r.ratioIn != 0 || d.call.block % r.ratioOut != 0)
        throw Error(fmt::format("the ratios {} and {} of the model's \"{}\" have no common block", r.ratioIn,
                                r.ratioOut, method),
                    "name another method");
    d.facts.rate = use.rate > 0 ? use.rate : authorsRate(script);
    if (script.has("set_sample_rate")) {
        if (d.facts.rate == 0) d.facts.rate = 48000;
        d.prepare = [rate = d.facts.rate](Script& fresh) {
            fresh.ask("set_sample_rate", json::array({rate}));
        };
        d.prepare(*trial);
    }
    addAttributes(d, *trial);
    Operand in, out;
    in.kind = out.kind = Operand::Kind::signal;
    in.layout = out.layout = "bct";
    d.call.arguments = {in};
    d.call.inputs = {{r.channelsIn, d.call.block / r.ratioIn}};
    const int channelsOut = channelsThatComeOut(script.copy(), d, r), valuesOut = d.call.block / r.ratioOut;
    out.shape = {1, channelsOut, valuesOut};
    d.call.results = {out};
    d.call.outputs = {{channelsOut, valuesOut}};
    d.facts.inputs = {{"in", r.channelsIn, r.ratioIn}};
    d.facts.outputs = {{"out", channelsOut, r.ratioOut}};
    return d;
}

}
