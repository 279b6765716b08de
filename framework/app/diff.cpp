// `stemwright diff`: what two mixes say differently, and what that does to their sound.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/diff_report.h"
#include "framework/app/text_output.h"
#include "framework/audio/output_file.h"
#include <algorithm>
#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace stemwright {

namespace {

const char* const examples = R"(Examples:
  stemwright diff suggested.yaml mix.yaml           what the engineer changed, and what that did
  stemwright diff old.yaml new.yaml --from 0:40 --to 1:10
  stemwright diff mix.yaml live.yaml --no-sound     only what the documents say
  stemwright diff old.yaml new.yaml --json - | jq '.sound.ends[] | select(.name == "vox")'

Of each value its address, what it was and is, and the lines of the layers that say so; + and - are what came
and went, ^ is an entry that moved in its chain.
Of each strip and output that sounds different, with its latency taken off: loudness (LU) and true peak
against before; what is left when one is taken off the other, against the sound before and in dBFS, and
where that is loudest; levels by thirds of octaves (IEC 61260-1) as far as they differ by more than 0.1 dB,
bands that lie beside each other and differ alike, within 0.1 dB, as one.

Exit status 0: no value and no sample differs; 5: something does.)";

struct Options {
    std::string before, after, json;
    ListeningOptions listening;
    bool noSound = false;
};

// Problems and warnings of both are told, those of a layer that both have once.
std::array<Version, 2> load(const Options& options) {
    std::array<Version, 2> versions;
    std::vector<Problem> problems, warnings;
    auto add = [](std::vector<Problem>& all, const std::vector<Problem>& more) {
        for (const Problem& problem : more)
            if (std::none_of(all.begin(), all.end(),
                             [&](const Problem& p) { return p.text() == problem.text(); }))
                all.push_back(problem);
    };
    for (size_t i = 0; i < 2; ++i) try {
            versions[i].document = loadDocument(i == 0 ? options.before : options.after);
            versions[i].mix = makeMix(versions[i].document, {}, options.listening.length);
            add(warnings, versions[i].mix.warnings);
        } catch (const Error& error) {
            add(problems, error.problems());
        }
    if (!problems.empty()) throw Error(std::move(problems));
    warn(warnings);
    return versions;
}

ExitStatus diff(const Options& options) {
    auto [before, after] = load(options);
    Interruption interruption;
    std::unique_ptr<OutputFile> json;
    if (!options.json.empty() && options.json != "-") try { // before the work, so that it is not done in vain
            json = std::make_unique<OutputFile>(options.json);
        } catch (const Error& error) {
            throw FailedError(error);
        }
    DiffResult result{options.before, options.after, differences(before, after), {}, ""};
    double rate = before.mix.session.timeline.rate, other = after.mix.session.timeline.rate;
    if (!options.noSound && rate == other)
        result.sound = listen(before, after, options.listening, interruption);
    else // they are checked all the same
        for (Version* version : {&before, &after}) compile(std::move(version->mix.graph));
    if (rate != other)
        result.silence = "not compared, because one session runs at " + formatQuantity(rate, Unit::Hz) +
                         " and the other at " + formatQuantity(other, Unit::Hz);
    else if (!result.sound && !options.noSound)
        result.silence = "there is none in either mix";
    if (result.sound) {
        for (const std::vector<FoundGain>& gains : result.sound->gains) warn(shortfalls(gains));
        warn(result.sound->faults);
    }
    if (json) try {
            std::string text = diffJson(result);
            json->write(text.data(), int64_t(text.size()));
            json->commit();
        } catch (const Error& error) {
            throw FailedError(error);
        }
    writeText("", options.json == "-" ? diffJson(result) : diffText(result));
    return samenessOf(result) == Sameness::same ? ExitStatus::done : ExitStatus::different;
}

}

void addDiff(CLI::App& app, Run& chosen) {
    CLI::App* command = app.add_subcommand("diff", "Tell what two mixes say and sound like differently");
    auto o = std::make_shared<Options>();
    command->add_option("BEFORE", o->before, "The mix to compare with, a YAML file")
        ->required()
        ->option_text(" ");
    command->add_option("AFTER", o->after, "The mix that is compared, a YAML file")
        ->required()
        ->option_text(" ");
    command->add_option("--from", o->listening.from, "Listen from here on: 0:32, \"17|1\" or \"12 s\"")
        ->option_text("TIME");
    command->add_option("--to", o->listening.to, "Listen up to here")->option_text("TIME");
    command->add_option("--length", o->listening.length, "How long both are, instead of what they say")
        ->option_text("TIME");
    command->add_flag("--no-sound", o->noSound, "Compare only what the documents say");
    command
        ->add_option("--json", o->json,
                     "Write all figures as JSON; to the terminal, and nothing else there: -")
        ->option_text("FILE");
    command->footer(examples);
    command->callback([o, &chosen] { chosen = [o] { return diff(*o); }; });
}

}
