// `stemwright midi`: what MIDI devices there are, what they send, and what they are bound to.
// SPDX-License-Identifier: MIT
#include "framework/app/bound_control.h"
#include "framework/app/command.h"
#include "framework/app/interruption.h"
#include "framework/control/midi_learning.h"
#include "framework/control/midi_port.h"
#include "framework/document/mix.h"
#include "framework/document/moving_numbers.h"
#include <algorithm>
#include <chrono>
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <thread>

namespace stemwright {

namespace {

struct MidiOptions {
    std::string system, port, monitor;
    std::vector<std::string> learn; // a mix and what is bound in it
};

double seconds() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

ExitStatus list(const std::string& system) {
    MidiPorts ports = midiPorts(system);
    if (ports.inputs.empty() && ports.outputs.empty())
        throw FailedError("there is no MIDI port (looked for by " +
                              fmt::format("{}", fmt::join(midiSystems(), ", ")) + ")",
                          "plug a device in, or start JACK");
    for (size_t i = 0; i < ports.inputs.size(); ++i)
        fmt::print("{:>3}  {} ({}{})\n", i, ports.inputs[i], ports.system,
                   isMidiDevice(ports.inputs[i]) ? "" : ", no device");
    for (const std::string& output : ports.outputs)
        fmt::print("     {} ({}, is sent to)\n", output, ports.system);
    return ExitStatus::done;
}

// Gives `take` every message until it has enough; not for longer than the port is there.
enum class End { enough, interrupted };
template <class Take> End listen(MidiPort& port, const Interruption& interruption, const Take& take) {
    double looked = seconds();
    for (bool enough = false; !enough;) {
        if (interruption.requested()) return End::interrupted;
        std::optional<MidiMessage> message = port.receive();
        enough = take(message);
        if (message) continue;
        if (seconds() - looked > 1) {
            if (!port.isThere())
                throw FailedError({port.name()}, "this MIDI port is gone", "plug it in again");
            looked = seconds();
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return End::enough;
}

ExitStatus monitor(const MidiOptions& options) {
    Interruption interruption;
    MidiPort port(options.system, options.monitor);
    port.open();
    fmt::print(stderr, "listening to {}; Ctrl-C ends\n", port.name());
    listen(port, interruption, [](const std::optional<MidiMessage>& message) {
        if (message) fmt::print("{}\n", textOf(*message));
        std::fflush(stdout);
        return false;
    });
    return ExitStatus::done;
}

void checkTarget(const std::string& target, const Mix& mix, const Datum& document) {
    std::vector<std::string> known{"play", "stop"};
    for (const auto& [address, _] : movingNumbers(mix.graph, document)) known.push_back(address);
    if (std::find(known.begin(), known.end(), target) == known.end())
        throw Error("\"" + target + "\" is no number that can be moved", suggestion(target, known));
}

ExitStatus learn(const MidiOptions& options) {
    const std::string &path = options.learn[0], &target = options.learn[1];
    Document document = loadDocument(path);
    Mix mix = makeMix(document);
    checkTarget(target, mix, document.whole);
    Interruption interruption;
    MidiPort port(options.system, options.port.empty() ? mix.midi.device : options.port);
    port.open();
    fmt::print(stderr, "move what shall be bound to {} on {}; Ctrl-C ends\n", target, port.name());
    MidiLearner learner(target);
    std::optional<MidiControl> control;
    End end = listen(port, interruption, [&](const std::optional<MidiMessage>& message) {
        if (message) learner.take(*message, seconds());
        return (control = learner.found(seconds())).has_value();
    });
    if (end == End::interrupted) throw FailedError("interrupted");
    fmt::print("{}: {}\n", path, bindInMix(path, *control, target, options.port));
    return ExitStatus::done;
}

ExitStatus midi(const MidiOptions& options) {
    if (!options.learn.empty()) return learn(options);
    return options.monitor.empty() ? list(options.system) : monitor(options);
}

}

void addMidi(CLI::App& app, Run& chosen) {
    CLI::App* command = app.add_subcommand("midi", "List MIDI devices, watch them, bind them in a mix");
    auto o = std::make_shared<MidiOptions>();
    command
        ->add_option("--api", o->system,
                     fmt::format("The MIDI system: {}; else the first that has a device",
                                 fmt::join(midiSystems(), ", ")))
        ->option_text("WORD");
    auto* monitor =
        command->add_option("--monitor", o->monitor, "Print what this port sends")->option_text("PORT");
    command
        ->add_option("--learn", o->learn,
                     "Bind what is moved next to ADDRESS, or to play or stop, and write that into MIX")
        ->expected(2)
        ->option_text("MIX ADDRESS")
        ->excludes(monitor);
    command->add_option("--port", o->port, "The port to learn from, unless the mix names its device")
        ->option_text("PORT");
    command->footer("A PORT is a number of the list, a name, or a part of one that no other has.\n\n"
                    "Examples:\n"
                    "  stemwright midi\n"
                    "  stemwright midi --monitor nanoKONTROL\n"
                    "  stemwright midi --learn mix.yaml vox.gain --port nanoKONTROL\n\n"
                    "docs/control.md says what bindings can do.");
    command->callback([o, &chosen] { chosen = [o] { return midi(*o); }; });
}

}
