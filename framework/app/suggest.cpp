// `stemwright suggest`: from stems to a layer that a mix extends.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/text_output.h"
#include "framework/assist/stages.h"
#include "framework/assist/strip_names.h"
#include "framework/assist/suggested_revision.h"
#include "framework/document/mix.h"
#include "framework/document/write.h"
#include "framework/document/yaml.h"
#include <CLI/CLI.hpp>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>

namespace stemwright {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::vector<std::string> stems, only, amounts;
    std::string mix = "mix.yaml", target, network = "mixer", loudness;
    int threads = 0;
};

constexpr const char* heading = "# Written by `stemwright suggest`, which will write it again: your "
                                "decisions go into the mix that extends\n"
                                "# this file, and win. `keep: [vox.eq]` there keeps what is good as it is.\n";

std::pair<Stage, double> amountOf(const std::string& text) {
    size_t equals = text.find('=');
    if (equals == text.npos)
        throw UsageError("--amount " + text + " names no stage", "write --amount eq=50%");
    double percent =
        parseQuantity(std::string_view(text).substr(equals + 1), Unit::percent, {}, Place{"--amount", 0, 0});
    if (!(percent >= 0 && percent <= 200))
        throw UsageError("an amount lies between 0 % and 200 %", "write --amount eq=50%");
    return {stageOf(std::string_view(text).substr(0, equals)), percent / 100};
}

// The document at `path`; nothing where there is no file. Throws an Error where it is none.
std::optional<Datum> readIfThere(const std::string& path) {
    if (!fs::exists(path)) return {};
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    std::vector<Problem> problems;
    Datum document = readYaml(text.str(), path, problems);
    if (!problems.empty()) throw Error(std::move(problems));
    return document;
}

// Roles that people wrote down.
std::vector<std::optional<TrackRole>> rolesIn(const std::optional<Datum>& mix,
                                              const SessionAnalysis& session) {
    std::vector<std::optional<TrackRole>> roles(session.tracks.size());
    const Datum* tracks = mix ? mix->find("tracks") : nullptr;
    for (size_t t = 0; tracks && t < roles.size(); ++t) {
        const Datum* strip = tracks->find(session.tracks[t].name);
        const Datum* role = strip ? strip->find("role") : nullptr;
        if (!role) continue;
        if (const Datum* own = role->find("is")) role = own; // with a reason beside it
        roles[t] = trackRoleOf(role->scalar);
        if (!roles[t])
            warn({{role->place, "the role \"" + role->scalar + "\" says nothing to suggest",
                   suggestion(role->scalar, roleWords())}});
    }
    return roles;
}

bool extends(const Datum& mix, const std::string& name) {
    const Datum* below = mix.find("extends");
    return below && (below->scalar == name || std::any_of(below->list.begin(), below->list.end(),
                                                          [&](const Datum& d) { return d.scalar == name; }));
}

ExitStatus suggest(const Options& o) {
    Keeping keeping;
    if (!o.only.empty()) keeping.renewed.clear();
    for (const std::string& word : o.only) keeping.renewed.insert(stageOf(word));
    std::map<Stage, double> amounts;
    for (Stage stage : allStages)
        amounts[stage] = keeping.renewed.contains(stage) && !o.only.empty() ? 1 : usualAmount(stage);
    for (const std::string& text : o.amounts) {
        auto [stage, share] = amountOf(text);
        amounts[stage] = share;
    }

    fs::path folder = fs::path(o.mix).parent_path();
    std::string target = o.target.empty() ? (folder / "suggested.yaml").string() : o.target;
    std::optional<Datum> mix = readIfThere(o.mix), earlier = readIfThere(target);
    if (mix) heed(*mix, keeping);

    int processors = int(std::max(1u, std::thread::hardware_concurrency()));
    SessionAnalysis session = analyseSession(o.stems, o.threads > 0 ? o.threads : processors);
    complain(session.problems);
    std::vector<std::string> names;
    for (const TrackAnalysis& track : session.tracks) names.push_back(track.name);
    names = stripNames(names);
    for (size_t t = 0; t < names.size(); ++t) session.tracks[t].name = names[t];
    std::optional<MixNetwork> network;
    if (o.network != "none")
        network.emplace(o.network == "mixer" ? WeightFile::shipped(o.network) : WeightFile::read(o.network));
    Suggestion suggestion = suggest(session, rolesIn(mix, session), network ? &*network : nullptr);
    if (!o.loudness.empty())
        suggestion.loudness = parseQuantity(o.loudness, Unit::LUFS, {}, Place{"--loudness", 0, 0});
    for (auto [stage, share] : amounts) scale(suggestion, stage, share);
    fs::path from = fs::absolute(target).parent_path();
    for (SuggestedStrip& track : suggestion.tracks)
        track.source = fs::absolute(track.source).lexically_relative(from).string();
    Datum document = documentOf(suggestion);
    if (earlier) document = revised(document, *earlier, keeping);
    std::string text = heading + written(document);
    readMix(text, target); // what cannot be read must not be written
    writeText(target, text);

    std::string name = fs::path(target).lexically_relative(folder.empty() ? "." : folder).string();
    if (!mix)
        writeText(o.mix, "stemwright: 1\nextends: " + name + "\n");
    else if (!extends(*mix, name))
        warn({{{o.mix, 0, 0},
               "does not extend " + name + ", so nothing of it is heard",
               "write extends: " + name}});
    fmt::print("{}: {} tracks suggested; {}\n", target, suggestion.tracks.size(),
               mix ? "your mix " + o.mix + " is as it was" : "write your decisions into " + o.mix);
    return session.problems.empty() ? ExitStatus::done : ExitStatus::badInput;
}

}

void addSuggest(CLI::App& app, Run& chosen) {
    CLI::App* command =
        app.add_subcommand("suggest", "Write a first mix of stems, for an engineer to go on from");
    auto o = std::make_shared<Options>();
    command->add_option("STEMS", o->stems, "Sound files, and folders of them: wav, aiff, flac, ogg, mp3")
        ->required()
        ->option_text("...");
    command->add_option("--mix", o->mix, "The mix that extends it, made where it is missing; mix.yaml")
        ->option_text("FILE");
    command->add_option("-o,--output", o->target, "Where it goes; suggested.yaml beside the mix")
        ->option_text("FILE");
    command->add_option("--only", o->only, "Renew these stages, and leave the rest: levels,pan,eq,...")
        ->delimiter(',')
        ->option_text("STAGES");
    command->add_option("--amount", o->amounts, "Take so much of a stage: eq=50%")
        ->option_text("STAGE=SHARE");
    command->add_option("--loudness", o->loudness, "Bring the mix to so much: -14 LUFS")->option_text("LUFS");
    command->add_option("--model", o->network, "Weights of another mixer (models/mixer), or none")
        ->option_text("FILE");
    command->add_option("--threads", o->threads, "Listen to so many tracks at once")
        ->option_text("N")
        ->check(CLI::Range(1, 256));
    command->footer(
        "Examples:\n"
        "  stemwright suggest stems/ && stemwright render mix.yaml\n"
        "  stemwright suggest stems/ --only levels,pan       all else stays as it was suggested\n"
        "  stemwright suggest stems/ --amount pan=50% --amount space=100%\n\n"
        "Stages: repair, levels, pan, space and master, and where --only or --amount asks for them eq and\n"
        "dynamics, which were not seen to bring a mix nearer to its author's. Say what tracks are with\n"
        "role: in the mix. docs/assistant.md has what each stage does and why.");
    command->callback([o, &chosen] { chosen = [o] { return suggest(*o); }; });
}

}
