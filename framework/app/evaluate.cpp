// `stemwright evaluate`: how far mixes are from those of the authors.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/evaluation_report.h"
#include "framework/assist/song_folder.h"
#include "framework/assist/stem_sums.h"
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>

namespace stemwright {

namespace {

const char* const evaluateExamples = R"(Examples:
  stemwright evaluate mix.wav human.wav                   how far one is from the other; 0 is the same
  stemwright evaluate mix.wav human.wav --stems stems/    and what leaving the stems alone would have given
  stemwright evaluate --stems songs/                      every folder of songs/ with a sound in its mix/
  stemwright evaluate --stems songs/ --mixes mine/ --mixes theirs/ --bootstrap
  stemwright evaluate --results a.json --results b.json --bootstrap

LOUD, SPEC, PAN and DYN are relative errors of loudness, spectrum, panning and dynamics over running means; B is
the distance of levels, crest, stereo image and mean spectrum. docs/assistant.md tells how each is made. louder
is what the mix was louder before its loudness was matched (LU), mono what it loses when it is heard in mono (LU),
colour how unequally over the critical bands (dB).)";

struct Options {
    std::vector<std::string> sounds, stems, mixes, results;
    bool unmatched = false, members = false, json = false, bootstrap = false;
    uint64_t seed = 1;

    Matching matching() const { return unmatched ? Matching::none : Matching::loudness; }
};

// A song to be judged, and the mixes of it that are files, by the name of their way.
struct Task {
    SongFolder song;
    std::vector<std::pair<std::string, std::string>> mixes;
};

std::string nameOf(const std::string& folder) {
    std::filesystem::path path = std::filesystem::weakly_canonical(folder);
    return path.filename().string();
}

std::vector<Task> tasksOf(const Options& o) {
    std::vector<Task> tasks;
    for (const std::string& path : o.stems)
        for (SongFolder& song : songsAt(path)) tasks.push_back({std::move(song), {}});
    const size_t pairs = o.sounds.size() / 2;
    if (o.sounds.size() % 2 != 0)
        throw UsageError("a mix has no reference", "name sounds in pairs: MIX REFERENCE");
    if (pairs > 0 && !tasks.empty() && pairs != tasks.size())
        throw UsageError(fmt::format("there are {} mixes and {} songs", pairs, tasks.size()),
                         "name one pair for each song, or use --mixes");
    if (tasks.empty())
        for (size_t i = 0; i < pairs; ++i) tasks.push_back({{o.sounds[2 * i], {}, ""}, {}});
    for (size_t i = 0; i < pairs; ++i) {
        tasks[i].mixes.emplace_back("mix", o.sounds[2 * i]);
        tasks[i].song.mix = o.sounds[2 * i + 1];
    }
    for (Task& task : tasks)
        for (const std::string& folder : o.mixes) {
            std::string mix = soundNamed(task.song.name, folder);
            if (mix.empty())
                throw Error(folder + " has no mix of " + task.song.name,
                            "render it there as " + task.song.name + ".wav");
            task.mixes.emplace_back(nameOf(folder), mix);
        }
    return tasks;
}

JudgedSong judge(const Task& task, Matching matching) {
    const SongFolder& song = task.song;
    if (song.mix.empty())
        throw Error(song.name + " has no author's mix",
                    "put it into a folder mix/ beside the stems, or name it");
    Judge judge(readStereo(song.mix), song.mix);
    JudgedSong judged{song.name, song.mix, {}};
    for (const auto& [name, path] : task.mixes)
        judged.mixes.push_back({name, judge.judge(readStereo(path), path, matching)});
    if (!song.stems.empty()) {
        StemSums sums = stemSums(song.stems);
        judged.mixes.push_back(
            {"dry sum", judge.judge(std::move(sums.dry), "the sum of the stems", matching)});
        judged.mixes.push_back({"equal loudness", judge.judge(std::move(sums.equalLoudness),
                                                              "the sum of equally loud stems", matching)});
    }
    return judged;
}

ExitStatus evaluate(const Options& o) {
    if (!o.mixes.empty() && o.stems.empty())
        throw UsageError("--mixes needs --stems", "name the folders of the songs with --stems");
    if (o.sounds.empty() && o.stems.empty() && o.results.empty())
        throw UsageError("there is nothing to evaluate", "name MIX and REFERENCE, --stems or --results");
    std::vector<JudgedSong> songs;
    for (const std::string& path : o.results) addSongs(readEvaluation(path), songs);
    for (const Task& task : tasksOf(o)) addSongs({judge(task, o.matching())}, songs);

    std::vector<JudgedDifference> differences;
    if (o.bootstrap) differences = differencesOf(songs, o.seed);
    if (o.json)
        fmt::print("{}", evaluationJson(songs, differences));
    else
        fmt::print("{}{}", evaluationText(songs, o.members ? Detail::members : Detail::groups),
                   differencesText(differences));
    return ExitStatus::done;
}

}

void addEvaluate(CLI::App& app, Run& chosen) {
    CLI::App* command = app.add_subcommand("evaluate", "Tell how far mixes are from those of their authors");
    auto o = std::make_shared<Options>();
    command->add_option("SOUND", o->sounds, "Pairs of sounds: the mix, then the author's mix")
        ->option_text("MIX REFERENCE ...");
    command->add_option("--stems", o->stems, "A song's stems, or a folder of songs; may be repeated")
        ->option_text("DIR")
        ->allow_extra_args(false);
    command->add_option("--mixes", o->mixes, "Mixes of those songs, called as they are; may be repeated")
        ->option_text("DIR")
        ->allow_extra_args(false);
    command->add_option("--results", o->results, "What --json wrote before; may be repeated")
        ->option_text("FILE")
        ->allow_extra_args(false);
    command->add_flag("--unmatched", o->unmatched, "Judge LOUD at the level that the mix has");
    command->add_flag("--members", o->members, "Tell what each distance is made of");
    command->add_flag("--bootstrap", o->bootstrap, "Compare ways of mixing, with intervals");
    command->add_option("--seed", o->seed, "Of the draws of --bootstrap")->option_text("N (1)");
    command->add_flag("--json", o->json, "Print all of it as JSON");
    command->footer(evaluateExamples);
    command->callback([o, &chosen] { chosen = [o] { return evaluate(*o); }; });
}

}
