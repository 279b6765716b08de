// `stemwright prove`: whether a mix gives the same bits in whatever way it is computed.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/interruption.h"
#include "framework/app/loudness_gain.h"
#include "framework/app/progress_bar.h"
#include "framework/app/render_options.h"
#include "framework/app/time_text.h"
#include "framework/document/mix.h"
#include "framework/engine/way.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace stemwright {

static const char* const examples = R"(Examples:
  stemwright prove mix.yaml                            every value of every node, from start to end
  stemwright prove mix.yaml --from 0:32 --to "25|1"    what is compared; the mix is still run from its start

The ways differ in instructions, lanes, threads, the length of turns and the blocks that are asked for. Each is
computed beside the plainest one. It takes about as long as rendering the mix once for each of them.
Exit status 5: some way gives other bits. The first value that differs is told with its node.)";

// Where the first difference was found, in the ways that were tried.
struct Finding {
    Way way;
    std::optional<Divergence> divergence;
};

static std::string tableOf(const std::vector<Finding>& findings) {
    std::string text = "instructions  lanes  threads  turn  block\n";
    for (const auto& [way, divergence] : findings)
        text += fmt::format("{:<12}{:>7}{:>9}{:>6}{:>7}  {}\n", way.instructionSet, way.arrangement.lanes,
                            way.arrangement.threads, way.arrangement.quanta * quantum,
                            way.block ? std::to_string(way.block) : "any",
                            divergence ? fmt::format("differs from frame {} on", divergence->frame) : "same");
    return text;
}

// As an address that a wire could have.
static std::string placeOf(const Divergence& divergence, const Graph& graph) {
    const auto& outputs = graph.vertices[size_t(divergence.vertex)].node->outputs();
    size_t port = 0;
    while (port + 1 < outputs.size() && outputs[port + 1]->offset <= divergence.channel) ++port;
    return address(graph, {divergence.vertex, int(port), -1, divergence.channel - outputs[port]->offset});
}

static Problem problemOf(const Finding& finding, const Plan& plan) {
    const Divergence& d = *finding.divergence;
    const Graph::Vertex& vertex = plan.graph.vertices[size_t(d.vertex)];
    const Arrangement& arrangement = finding.way.arrangement;
    bool played = d.where == Divergence::Where::played;
    return {
        vertex.place,
        fmt::format(
            "{}{} is {} and not {} at frame {} ({}) with --isa {}, lanes: {}, threads: {}, turn: {} frames",
            placeOf(d, plan.graph), played ? ", as it is played," : "", d.heard, d.expected, d.frame,
            clockTime(double(d.frame) / plan.graph.timeline.rate), finding.way.instructionSet,
            arrangement.lanes, arrangement.threads, arrangement.quanta * quantum),
        played
            ? "report this: it is a mistake in Playback"
            : "mend " + vertex.type->name + ": docs/writing-a-node.md says what kernels must not depend on"};
}

static ExitStatus prove(const RenderOptions& options) {
    chooseInstructions(options);
    auto graph = [&] {
        Mix mix = loadMix(options.mix, {}, options.length);
        addGains(mix.graph, mix.targets);
        return std::move(mix.graph);
    };
    auto plan = compile(graph());
    if (plan->outputs.empty())
        throw Error({options.mix}, "the mix has no output", "name one: outputs: {mix: {from: NODE}}");
    Cut cut = chosenCut(options, *plan);
    std::vector<Way> ways = everyWay();
    if (!options.isa.empty())
        std::erase_if(ways, [&](const Way& way) { return way.instructionSet != options.isa; });
    Interruption interruption;
    std::vector<Finding> findings;
    while (findings.size() < ways.size()) { // set by set, for memory and open files
        std::vector<Way> some;
        const std::string& set = ways[findings.size()].instructionSet;
        for (const Way& way : ways)
            if (way.instructionSet == set) some.push_back(way);
        ProgressBar bar(cut.to, plan->graph.timeline.rate,
                        options.quiet ? Drawing::never : Drawing::onTerminal, set);
        auto divergences = prove(graph, some, cut, [&](int64_t done) {
            bar.update(done);
            return interruption.requested() ? Progress::cancel : Progress::proceed;
        });
        if (!divergences) throw FailedError("interrupted");
        for (size_t i = 0; i < some.size(); ++i) findings.push_back({some[i], (*divergences)[i]});
    }
    const Finding* first = nullptr;
    for (const Finding& finding : findings)
        if (finding.divergence && (!first || finding.divergence->isBefore(*first->divergence)))
            first = &finding;
    if (!options.quiet) {
        double rate = plan->graph.timeline.rate;
        fmt::print("{}: {}: {} to {} in {} ways\n{}", options.mix, first ? "differs" : "same",
                   clockTime(double(cut.from) / rate), clockTime(double(cut.to) / rate), findings.size(),
                   tableOf(findings));
    }
    if (!first) return ExitStatus::done;
    complain({problemOf(*first, *plan)});
    return ExitStatus::different;
}

void addProve(CLI::App& app, Run& chosen) {
    CLI::App* command =
        app.add_subcommand("prove", "Compute a mix in many ways, and compare every bit of every node");
    auto o = std::make_shared<RenderOptions>();
    command->add_option("MIX", o->mix, "The mix, a YAML file")->required()->option_text(" ");
    command->add_option("--from", o->from, "Compare from here on: 0:32, \"17|1\" (bar and beat) or \"12 s\"")
        ->option_text("TIME");
    command->add_option("--to", o->to, "End here")->option_text("TIME");
    command->add_option("--length", o->length, "How long the whole is, instead of what the mix says")
        ->option_text("TIME");
    command->add_option("--isa", o->isa, "Only with these instructions, such as base")->option_text("WORD");
    command->add_flag("-q,--quiet", o->quiet, "Print only what is wrong");
    command->footer(examples);
    command->callback([o, &chosen] { chosen = [o] { return prove(*o); }; });
}

}
