// `stemwright explain`: who says what about the values of a mix.
// SPDX-License-Identifier: MIT
#include "framework/document/explain.h"
#include "framework/app/command.h"
#include "framework/describe/reference.h"
#include "framework/document/mix.h"
#include <algorithm>
#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace stemwright {

namespace {

void print(const Explanation& explanation, const Graph& graph) {
    if (explanation.value.empty())
        fmt::print("{}: not there\n", explanation.address);
    else
        fmt::print("{}: {}\n", explanation.address, explanation.value);
    bool rules = true;
    for (const Statement& statement : explanation.statements) {
        std::string from = statement.from.empty() ? "" : ", template " + statement.from;
        fmt::print("  {} {}  ({}{})\n", rules ? "said:     " : "overrides:", statement.written,
                   statement.place.text(), from);
        for (const Graph::Overruled& wire : graph.overruled)
            if (rules && (wire.lower.text() == statement.place.text() ||
                          wire.lower.text() == statement.keyPlace.text()))
                fmt::print("  ruled by:  another line about this wire  ({})\n", wire.upper.text());
        if (!statement.because.empty()) fmt::print("              because {}\n", statement.because);
        if (!statement.confidence.empty()) fmt::print("              confidence {}\n", statement.confidence);
        rules = false;
    }
}

void printParameter(const Parameter& parameter, bool isSaid, const std::string& address) {
    if (!isSaid)
        fmt::print("{}: {}, the default; no layer says anything else\n", address, parameter.asWritten());
    fmt::print("  {}: {}{}\n", parameter.kind(), parameter.help,
               parameter.range().empty() ? "" : "; " + parameter.range());
}

// The wires from control outputs that move a number.
void printMovers(const Graph& graph, const Parameter& parameter) {
    for (const Wire& wire : graph.wires)
        if (wire.to.number >= 0 &&
            graph.vertices[size_t(wire.to.vertex)].node->numbers()[size_t(wire.to.number)] == &parameter)
            fmt::print("  moved by {}, depth {}  ({})\n", graph.vertices[size_t(wire.from.vertex)].name,
                       formatQuantity(wire.depth, Unit::none), wire.place.text());
}

ExitStatus explainMix(const std::string& path, const std::string& address) {
    Document document = loadDocument(path);
    Mix mix;
    ExitStatus status = ExitStatus::done;
    try {
        mix = makeMix(document);
        warn(mix.warnings);
    } catch (const Error& error) { // what the layers say can be told all the same
        complain(error.problems());
        status = ExitStatus::badInput;
    }
    std::vector<Explanation> all = explain(document, address);
    for (const Explanation& explanation : all) print(explanation, mix.graph);
    if (address.empty()) return status;
    const Parameter* parameter = parameterAt(mix.graph, address);
    if (parameter) {
        printParameter(*parameter, !all.empty(), address);
        printMovers(mix.graph, *parameter);
    } else if (all.empty() && status == ExitStatus::done) {
        std::vector<std::string> known = explainedAddresses(document);
        for (const std::string& other : mix.graph.addresses()) known.push_back(other);
        throw Error({path}, "nothing is called \"" + address + "\"", suggestion(address, known));
    }
    return status;
}

}

void addExplain(CLI::App& app, Run& chosen) {
    struct Options {
        std::string mix, address;
    };
    CLI::App* command = app.add_subcommand("explain", "Tell where the values of a mix come from");
    auto o = std::make_shared<Options>();
    command->add_option("MIX", o->mix, "The mix, a YAML file")->required()->option_text(" ");
    command->add_option("ADDRESS", o->address, "A value, an entry or a strip; without it, everything")
        ->option_text(" ");
    command->footer("Examples:\n"
                    "  stemwright explain mix.yaml vox.compressor.ratio\n"
                    "  vox.compressor.ratio: 4\n"
                    "    said:      4  (mix.yaml:31:27)\n"
                    "    overrides: 3  (suggested.yaml:12:30)\n"
                    "                because the voice is 9 dB louder in the chorus\n\n"
                    "  stemwright explain mix.yaml vox         everything about a strip\n"
                    "  stemwright explain mix.yaml 'a -> b'    a wire");
    command->callback([o, &chosen] { chosen = [o] { return explainMix(o->mix, o->address); }; });
}

}
