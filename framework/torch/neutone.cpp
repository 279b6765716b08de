// Files of Neutone's SDK.
// SPDX-License-Identifier: MIT
#include "framework/error/error.h"
#include "framework/torch/dialects.h"
#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace stemwright {

using nlohmann::json;

static json told(Script& script, const std::string& method) {
    return script.has(method) ? script.ask(method, json::array()) : json();
}

static std::string textAt(const json& list, size_t index) {
    return list.is_array() && index < list.size() && list[index].is_string() ? list[index].get<std::string>()
                                                                             : "";
}

// What the author recommends, as near to what the document says as that allows.
static double chosen(const json& recommended, double wanted, double otherwise) {
    if (!recommended.is_array() || recommended.empty() || !recommended[0].is_number())
        return wanted > 0 ? wanted : otherwise;
    for (const json& one : recommended)
        if (one == wanted) return wanted;
    return recommended[0].get<double>();
}

// As many numbers as are used; the tensor has as many rows as there are defaults.
static void addNumbers(Dialect& dialect, Script& script, Operand& operand) {
    const json values = told(script, "get_default_param_values"),
               names = told(script, "get_default_param_names");
    const json used = told(script, "get_default_param_used");
    const json helps = told(script, "get_default_param_descriptions");
    const size_t rows = values.is_array() ? values.size() : 4;
    operand.shape = {int64_t(rows)};
    size_t shown = names.is_array() ? std::min(rows, names.size()) : rows;
    if (used.is_array())
        while (shown > 0 && shown - 1 < used.size() && used[shown - 1] == false) --shown;
    for (size_t n = 0; n < shown; ++n) {
        ModelNumber number{textAt(names, n), textAt(helps, n)};
        if (number.name.empty()) number.name = fmt::format("p{}", n + 1);
        const json value = values.is_array() ? values[n] : json();
        if (value.is_array() && !value.empty() && value[0].is_number()) number.init = value[0].get<double>();
        if (value.is_number()) number.init = value.get<double>();
        dialect.facts.numbers.push_back(number);
    }
}

std::optional<Dialect> neutoneDialect(const Script& script, const ModelUse& use) {
    const std::string setUp = "set_daw_sample_rate_and_buffer_size";
    if (!script.has(setUp) || !script.has("calc_model_delay_samples") || !script.has("forward")) return {};
    auto trial = script.copy();
    Dialect d;
    d.facts.dialect = "neutone";
    d.facts.method = d.call.method = "forward";
    d.facts.rate =
        chosen(told(*trial, "get_native_sample_rates"), use.rate > 0 ? use.rate : use.usualRate, 48000);
    d.facts.block = use.block > 0 ? use.block : int(chosen(told(*trial, "get_native_buffer_sizes"), 0, 512));
    d.call.block = d.facts.block;
    d.prepare = [setUp, rate = d.facts.rate, block = d.facts.block](Script& fresh) {
        fresh.ask(setUp, json::array({rate, block}));
    };
    d.prepare(*trial);
    for (const char* delay : {"calc_buffering_delay_samples", "calc_model_delay_samples"})
        if (json frames = told(*trial, delay); frames.is_number()) d.facts.latency += frames.get<int>();
    d.facts.remembers = true; // its queues

    const bool mono = told(*trial, "is_input_mono") == true && told(*trial, "is_output_mono") == true;
    const int channels = use.channels > 0 ? use.channels : mono ? 1 : 2;
    Operand sound, numbers, result;
    sound.kind = result.kind = Operand::Kind::signal;
    numbers.kind = Operand::Kind::numbers;
    sound.layout = result.layout = "ct";
    result.shape = {channels, d.call.block};
    addNumbers(d, *trial, numbers);
    d.call.arguments = {sound, numbers};
    d.call.results = {result};
    d.call.inputs = d.call.outputs = {{channels, d.call.block}};
    d.facts.inputs = {{"in", channels}};
    d.facts.outputs = {{"out", channels}};
    return d;
}

}
