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

/// An attribute: what it holds is set together, and each is one of the numbers or a text that stays.
struct Settable {
    struct Part {
        size_t number = 0;
        std::optional<std::string> text{};
    };
    std::string name;
    std::vector<Part> parts{};

    void set(Script& script, std::span<const double> numbers) const {
        json arguments = json::array();
        for (const Part& part : parts)
            arguments.push_back(part.text ? json(*part.text) : json(numbers[part.number]));
        if (json answer = script.ask("set_" + name, arguments); answer.is_number() && answer != 0)
            throw Error("the model does not take " + arguments.dump() + " for \"" + name + "\"",
                        "choose another value");
    }
};

ModelNumber::Kind kindOf(const json& value,
                         const json& id) { // nn~'s words for types: 0 truth, 1 whole, 2 real
    if (value.is_boolean() || id == 0) return ModelNumber::Kind::toggle;
    return value.is_number_integer() || id == 1 ? ModelNumber::Kind::whole : ModelNumber::Kind::real;
}

// Why nobody can set it; "" where somebody can.
std::string closedBecause(Script& script, const std::string& name, const json& values) {
    if (!script.has("get_" + name)) return "it has no get_" + name + "(), which tells what it is";
    const auto arguments = script.arguments("set_" + name);
    for (const ScriptArgument& argument : arguments)
        if (argument.type != "bool" && argument.type != "int" && argument.type != "float" &&
            argument.type != "str")
            return "set_" + name + "() takes " + argument.type;
    auto isSimple = [](const json& value) {
        return value.is_number() || value.is_boolean() || value.is_string();
    };
    if (values.size() != arguments.size() || !std::all_of(values.begin(), values.end(), isSimple))
        return "get_" + name + "() does not give what set_" + name + "() takes";
    return "";
}

Settable settable(const std::string& name, const json& values, json ids, const ModelUse& use,
                  ModelFacts& facts) {
    if (!ids.is_array()) ids = json::array({ids});
    Settable one{name};
    for (size_t v = 0; v < values.size(); ++v) {
        const std::string own = values.size() > 1 ? fmt::format("{}_{}", name, v + 1) : name;
        if (values[v].is_string()) {
            auto said = use.texts.find(own);
            facts.texts.push_back(
                {own, said == use.texts.end() ? values[v].get<std::string>() : said->second});
            one.parts.push_back({0, facts.texts.back().value});
            continue;
        }
        ModelNumber number{own, ""};
        number.kind = kindOf(values[v], v < ids.size() ? ids[v] : json());
        number.init = values[v].is_boolean() ? double(values[v].get<bool>()) : values[v].get<double>();
        if (number.kind != ModelNumber::Kind::toggle) number.min = -unlimited, number.max = unlimited;
        one.parts.push_back({facts.numbers.size()});
        facts.numbers.push_back(number);
    }
    return one;
}

// "none" is what nn~ lists where there are none; it has no setter.
void addAttributes(Dialect& dialect, Script& script, const ModelUse& use) {
    auto all = std::make_shared<std::vector<Settable>>();
    for (const std::string& name : names(script, "get_attributes", "_params", "set_")) {
        json values = script.has("get_" + name) ? script.ask("get_" + name, json::array()) : json();
        if (!values.is_array()) values = json::array({values});
        const std::string why = closedBecause(script, name, values);
        if (why.empty())
            all->push_back(settable(name, values, script.attribute(name + "_params"), use, dialect.facts));
        else
            dialect.facts.closed[name] = why;
    }
    if (all->empty()) return;
    dialect.set = [all](Script& own, int number, std::span<const double> values) {
        for (const Settable& one : *all)
            for (const Settable::Part& part : one.parts)
                if (!part.text && part.number == size_t(number)) one.set(own, values);
    };
    if (use.texts.empty()) return;
    std::vector<double> inits;
    for (const ModelNumber& number : dialect.facts.numbers) inits.push_back(number.init);
    dialect.prepare = [before = dialect.prepare, all, inits](Script& fresh) {
        before(fresh);
        for (const Settable& one : *all)
            if (std::any_of(one.parts.begin(), one.parts.end(),
                            [](const auto& part) { return bool(part.text); }))
                one.set(fresh, inits);
    };
    dialect.prepare(script);
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
        if (use.rate == 0 && use.usualRate > 0) d.facts.rate = use.usualRate;
        if (d.facts.rate == 0) d.facts.rate = 48000;
        d.prepare = [rate = d.facts.rate](Script& fresh) {
            fresh.ask("set_sample_rate", json::array({rate}));
        };
        d.prepare(*trial);
    }
    addAttributes(d, *trial, use);
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
