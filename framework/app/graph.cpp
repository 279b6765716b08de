// `stemwright graph`: a picture of a mix.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/graphviz.h"
#include "framework/app/text_output.h"
#include "framework/describe/dot.h"
#include "framework/document/mix.h"
#include <CLI/CLI.hpp>
#include <filesystem>

namespace stemwright {

static ExitStatus draw(const std::string& path, const std::string& target) {
    std::string kind = target.empty() ? ".dot" : std::filesystem::path(target).extension().string();
    if (kind != ".dot" && kind != ".svg" && kind != ".png" && kind != ".pdf")
        throw UsageError({target}, "\"" + kind + "\" is no kind of picture", "known: .dot, .svg, .png, .pdf");
    Mix mix = loadMix(path);
    warn(mix.warnings);
    std::string title = mix.title;
    std::string text = dot(*compile(std::move(mix.graph)), title);
    writeText(target, kind == ".dot" ? text : picture(text, kind.substr(1)));
    return ExitStatus::done;
}

void addGraph(CLI::App& app, Run& chosen) {
    struct Options {
        std::string mix, target;
    };
    CLI::App* command = app.add_subcommand("graph", "Draw a mix as a picture");
    auto o = std::make_shared<Options>();
    command->add_option("MIX", o->mix, "The mix, a YAML file")->required()->option_text(" ");
    command
        ->add_option("-o,--output", o->target,
                     "A .dot, .svg, .png or .pdf file; without, dot goes to the terminal")
        ->option_text("FILE");
    command->footer(
        "Examples:\n"
        "  stemwright graph mix.yaml -o mix.svg\n"
        "  stemwright graph mix.yaml | dot -Tpng > mix.png\n\n"
        "Boxes are strips. Sound runs along solid wires, keys along dashed ones, control signals along\n"
        "dotted ones. Pictures are drawn by Graphviz (apt-get install graphviz).");
    command->callback([o, &chosen] { chosen = [o] { return draw(o->mix, o->target); }; });
}

}
