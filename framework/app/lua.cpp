// `stemwright lua`: a prompt for what scripts can do, and what editors complete it with.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/forced_end.h"
#include "framework/app/text_output.h"
#include "framework/script/annotations.h"
#include "framework/script/mix_script.h"
#include <CLI/CLI.hpp>
#include <iostream>
#include <unistd.h>

namespace stemwright {

// Until the end of the input; an error ends only the line that it is in.
static ExitStatus prompt() {
    Interruption interruption;
    ScriptRenders renders(interruption);
    MixScript script(renders);
    bool isTerminal = isatty(STDIN_FILENO);
    if (isTerminal) std::cout << "Lua for stemwright. Values are printed; Ctrl-D leaves.\n";
    std::string text;
    for (std::string line;;) {
        if (isTerminal) std::cout << (text.empty() ? "> " : ">> ") << std::flush;
        if (!std::getline(std::cin, line)) break;
        text += (text.empty() ? "" : "\n") + line;
        try {
            interruption.forget();
            ForcedEnd forcedEnd(interruption, renders);
            if (script.enter(text) == MixScript::Entered::beginning) continue;
        } catch (const Error& error) {
            std::fflush(stdout);
            complain(error.problems());
        }
        text.clear();
    }
    if (isTerminal) std::cout << "\n";
    return ExitStatus::done;
}

void addLua(CLI::App& app, Run& chosen) {
    struct Options {
        bool annotations = false;
    };
    CLI::App* command = app.add_subcommand("lua", "Try out, line by line, what scripts can do");
    auto o = std::make_shared<Options>();
    command->add_flag("--annotations", o->annotations,
                      "Print what the Lua language server completes and checks scripts with");
    command->footer("Examples:\n"
                    "  stemwright lua\n"
                    "  > mix = stemwright.load(\"graphs/first.yaml\")\n"
                    "  > mix.vox.compressor.ratio\n"
                    "  3\n\n"
                    "  stemwright lua --annotations > stemwright.lua");
    command->callback([o, &chosen] {
        chosen = [o] {
            if (!o->annotations) return prompt();
            writeText("", annotations());
            return ExitStatus::done;
        };
    });
}

}
