// `stemwright expand`: the console form of a mix as the graph that it stands for.
// SPDX-License-Identifier: MIT
#include "framework/document/expand.h"
#include "framework/app/command.h"
#include "framework/app/text_output.h"
#include <CLI/CLI.hpp>
#include <filesystem>

namespace stemwright {

void addExpand(CLI::App& app, Run& chosen) {
    struct Options {
        std::string mix, target;
    };
    CLI::App* command = app.add_subcommand("expand", "Write a mix as plain nodes and wires");
    auto o = std::make_shared<Options>();
    command->add_option("MIX", o->mix, "The mix, a YAML file")->required()->option_text(" ");
    command->add_option("-o,--output", o->target, "Write to a file instead of the terminal")
        ->option_text("FILE");
    command->footer("Examples:\n"
                    "  stemwright expand mix.yaml | less             every node that a strip stands for\n"
                    "  stemwright expand mix.yaml -o graph.yaml      renders to the same bits\n\n"
                    "Sound files are named as seen from the folder of FILE, or else from that of MIX.");
    command->callback([o, &chosen] {
        chosen = [o] {
            Mix mix = loadMix(o->mix);
            warn(mix.warnings);
            std::string text = o->target.empty()
                                   ? expand(mix)
                                   : expand(mix, std::filesystem::path(o->target).parent_path().string());
            writeText(o->target, text);
            return ExitStatus::done;
        };
    });
}

}
