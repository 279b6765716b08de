// `stemwright measure`: loudness, peaks and image of sound files.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/measures_text.h"
#include "framework/app/time_text.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace stemwright {

static void printTable(const std::vector<std::pair<std::string, Measures>>& files) {
    size_t width = 4;
    for (const auto& [path, m] : files) width = std::max(width, path.size());
    fmt::print("{:<{}}  {:>9}  {:>6}  {:>9}  {:>10}  {:>5}  {:>9}  {:>5}  {:>6}\n", "", width, "length",
               "LUFS", "momentary", "short-term", "range", "true peak", "crest", "correl");
    for (const auto& [path, m] : files)
        fmt::print("{:<{}}  {:>9}  {:>6}  {:>9}  {:>10}  {:>5}  {:>9}  {:>5}  {:>6}\n", path, width,
                   clockTime(m.duration), figure(m.integrated), figure(m.momentaryMax),
                   figure(m.shortTermMax), figure(m.range), figure(m.truePeak), figure(m.crest),
                   figure(m.correlation, 2));
}

static ExitStatus measureAll(const std::vector<std::string>& paths, bool asJson) {
    ExitStatus status = ExitStatus::done;
    std::vector<std::pair<std::string, Measures>> files;
    for (const std::string& path : paths) try {
            files.emplace_back(path, measure(path));
        } catch (const Error& error) {
            complain(error.problems());
            status = ExitStatus::badInput;
        }
    if (asJson) {
        auto all = nlohmann::ordered_json::array();
        for (const auto& [path, measures] : files) {
            nlohmann::ordered_json one = {{"file", path}};
            one.update(measuresJson(measures));
            all.push_back(std::move(one));
        }
        fmt::print("{}", jsonText(all));
    } else if (!files.empty())
        printTable(files);
    return status;
}

void addMeasure(CLI::App& app, Run& chosen) {
    struct Options {
        std::vector<std::string> paths;
        bool json = false;
    };
    CLI::App* command = app.add_subcommand("measure", "Measure loudness, peaks and image of sound files");
    auto o = std::make_shared<Options>();
    command->add_option("FILE", o->paths, "Sound files: wav, aiff, flac, ogg, mp3")
        ->required()
        ->option_text("...");
    command->add_flag("--json", o->json,
                      "Print an array of objects; null is minus infinity or not to be told");
    command->footer(
        "Examples:\n"
        "  stemwright measure mix.wav\n"
        "  stemwright measure --json stems/*.wav | jq '.[] | {file, integrated, true_peak}'\n\n"
        "Loudness in LUFS (ITU-R BS.1770-4, gated), momentary (0.4 s) and short-term (3 s) at their\n"
        "highest, range in LU (EBU Tech 3342), true peak in dBTP, crest (peak over RMS) in dB,\n"
        "correlation of left and right from -1 to 1.");
    command->callback([o, &chosen] { chosen = [o] { return measureAll(o->paths, o->json); }; });
}

}
