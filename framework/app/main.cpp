// The command `stemwright`: finds out which command is meant, and turns what it throws into an exit status.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/describe/version.h"
#include "framework/script/document_scripts.h"
#include <CLI/CLI.hpp>
#include <csignal>
#include <fmt/format.h>

using namespace stemwright;

static const char* const examples = R"(Examples:
  stemwright check mix.yaml                        what is wrong with it, if anything
  stemwright render mix.yaml -o mix.wav            hear it
  stemwright nodes compressor                      what a node can do
  stemwright render --help                         more about one command

Exit status: 0 done, 1 bad input, 2 wrong usage, 3 the mix breaks a promise of its own (expect), 4 failed,
5 what was compared is not the same (diff, prove).)";

// What CLI11 says, and the word that was probably meant.
static void explain(const CLI::App& app, const CLI::ParseError& error) {
    const CLI::App* command = app.get_subcommands().empty() ? &app : app.get_subcommands()[0];
    std::string cure = "try " + command->get_display_name() + " --help";
    if (command != &app) cure = "try stemwright " + command->get_name() + " --help";
    std::vector<std::string> known;
    for (const CLI::Option* option : command->get_options())
        for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
    for (const std::string& word : app.remaining(true))
        if (word.starts_with("--"))
            if (std::string meant = suggestion(word.substr(0, word.find('=')), known);
                meant.starts_with("did"))
                cure = meant;
    complain({{{}, error.what(), cure}});
}

static ExitStatus run(const Run& chosen) {
    try {
        return chosen();
    } catch (const UsageError& error) {
        complain(error.problems());
        return ExitStatus::usage;
    } catch (const FailedError& error) {
        complain(error.problems());
        return ExitStatus::failed;
    } catch (const Error& error) {
        complain(error.problems());
        return ExitStatus::badInput;
    } catch (const std::bad_alloc&) {
        complain({{{}, "not enough memory", "render fewer tracks at once with --only"}});
    } catch (const std::exception& error) {
        complain({{{}, error.what(), ""}});
    }
    return ExitStatus::failed;
}

int main(int argc, char** argv) {
#ifdef SIGXFSZ
    std::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error of writing, not the end
#endif
    runScriptsWith(runDocumentScript);
    CLI::App app{"Mixes multitrack audio from text.", "stemwright"};
    Run chosen;
    app.set_version_flag("--version", "stemwright " + version(), "Print the version and leave");
    app.get_formatter()->column_width(34);
    app.require_subcommand(1);
    app.footer(examples);
    for (auto add :
         {addRender,   addLive,  addControl, addMidi,  addCheck, addExpand,  addFlatten, addExplain,
          addDiff,     addSet,   addGraph,   addNodes, addModel, addMeasure, addAnalyse, addSuggest,
          addEvaluate, addProve, addSchema,  addCache, addRun,   addLua})
        add(app, chosen);

    std::vector<std::string> commands;
    for (const CLI::App* command : app.get_subcommands(nullptr)) commands.push_back(command->get_name());
    if (std::string word = argc > 1 ? argv[1] : "-"; !word.empty() && word[0] != '-')
        if (std::find(commands.begin(), commands.end(), word) == commands.end()) {
            complain({{{}, "there is no command \"" + word + "\"", suggestion(word, commands)}});
            return int(ExitStatus::usage);
        }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error); // help and version
        if (argc < 2)
            fmt::print(stderr, "{}", app.help());
        else
            explain(app, error);
        return int(ExitStatus::usage);
    }
    int status = int(run(chosen));
    if (std::fflush(stdout) != 0 && status == 0) { // what was printed is a result too
        complain({{{}, "the output cannot be written", "free some space or write to another disk"}});
        return int(ExitStatus::failed);
    }
    return status;
}
