// `stemwright render`: from a mix to sound files.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/device_inputs.h"
#include "framework/app/render_report.h"
#include "framework/audio/output_file.h"
#include "framework/graph/lateness.h"
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>

namespace stemwright {

static const char* const examples = R"(Examples:
  stemwright render mix.yaml                                    as mix.wav: 24 bits, dithered, at the session's rate
  stemwright render mix.yaml -o stems/                          every output, as stems/NAME.wav
  stemwright render mix.yaml -o cd.wav --depth 16 --rate 44100  for a CD
  stemwright render mix.yaml -o a.flac --from 0:32 --to "25|1"  a part, exactly as in the whole
  stemwright render mix.yaml -o drums.wav --only kick,snare     some tracks; keys still listen to the others
  stemwright render mix.yaml --stats stats.json --profile       no sound, only figures

The file appears when it is complete; until then, and after Ctrl-C, an older one stays as it was.
A loudness target of an output takes several renders of the whole song before the one that is written.
Exit status 3: rendered, but not what `expect` or a ceiling says, or with numbers that are not finite.)";

static ExitStatus render(const RenderOptions& options) {
    chooseInstructions(options);
    RenderTask task(options);
    warn(task.mix().warnings);
    warn(lateOutputs(task.plan()));
    warn(deafInputs(task.plan().graph));
    Interruption interruption; // from the first file on that must not be left behind
    std::unique_ptr<OutputFile> stats;
    if (!options.stats.empty()) try { // before the work, so that it is not done in vain
            stats = std::make_unique<OutputFile>(options.stats);
        } catch (const Error& error) {
            throw FailedError(error);
        }
    RenderResult result = task.run(interruption);
    if (stats) try {
            std::string text = statsText(task, result);
            stats->write(text.data(), int64_t(text.size()));
            stats->commit();
        } catch (const Error& error) {
            throw FailedError(error);
        }
    if (!options.quiet) fmt::print("{}", summaryText(result));
    if (options.profile) fmt::print("{}", profileText(task, result));
    warn(shortfalls(result.gains));
    warn(clippings(result));
    if (!options.whole() && !task.mix().expectations.empty() && !options.quiet)
        fmt::print(stderr, "note: only a part was rendered, so `expect` was not looked at\n");
    complain(result.broken);
    return result.broken.empty() ? ExitStatus::done : ExitStatus::assertions;
}

void addRender(CLI::App& app, Run& chosen) {
    CLI::App* command = app.add_subcommand("render", "Render a mix to sound files");
    auto o = std::make_shared<RenderOptions>();
    command->add_option("MIX", o->mix, "The mix, a YAML file")->required()->option_text(" ");
    command
        ->add_option("-o,--output", o->target,
                     "Write the first output to a file, or all of them to a folder (DIR/); else to a file in "
                     "this folder that is called as the mix is, unless only figures are asked for")
        ->option_text("FILE");
    command->add_option("--format", o->format, "wav, flac, ogg or aiff; else what the file's name says")
        ->check(CLI::IsMember({"wav", "flac", "ogg", "aiff"}))
        ->option_text("WORD");
    command->add_option("--depth", o->depth, "16, 24 (the default), 32 or float")
        ->check(CLI::IsMember({"16", "24", "32", "float"}))
        ->option_text("BITS");
    command->add_flag("--no-dither", o->noDither, "Round to 16 or 24 bits without noise");
    command->add_option("--rate", o->rate, "Convert to this rate, such as 44100 or \"96 kHz\"")
        ->option_text("HZ");
    command->add_option("--from", o->from, "Begin here: 0:32, \"17|1\" (bar and beat) or \"12 s\"")
        ->option_text("TIME");
    command->add_option("--to", o->to, "End here")->option_text("TIME");
    command->add_option("--length", o->length, "How long the whole is, instead of what the mix says")
        ->option_text("TIME");
    command->add_option("--only", o->only, "Let only these tracks be heard: kick,snare")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->option_text("TRACKS");
    command->add_option("--without", o->without, "Leave these tracks out")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->option_text("TRACKS");
    command
        ->add_option(
            "--inputs", o->inputs,
            "Let inputs of a device hear this file, such as a recording of them; else they are silent")
        ->option_text("FILE");
    command->add_option("--stats", o->stats, "Write measures, meters and facts of the plan as JSON")
        ->option_text("FILE");
    command->add_option("--threads", o->threads, "Share the work among so many threads; one unless said")
        ->check(CLI::Range(1, 256))
        ->option_text("N");
    command->add_option("--cache", o->cache, "Keep what is computed in this folder, for later renders")
        ->option_text("DIR");
    command->add_flag("--no-cache", o->noCache, "Compute everything, and keep nothing");
    command->add_flag("--profile", o->profile, "Show the time that each node took");
    command
        ->add_option("--isa", o->isa,
                     fmt::format("Instructions to compute with, {}; else the last of these",
                                 fmt::join(Registry::instructionSets(), ", ")))
        ->option_text("WORD");
    command->add_flag("-q,--quiet", o->quiet, "Print only what is wrong");
    command->footer(examples);
    command->callback([o, &chosen] {
        if (o->target.empty() && o->stats.empty() && !o->profile)
            o->target =
                std::filesystem::path(o->mix).stem().string() + "." + (o->format.empty() ? "wav" : o->format);
        chosen = [o] { return render(*o); };
    });
}

}
