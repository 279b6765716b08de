// `stemwright set`: values in the text of a mix, which otherwise stays as somebody wrote it.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/text_output.h"
#include "framework/document/address_path.h"
#include "framework/document/mix.h"
#include "framework/document/yaml.h"
#include <CLI/CLI.hpp>

namespace stemwright {

namespace {

struct Options {
    std::string mix, target;
    bool inPlace = false;
    std::vector<std::string> words; // address, value, address, value, ...
};

// The pairs are no options to CLI11, which would take -inf dB for one.
class Formatter : public CLI::Formatter {
    std::string make_usage(const CLI::App*, std::string name) const override {
        return "Usage: " + name + " MIX ADDRESS VALUE [ADDRESS VALUE ...] [OPTIONS]\n";
    }
};

// Nothing for --remove.
std::optional<Datum> valueFrom(const std::string& text) {
    if (text == "--remove") return {};
    if (text == "null" || text == "~") return Datum();
    if (text.find_first_not_of(" \t\r\n") == text.npos)
        throw UsageError("a value is empty", "write '\"\"' for an empty text, --remove to take the word out");
    std::vector<Problem> problems;
    Datum value = readYaml(text, "", problems);
    for (Problem& problem : problems) problem.cause = "in the value \"" + text + "\": " + problem.cause;
    if (!problems.empty()) throw Error(std::move(problems));
    return value;
}

Datum read(const std::string& text, const std::string& path) {
    std::vector<Problem> problems;
    Datum file = readYaml(text, path, problems);
    if (!problems.empty()) throw Error(std::move(problems));
    return file;
}

std::vector<Problem> problemsOf(const std::string& text, const std::string& path) {
    try {
        readMix(text, path);
        return {};
    } catch (const Error& error) {
        return error.problems();
    }
}

ExitStatus set(const Options& options) {
    if (options.words.empty() || options.words.size() % 2 != 0)
        throw UsageError("addresses and values come in pairs", "write stemwright set MIX ADDRESS VALUE");
    std::vector<Problem> problems;
    std::optional<std::string> before = readTextFile(options.mix, problems);
    if (!before) throw Error(std::move(problems));
    Document document = readDocument(*before, options.mix);
    const Datum* merged = document.whole.isMap() ? &document.whole : nullptr;
    std::string text = *before;
    for (size_t i = 0; i < options.words.size(); i += 2) {
        const std::string& address = options.words[i];
        if (address.starts_with("-"))
            throw UsageError("there is no option " + address,
                             suggestion(address, {"--in-place", "--output"}));
        Edit edit = editAt(address, valueFrom(options.words[i + 1]), read(text, options.mix), merged);
        text = rewritten(text, {edit}, options.mix);
    }
    problems = problemsOf(text, options.mix);
    if (!problems.empty() && problemsOf(*before, options.mix).empty()) {
        problems.insert(problems.begin(),
                        {{}, "the mix would be wrong after this, so nothing is written", ""});
        throw Error(std::move(problems));
    }
    if (!options.inPlace || text != *before) writeText(options.inPlace ? options.mix : options.target, text);
    return ExitStatus::done;
}

}

void addSet(CLI::App& app, Run& chosen) {
    CLI::App* command = app.add_subcommand("set", "Change values in a mix, keeping comments and order");
    auto formatter = std::make_shared<Formatter>();
    formatter->column_width(34);
    command->formatter(formatter);
    auto o = std::make_shared<Options>();
    command->add_option("MIX", o->mix, "The mix, a YAML file, or one layer of it")
        ->required()
        ->option_text(" ");
    auto* target =
        command->add_option("-o,--output", o->target, "Write to another file")->option_text("FILE");
    command->add_flag("--in-place", o->inPlace, "Write back to MIX")->excludes(target);
    command->allow_extras(); // values may begin with -, as in -inf dB
    command->footer(
        "VALUE is what a document would say; null removes what a lower layer says; --remove in its\n"
        "place takes the word out of this file.\n\n"
        "Examples:\n"
        "  stemwright set mix.yaml vox.gain '-3 dB' | diff mix.yaml -\n"
        "  stemwright set mix.yaml bass.duck.ratio 8 vox.eq.mud.freq '300 Hz' --in-place\n"
        "  stemwright set mix.yaml vox.duck.bypass yes session.tempo '96 bpm' -o other.yaml\n\n"
        "Without --in-place and -o the document goes to the terminal, and MIX stays as it is.");
    command->callback([o, command, &chosen] {
        o->words = command->remaining();
        chosen = [o] { return set(*o); };
    });
}

}
