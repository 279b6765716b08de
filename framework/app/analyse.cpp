// `stemwright analyse`: what stems are like before they are mixed.
// SPDX-License-Identifier: MIT
#include "framework/app/analysis_text.h"
#include "framework/app/command.h"
#include "framework/app/measures_text.h"
#include "framework/app/text_output.h"
#include "framework/assist/analysis_json.h"
#include "framework/assist/analysis_picture.h"
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
#include <thread>

namespace stemwright {

namespace {

struct Options {
    std::vector<std::string> stems;
    bool json = false;
    std::string picture;
    int threads = 0;
};

ExitStatus analyse(const Options& o) {
    if (!o.picture.empty() && !o.picture.ends_with(".png"))
        throw UsageError({o.picture}, "pictures of an analysis are PNG files", "name one that ends in .png");
    int processors = int(std::max(1u, std::thread::hardware_concurrency()));
    SessionAnalysis session = analyseSession(o.stems, o.threads > 0 ? o.threads : processors);
    complain(session.problems);
    if (!o.picture.empty()) writeText(o.picture, analysisPicture(session));
    writeText("", o.json ? jsonText(analysisJson(session)) : analysisText(session));
    return session.problems.empty() ? ExitStatus::done : ExitStatus::badInput;
}

}

void addAnalyse(CLI::App& app, Run& chosen) {
    CLI::App* command =
        app.add_subcommand("analyse", "Tell what stems are like, alone and beside each other");
    auto o = std::make_shared<Options>();
    command->add_option("STEMS", o->stems, "Sound files, and folders of them: wav, aiff, flac, ogg, mp3")
        ->required()
        ->option_text("...");
    command->add_flag("--json", o->json, "Print all that was found as one object (docs/analysis.md)");
    command->add_option("--picture", o->picture, "Draw spectra, levels and masking as well")
        ->option_text("FILE.png");
    command
        ->add_option("--threads", o->threads,
                     "Listen to so many tracks at once; as many as there are processors")
        ->option_text("N")
        ->check(CLI::Range(1, 256));
    command->footer(
        "Examples:\n"
        "  stemwright analyse stems/\n"
        "  stemwright analyse stems/*.wav --picture stems.png\n"
        "  stemwright analyse stems/ --json | jq '.tracks[] | {name, hum, resonances}'\n\n"
        "Loudness, spectrum, onsets, image, silence, noise, hum, clipping and resonances of each\n"
        "track; which tracks hold one source, and how late; what hides what. docs/analysis.md has\n"
        "the figures and the models.");
    command->callback([o, &chosen] { chosen = [o] { return analyse(*o); }; });
}

}
