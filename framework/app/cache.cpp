// `stemwright cache`: what earlier renders left, and room for more.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/cache/store.h"
#include "framework/error/error.h"
#include <CLI/CLI.hpp>
#include <ctime>
#include <fmt/chrono.h>
#include <fmt/format.h>

namespace stemwright {

static const char* const examples = R"(Examples:
  stemwright cache                show what is kept, and where
  stemwright cache --limit 20     let it grow to 20 GB from now on
  stemwright cache --prune 2      drop what was not used for longest, until 2 GB are left
  stemwright cache --prune 0      drop everything

Renders keep outputs, the ends of buses and what meets in them. All of it can be computed again.)";

namespace {

struct CacheOptions {
    std::string folder;
    double limit = -1, prune = -1; // GB
};

constexpr double gigabyte = 1e9;

void list(const Store& store) {
    int64_t bytes = 0;
    auto entries = store.entries();
    for (const Store::Entry& entry : entries) bytes += entry.bytes;
    fmt::print("{}: {} sounds, {:.2f} GB of at most {:.2f}\n", store.folder(), entries.size(),
               double(bytes) / gigabyte, double(store.limit()) / gigabyte);
    for (const Store::Entry& entry : entries) {
        std::time_t used = std::time_t(entry.used);
        const SoundHead& head = entry.head;
        std::string what =
            head.form == SoundHead::Form::sum ? fmt::format("sum of {}", head.terms.size()) : "sound";
        fmt::print("  {:%Y-%m-%d %H:%M}  {:>8.1f} MB  {:<10} {} channels, {} frames\n", fmt::localtime(used),
                   double(entry.bytes) / 1e6, what, head.channels, head.frames);
    }
}

ExitStatus cache(const CacheOptions& options) {
    std::string folder = options.folder.empty() ? Store::usualFolder() : options.folder;
    if (folder.empty()) throw UsageError("there is no home folder for a cache", "name one with --cache");
    Store store(folder);
    if (options.limit >= 0) store.setLimit(int64_t(options.limit * gigabyte));
    if (options.prune >= 0)
        fmt::print("{:.2f} GB dropped\n", double(store.prune(int64_t(options.prune * gigabyte))) / gigabyte);
    list(store);
    return ExitStatus::done;
}

}

void addCache(CLI::App& app, Run& chosen) {
    CLI::App* command = app.add_subcommand("cache", "Show what renders have kept, and make room");
    auto o = std::make_shared<CacheOptions>();
    command->add_option("--cache", o->folder, "The folder; usually that of this user")->option_text("DIR");
    command->add_option("--limit", o->limit, "How large it may grow, from now on")
        ->check(CLI::NonNegativeNumber)
        ->option_text("GB");
    command->add_option("--prune", o->prune, "Drop what was not used for longest, until so much is left")
        ->check(CLI::NonNegativeNumber)
        ->option_text("GB");
    command->footer(examples);
    command->callback([o, &chosen] { chosen = [o] { return cache(*o); }; });
}

}
