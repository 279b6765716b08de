// `stemwright nodes`: what there is to build a mix of.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/text_output.h"
#include "framework/describe/reference.h"
#include "framework/lua/script_node.h"
#include <CLI/CLI.hpp>

namespace stemwright {

static std::string helpOf(const std::string& name) {
    const Type* type = Registry::instance().find(name);
    if (!type)
        throw Error("there is no node \"" + name + "\"", suggestion(name, Registry::instance().names()));
    return nodeHelp(*type);
}

static std::string described(const std::vector<std::string>& names) {
    if (names.empty()) return nodeList();
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : "\n\n") +
                (name.ends_with(".lua") ? nodeHelp(scriptType(name)) : helpOf(name));
    }
    return text;
}

void addNodes(CLI::App& app, Run& chosen) {
    struct Options {
        std::vector<std::string> names;
        bool reference = false;
    };
    CLI::App* command = app.add_subcommand("nodes", "Tell what nodes there are, and what they can do");
    auto o = std::make_shared<Options>();
    command->add_option("NAME", o->names, "Tell everything about these, which may be Lua scripts")
        ->option_text("...");
    command->add_flag("--reference", o->reference, "Print the reference page in Markdown")->group("");
    command->footer("Examples:\n"
                    "  stemwright nodes                 all of them, by family\n"
                    "  stemwright nodes compressor      its ports and parameters, with ranges and defaults\n"
                    "  stemwright nodes tape.lua        those that a script declares");
    command->callback([o, &chosen] {
        chosen = [o] {
            writeText("", o->reference ? referencePage() : described(o->names));
            return ExitStatus::done;
        };
    });
}

}
