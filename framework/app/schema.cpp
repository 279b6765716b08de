// `stemwright schema`: the language for editors.
// SPDX-License-Identifier: MIT
#include "framework/document/schema.h"
#include "framework/app/command.h"
#include "framework/app/text_output.h"
#include <CLI/CLI.hpp>

namespace stemwright {

void addSchema(CLI::App& app, Run& chosen) {
    CLI::App* command = app.add_subcommand(
        "schema", "Write the JSON Schema of mixes, with which editors complete and explain");
    auto target = std::make_shared<std::string>();
    command->add_option("-o,--output", *target, "Write to a file instead of the terminal")
        ->option_text("FILE");
    command->footer("Example:\n"
                    "  stemwright schema -o stemwright.schema.json\n\n"
                    "Then this as the first line of mix.yaml tells editors with the YAML language server:\n"
                    "  # yaml-language-server: $schema=stemwright.schema.json");
    command->callback([target, &chosen] {
        chosen = [target] {
            writeText(*target, schema());
            return ExitStatus::done;
        };
    });
}

}
