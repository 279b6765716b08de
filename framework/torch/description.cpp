// Reads audio_node.json.
// SPDX-License-Identifier: MIT
#include "framework/torch/description.h"
#include "framework/error/error.h"
#include "framework/neural/load.h"
#include "framework/torch/torch_model.h"
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

namespace stemwright {

using nlohmann::json;

namespace {

using Words = std::map<std::string, std::function<void(const json&)>>;

/// Reads maps of known words, and says where it is.
class Reader {
  public:
    explicit Reader(std::string file) : file_(std::move(file)) {}

    void map(const json& value, const std::string& where, const Words& words) const {
        if (!value.is_object()) refuse(where + " is no map");
        for (const auto& [word, inner] : value.items()) {
            auto known = words.find(word);
            std::vector<std::string> names;
            for (const auto& [name, read] : words) names.push_back(name);
            if (known == words.end())
                throw Error({file_}, where + " has no \"" + word + "\"", suggestion(word, names));
            try {
                known->second(inner);
            } catch (const json::exception&) {
                refuse("\"" + word + "\" cannot be " +
                       inner.dump(-1, ' ', true, json::error_handler_t::replace));
            }
        }
    }
    [[noreturn]] void refuse(const std::string& cause) const {
        throw Error({file_}, cause, "docs/neural.md tells what audio_node.json may say");
    }

  private:
    std::string file_;
};

template <class T> auto into(T& target) {
    return [&target](const json& value) { target = value.get<T>(); };
}

ArgumentRole roleFrom(const Reader& reader, const json& value) {
    ArgumentRole role;
    if (value.is_number()) {
        role.kind = Operand::Kind::constant;
        role.value = value.get<double>();
    } else if (value == "signal")
        role.kind = Operand::Kind::signal;
    else if (value == "number")
        role.kind = Operand::Kind::number;
    else
        reader.map(value, "an argument", {{"state", [&](const json& shape) {
                                               role.kind = Operand::Kind::state;
                                               role.shape = shape.get<std::vector<int64_t>>();
                                               int64_t values = 1;
                                               for (int64_t side : role.shape)
                                                   if (side < 1 || (values *= side) > 1 << 24)
                                                       reader.refuse("a state cannot be " + shape.dump());
                                           }}});
    return role;
}

Description parsed(const std::string& text, const std::string& file) {
    Reader reader(file);
    Description d;
    json all = json::parse(text, nullptr, false);
    if (all.is_discarded()) reader.refuse("this is no JSON");
    auto optional = [](std::optional<double>& target) {
        return [&target](const json& value) { target = value.get<double>(); };
    };
    auto numbers = [&](const json& map) {
        for (const auto& [name, value] : map.items()) {
            NumberDescription& n = d.numbers[name];
            reader.map(value, "\"" + name + "\"",
                       {{"name", into(n.name)},
                        {"help", into(n.help)},
                        {"init", optional(n.init)},
                        {"min", optional(n.min)},
                        {"max", optional(n.max)}});
        }
    };
    auto arguments = [&](const json& map) {
        for (const auto& [name, value] : map.items()) d.arguments[name] = roleFrom(reader, value);
    };
    reader.map(all, "a description",
               {{"method", into(d.use.method)},
                {"layout", into(d.use.layout)},
                {"block", into(d.use.block)},
                {"look_behind", into(d.use.lookBehind)},
                {"rate", into(d.use.rate)},
                {"channels", into(d.use.channels)},
                {"latency", [&](const json& frames) { d.latency = frames.get<int>(); }},
                {"inputs", into(d.inputs)},
                {"outputs", into(d.outputs)},
                {"numbers", numbers},
                {"arguments", arguments}});
    return d;
}

void name(std::vector<ModelSignal>& signals, const std::vector<std::string>& names, const char* what) {
    if (names.size() > signals.size())
        throw Error("audio_node.json names " + std::to_string(names.size()) + " " + what +
                        ", the model has " + std::to_string(signals.size()),
                    "name as many as there are");
    for (size_t s = 0; s < names.size(); ++s) signals[s].name = names[s];
}

}

const ArgumentRole* Description::roleOf(const std::string& argument) const {
    auto known = arguments.find(argument);
    return known == arguments.end() ? nullptr : &known->second;
}

ModelUse Description::merged(ModelUse said) const {
    if (said.method.empty()) said.method = use.method;
    if (said.layout.empty()) said.layout = use.layout;
    if (said.block == 0) said.block = use.block;
    if (said.lookBehind == 0) said.lookBehind = use.lookBehind;
    if (said.rate == 0) said.rate = use.rate;
    if (said.channels == 0) said.channels = use.channels;
    return said;
}

void Description::apply(Dialect& dialect) const {
    ModelFacts& facts = dialect.facts;
    name(facts.inputs, inputs, "inputs");
    name(facts.outputs, outputs, "outputs");
    if (latency) facts.latency = *latency;
    std::vector<std::string> known;
    std::vector<double> inits;
    for (const ModelNumber& number : facts.numbers) {
        auto said = numbers.find(number.name);
        known.push_back(number.name);
        inits.push_back(said == numbers.end() ? number.init : said->second.init.value_or(number.init));
    }
    for (const auto& [word, said] : numbers) {
        auto found = std::find(known.begin(), known.end(), word);
        if (found == known.end())
            throw Error("audio_node.json describes a number \"" + word + "\", which the model does not have",
                        suggestion(word, known));
        ModelNumber& number = facts.numbers[size_t(found - known.begin())];
        if (!said.name.empty()) number.name = said.name;
        if (!said.help.empty()) number.help = said.help;
        number.init = said.init.value_or(number.init);
        number.min = said.min.value_or(number.min);
        number.max = said.max.value_or(number.max);
        if (said.init && dialect.set) // the model has another value in it
            dialect.prepare = [before = dialect.prepare, set = dialect.set,
                               place = int(found - known.begin()), values = inits](Script& fresh) {
                before(fresh);
                set(fresh, place, values);
            };
    }
}

Description readDescription(const std::string& path, const std::string& inside) {
    for (const std::string& beside : descriptionsBeside(path))
        if (std::ifstream file(beside); file) {
            std::string text{std::istreambuf_iterator<char>(file), {}};
            return parsed(text, beside);
        }
    return inside.empty() ? Description() : parsed(inside, path + ":audio_node.json");
}

}
