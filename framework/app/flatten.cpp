// `stemwright flatten`: all layers of a mix in one document.
// SPDX-License-Identifier: MIT
#include "framework/document/flatten.h"
#include "framework/app/command.h"
#include "framework/app/text_output.h"
#include <CLI/CLI.hpp>
#include <filesystem>

namespace stemwright {

void addFlatten(CLI::App& app, Run& chosen) {
    struct Options {
        std::string mix, target;
    };
    CLI::App* command = app.add_subcommand("flatten", "Write all layers of a mix in one document");
    auto o = std::make_shared<Options>();
    command->add_option("MIX", o->mix, "The mix, a YAML file")->required()->option_text(" ");
    command->add_option("-o,--output", o->target, "Write to a file instead of the terminal")
        ->option_text("FILE");
    command->footer(
        "Examples:\n"
        "  stemwright flatten mix.yaml | less          what the engineer and the layers below say together\n"
        "  stemwright flatten mix.yaml -o whole.yaml   one file, which renders to the same bits\n\n"
        "Templates, fragments and layers are resolved, reasons stay, comments do not. Sound files are\n"
        "named as seen from the folder of FILE, or else from that of MIX.");
    command->callback([o, &chosen] {
        chosen = [o] {
            Document document = loadDocument(o->mix);
            warn(document.warnings);
            writeText(o->target,
                      o->target.empty()
                          ? flattened(document)
                          : flattened(document, std::filesystem::path(o->target).parent_path().string()));
            return ExitStatus::done;
        };
    });
}

}
