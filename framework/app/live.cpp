// `stemwright live`: a mix on a sound device, which changes as its text does.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/live_session.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace stemwright {

static const char* const examples = R"(Examples:
  stemwright live mix.yaml                          play it; what is saved in an editor is heard at once
  stemwright live mix.yaml --from "17|1" --loop     from the chorus on, again and again
  stemwright live mix.yaml --output mix,cue         two outputs, side by side on the device's channels
  stemwright live mix.yaml --output mix:1,2,cue:5,6 --monitor 1:5,6
                                                    on these, and the first input beside the cue at once
  stemwright live mix.yaml --record vox.wav=vox --record raw.wav=inputs
  stemwright live --devices                         what it can be played on
  stemwright live mix.yaml --device "USB Audio" --frames 128
  stemwright live mix.yaml --http --capture live.yaml  # ride the faders in a browser, and keep the ride

An edit with a mistake is told, and the mix plays on as it was. docs/live.md has the rest.)";

static ExitStatus listDevices(const std::string& api) {
    std::vector<SoundDevice> devices = soundDevices(api);
    chosenDevice(devices, ""); // complains where there is none
    for (const SoundDevice& device : devices)
        fmt::print("{:>3}  {}, {} outputs, {} inputs, {} Hz{}\n", device.number, device.name, device.outputs,
                   device.inputs, fmt::join(device.rates, " "),
                   device.rank == SoundDevice::Rank::usual ? " (usual)" : "");
    return ExitStatus::done;
}

static ExitStatus live(const LiveOptions& options) {
    if (options.devices) return listDevices(options.api);
    if (options.mix.empty())
        throw UsageError("there is nothing to play", "name a mix, as in stemwright live mix.yaml");
    Interruption interruption;
    LiveSession session(options, interruption);
    session.run();
    if (!options.quiet) fmt::print("{}", session.summary());
    return session.failed() ? ExitStatus::failed : ExitStatus::done;
}

void addLive(CLI::App& app, Run& chosen) {
    CLI::App* command = app.add_subcommand("live", "Play a mix on a sound device, and edit it meanwhile");
    auto o = std::make_shared<LiveOptions>();
    command->add_option("MIX", o->mix, "The mix, a YAML file")->option_text(" ");
    command
        ->add_option("--api", o->api,
                     fmt::format("The sound system: {}; else the first that is there",
                                 fmt::join(soundSystems(), ", ")))
        ->option_text("WORD");
    command->add_option("--device", o->device, "The device: its number, its name, or a part of it")
        ->option_text("NAME");
    command->add_flag("--devices", o->devices, "List the devices");
    command
        ->add_option(
            "--output", o->outputs,
            "Play these outputs side by side, or on channels of the device: mix:1,2,cue:5,6; the first "
            "unless said")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->option_text("NAMES");
    command
        ->add_option("--monitor", o->monitors,
                     "Let an input be heard on channels of the device without the mix's latency: 1:5,6")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->option_text("ROUTE");
    command
        ->add_option("--inputs", o->inputs,
                     "Open so many inputs of the device; as many as are heard unless said")
        ->check(CLI::Range(1, 1024))
        ->option_text("N");
    command
        ->add_option("--record", o->records,
                     "Record any address of the mix, or the inputs as they are: vox.wav=vox, raw.wav=inputs")
        ->allow_extra_args(false)
        ->option_text("FILE=WHAT");
    command
        ->add_option("--compensate", o->compensate,
                     "Place recorded inputs earlier by a time, or by what the device says: \"device\"")
        ->option_text("TIME");
    command->add_option("--rate", o->rate, "Play at this rate instead of the session's, such as 44100")
        ->option_text("HZ");
    command
        ->add_option("--frames", o->frames, "Frames of a block, unless the system decides; 256 unless said")
        ->check(CLI::Range(1, 65536))
        ->option_text("N");
    command
        ->add_option("--threads", o->threads,
                     "Share each block among so many threads, no more than processors; one unless said")
        ->check(CLI::Range(1, 64))
        ->option_text("N");
    command->add_option("--from", o->from, "Begin here: 0:32, \"17|1\" (bar and beat) or \"12 s\"")
        ->option_text("TIME");
    command->add_flag("--loop", o->loop, "Begin again at the end");
    command->add_option("--duration", o->duration, "End after so much sound")->option_text("TIME");
    auto server = [&](const char* name, std::optional<uint16_t>& port, uint16_t usual, const char* help) {
        command
            ->add_option_function<uint16_t>(
                name, [&port](uint16_t given) { port = given; },
                fmt::format("{}; at port {} unless said", help, usual))
            ->expected(0, 1)
            ->default_str(std::to_string(usual))
            ->option_text("[PORT]");
    };
    server("--osc", o->osc, oscPort, "Let others control it over OSC");
    server("--http", o->http, httpPort, "Let programs and browsers control it over HTTP");
    command
        ->add_option("--midi", o->midi,
                     "The MIDI device that moves what the mix binds, instead of the one that it names")
        ->option_text("NAME");
    command->add_option("--listen", o->listen, "The address to listen at; 127.0.0.1 unless said")
        ->option_text("ADDRESS");
    command->add_option("--token", o->token, "What those who control it must know")->option_text("TEXT");
    command
        ->add_option(
            "--capture", o->capture,
            "At the end, write what was moved as automation: a layer over the mix, or the mix itself")
        ->option_text("FILE");
    command->add_flag("--fixed", o->fixed, "Do not look for edits");
    command->add_flag("-q,--quiet", o->quiet, "Print only what is wrong");
    command->footer(examples);
    command->callback([o, &chosen] { chosen = [o] { return live(*o); }; });
}

}
