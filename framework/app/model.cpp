// `stemwright model`: what a neural model is, and whether it can run live here.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/measures_text.h"
#include "framework/neural/load.h"
#include "framework/neural/model_speed.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace stemwright {

namespace {

using Json = nlohmann::ordered_json;

/// All that there is to say about a model.
struct Portrait {
    std::string file;
    ModelFacts facts;
    ModelSpeed speed;

    double rate() const { return facts.rate > 0 ? facts.rate : 48000; }
    double blockSeconds() const { return facts.block / rate(); }
    double timesRealTime() const { return blockSeconds() / speed.p50; }
    // A worker that is as long as a block for one in a hundred of them is late as often.
    bool live() const { return speed.p99 < blockSeconds(); }
};

const char* kindName(ModelNumber::Kind kind) {
    switch (kind) {
    case ModelNumber::Kind::real:
        return "real";
    case ModelNumber::Kind::whole:
        return "whole";
    case ModelNumber::Kind::toggle:
        return "toggle";
    }
    return "";
}

Json signalsJson(const std::vector<ModelSignal>& signals) {
    Json all = Json::array();
    for (const ModelSignal& s : signals)
        all.push_back({{"name", s.name}, {"channels", s.channels}, {"frames_per_value", s.framesPerValue}});
    return all;
}

Json portraitJson(const Portrait& p) {
    Json numbers = Json::array();
    for (const ModelNumber& n : p.facts.numbers)
        numbers.push_back({{"name", n.name},
                           {"help", n.help},
                           {"kind", kindName(n.kind)},
                           {"init", n.init},
                           {"min", n.min},
                           {"max", n.max}});
    Json texts = Json::object();
    for (const ModelText& text : p.facts.texts) texts[text.name] = text.value;
    return {{"file", p.file},
            {"hash", p.facts.hash},
            {"dialect", p.facts.dialect},
            {"method", p.facts.method},
            {"runs_by", p.facts.immediate ? "own kernels" : "LibTorch"},
            {"rate", p.facts.rate > 0 ? Json(p.facts.rate) : Json()},
            {"block", p.facts.block},
            {"latency",
             {{"declared", p.facts.latency},
              {"measured", p.facts.measuredLatency ? Json(*p.facts.measuredLatency) : Json()}}},
            {"remembers", p.facts.remembers},
            {"random", p.facts.random},
            {"inputs", signalsJson(p.facts.inputs)},
            {"outputs", signalsJson(p.facts.outputs)},
            {"numbers", numbers},
            {"texts", texts},
            {"closed", p.facts.closed},
            {"speed",
             {{"blocks", p.speed.blocks},
              {"p50_us", p.speed.p50 * 1e6},
              {"p99_us", p.speed.p99 * 1e6},
              {"max_us", p.speed.max * 1e6},
              {"times_real_time", p.timesRealTime()}}},
            {"live", p.live()}};
}

void row(const char* title, const std::string& text) { fmt::print("{:<10}  {}\n", title, text); }

void printSignals(const char* title, const std::vector<ModelSignal>& signals) {
    for (const ModelSignal& s : signals) {
        row(title,
            fmt::format("{}: {} channel{}{}", s.name, s.channels, s.channels == 1 ? "" : "s",
                        s.framesPerValue == 1 ? ""
                                              : fmt::format(", a control signal of one value for {} frames",
                                                            s.framesPerValue)));
        title = "";
    }
}

void print(const Portrait& p) {
    const ModelFacts& f = p.facts;
    row("model", p.file);
    row("hash", f.hash);
    row("dialect", fmt::format("{}, method {}", f.dialect, f.method));
    row("runs by", f.computedBy);
    row("runs on", f.immediate ? "the audio thread" : "a thread beside the audio thread");
    row("rate", f.rate > 0 ? fmt::format("{:g} Hz", f.rate) : "any");
    row("block", f.block == 1 ? "any"
                              : fmt::format("{} frames, {:.1f} ms at {:g} Hz", f.block,
                                            p.blockSeconds() * 1e3, p.rate()));
    std::string measured =
        f.measuredLatency ? fmt::format("measured {} frames", *f.measuredLatency) : "not to be measured";
    if (f.measuredLatency && *f.measuredLatency != f.latency)
        measured += ": say `latency: measured`, or a number";
    row("latency", fmt::format("declared {} frames, {}", f.latency, measured));
    row("state", fmt::format("{}{}", f.remembers ? "remembers earlier blocks" : "remembers nothing",
                             f.random ? ", draws noise" : ""));
    printSignals("inputs", f.inputs);
    printSignals("outputs", f.outputs);
    const char* title = "numbers";
    for (const ModelNumber& n : f.numbers) {
        row(title, fmt::format("{}: {:g}, {} from {:g} to {:g}{}{}", n.name, n.init, kindName(n.kind), n.min,
                               n.max, n.help.empty() ? "" : "; ", n.help));
        title = "";
    }
    title = "texts";
    for (const ModelText& text : f.texts) {
        row(title, fmt::format("{}: \"{}\"", text.name, text.value));
        title = "";
    }
    title = "closed";
    for (const auto& [name, why] : f.closed) {
        row(title, name + ": " + why);
        title = "";
    }
    row("speed", fmt::format("{:.0f} us a block (p99 {:.0f}, max {:.0f}; {} blocks), {:.1f} times real time",
                             p.speed.p50 * 1e6, p.speed.p99 * 1e6, p.speed.max * 1e6, p.speed.blocks,
                             p.timesRealTime()));
    row("live", p.live() ? "yes, on this machine as busy as it is now"
                         : "no: it would be late, and play its input or silence instead");
}

ExitStatus portray(const std::string& path, const ModelUse& use, bool asJson) {
    auto model = loadModel(path, use);
    Portrait portrait{path, model->facts(), speedOf(*model, 1)};
    if (asJson)
        fmt::print("{}", jsonText(portraitJson(portrait)));
    else
        print(portrait);
    return ExitStatus::done;
}

}

void addModel(CLI::App& app, Run& chosen) {
    struct Options {
        std::string path;
        ModelUse use;
        bool json = false;
    };
    CLI::App* command = app.add_subcommand("model", "Tell what a neural model is, and how fast it is here");
    auto o = std::make_shared<Options>();
    command
        ->add_option("FILE", o->path, "A TorchScript file: Neutone, nn~, RAVE, or any with a forward method")
        ->required();
    command->add_flag("--json", o->json, "Print an object; null is any, or not to be told");
    command->add_option("--method", o->use.method, "Which of its methods is called")->option_text("NAME");
    command->add_option("--block", o->use.block, "Frames for each call")->option_text("N");
    command->add_option("--rate", o->use.rate, "Frames per second, where it runs at any")->option_text("HZ");
    command->add_option("--channels", o->use.channels, "Channels, where it takes any number")
        ->option_text("N");
    command
        ->add_option("--layout", o->use.layout, "Of a plain model's input: a letter for each side, or window")
        ->option_text("bct|ct|bt|t|btc|tbc|...");
    command
        ->add_option("--look-behind", o->use.lookBehind,
                     "Frames before each block that it wants to see again")
        ->option_text("N");
    command->add_flag("--exact", o->use.exact, "Run it by LibTorch also where our own kernels can");
    command->add_option("--patience", o->use.patience, "Seconds that it may take to be read and tried")
        ->option_text("S");
    command->footer(
        "Examples:\n"
        "  stemwright model chorus.nm\n"
        "  stemwright model rave.ts --method encode --block 4096\n"
        "  stemwright model net.ts --json | jq .speed\n\n"
        "Frames are those of the model's own rate. Speed is that of one thread, with noise as input.");
    command->callback([o, &chosen] { chosen = [o] { return portray(o->path, o->use, o->json); }; });
}

}
