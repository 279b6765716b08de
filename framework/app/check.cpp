// `stemwright check`: everything that is wrong with a mix, or what it is made of.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/time_text.h"
#include "framework/document/mix.h"
#include "framework/graph/lateness.h"
#include <CLI/CLI.hpp>
#include <cmath>
#include <fmt/format.h>

namespace stemwright {

static std::string counted(size_t count, const std::string& one, const std::string& several) {
    return std::to_string(count) + " " + (count == 1 ? one : several);
}

static std::string described(const Plan& plan) {
    size_t tracks = 0, buses = 0;
    for (const Graph::Vertex& vertex : plan.graph.vertices) { // what a strip of either kind begins with
        tracks += vertex.name.ends_with(".source");
        buses += vertex.name.ends_with(".in") && vertex.type->name == "mixer" && vertex.name != "master.in";
    }
    std::string text;
    if (tracks + buses > 0)
        text = counted(tracks, "track", "tracks") + ", " + counted(buses, "bus", "buses") + ", ";
    text += counted(plan.graph.vertices.size(), "node", "nodes");
    double rate = plan.graph.timeline.rate;
    if (!plan.outputs.empty())
        text += fmt::format(", latency {:.1f} ms", plan.outputs[0].latency / rate * 1e3);
    return text + (std::isinf(plan.length) ? ", never ends" : ", " + clockTime(plan.length / rate) + " long");
}

static ExitStatus check(const std::vector<std::string>& paths) {
    ExitStatus status = ExitStatus::done;
    for (const std::string& path : paths) try {
            Mix mix = loadMix(path);
            warn(mix.warnings);
            auto plan = compile(std::move(mix.graph));
            warn(lateOutputs(*plan));
            fmt::print("{}: good: {}\n", path, described(*plan));
        } catch (const Error& error) {
            complain(error.problems());
            status = ExitStatus::badInput;
        }
    return status;
}

void addCheck(CLI::App& app, Run& chosen) {
    CLI::App* command = app.add_subcommand("check", "Tell everything that is wrong with a mix");
    auto paths = std::make_shared<std::vector<std::string>>();
    command->add_option("MIX", *paths, "Mixes, YAML files")->required()->option_text("...");
    command->footer("Example:\n"
                    "  stemwright check mix.yaml\n"
                    "  mix.yaml: good: 12 tracks, 4 buses, 87 nodes, latency 1.3 ms, 0:48.0 long\n\n"
                    "Problems go to stderr as FILE:LINE:COLUMN: CAUSE; CURE, and the exit status is then 1.");
    command->callback([paths, &chosen] { chosen = [paths] { return check(*paths); }; });
}

}
