// `stemwright run`: a script that builds, changes and renders mixes.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/forced_end.h"
#include "framework/script/mix_script.h"
#include <CLI/CLI.hpp>

namespace stemwright {

static ExitStatus runScript(const std::string& path, const std::vector<std::string>& arguments) {
    Interruption interruption;
    ScriptRenders renders(interruption);
    MixScript script(renders);
    ForcedEnd forcedEnd(interruption, renders);
    try {
        script.run(path, arguments);
    } catch (const Error& error) {
        if (interruption.requested()) throw FailedError(error);
        throw;
    }
    return ExitStatus::done;
}

void addRun(CLI::App& app, Run& chosen) {
    struct Options {
        std::string script;
        std::vector<std::string> arguments;
    };
    CLI::App* command = app.add_subcommand("run", "Run a Lua script that builds or changes mixes");
    auto o = std::make_shared<Options>();
    command->add_option("SCRIPT", o->script, "The script")->required()->option_text(" ");
    command->prefix_command(); // what follows is the script's
    command->footer("What follows SCRIPT is for the script, which finds it in `...`.\n\n"
                    "Examples:\n"
                    "  stemwright run scripts/stem_export.lua graphs/demo/mix.yaml stems/\n"
                    "  stemwright lua                    to try things out, line by line\n\n"
                    "docs/scripting.md has the rest.");
    command->callback([o, command, &chosen] {
        o->arguments = command->remaining();
        chosen = [o] { return runScript(o->script, o->arguments); };
    });
}

}
