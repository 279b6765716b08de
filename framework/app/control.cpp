// `stemwright control`: sees and moves what a session plays, from another terminal.
// SPDX-License-Identifier: MIT
#include "framework/app/command.h"
#include "framework/app/session_answers.h"
#include "framework/control/osc_client.h"
#include "framework/control/osc_pattern.h"
#include "framework/control/osc_server.h"
#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace stemwright {

namespace {

struct ControlOptions {
    std::string host = "127.0.0.1", token;
    uint16_t port = oscPort;
    bool json = false;
    std::vector<std::string> words, known; // known: the options that there are
};

// The words are no options to CLI11, which would take -inf dB for one.
class ControlFormatter : public CLI::Formatter {
    std::string make_usage(const CLI::App*, std::string name) const override {
        return "Usage: " + name + " [ADDRESS [VALUE] | WORD ...] [OPTIONS]\n";
    }
};

const char* const examples = R"(Examples:
  stemwright control                           all that can be moved, with ranges
  stemwright control vox                       that of one strip; vox.gain or 'vox.eq.*' for less
  stemwright control vox.gain '-3 dB'          move it; it stays there
  stemwright control '{vox,bass}.gain' -inf    move several
  stemwright control release vox.gain          give it back to the document
  stemwright control locate 0:32               or '17|1', bar and beat
  stemwright control play                      also stop, repeat on, repeat off, status
  stemwright control learn vox.gain            bind what is moved next on its MIDI device

Addresses may be written with slashes too. The session is one that was begun with
stemwright live MIX --osc. docs/control.md has the rest.)";

class Controlling {
  public:
    explicit Controlling(const ControlOptions& options) : options_(options), client_(clientOf(options)) {}

    void act() {
        if (options_.words.empty()) return list("");
        const std::string& first = options_.words[0];
        for (const auto& [word, act] : acts())
            if (word == first) return (this->*act)();
        if (options_.words.size() == 1)
            list(addressOf(first));
        else
            send({addressOf(first), {rest("a value")}});
    }

  private:
    using Act = void (Controlling::*)();
    static const std::vector<std::pair<std::string, Act>>& acts() {
        static const std::vector<std::pair<std::string, Act>> all{
            {"play", &Controlling::alone},    {"stop", &Controlling::alone},
            {"status", &Controlling::alone},  {"locate", &Controlling::locate},
            {"repeat", &Controlling::repeat}, {"release", &Controlling::release},
            {"learn", &Controlling::learn}};
        return all;
    }

    static OscClient clientOf(const ControlOptions& options) {
        try {
            return {options.host, options.port, options.token};
        } catch (const Error& error) {
            throw UsageError(error);
        }
    }

    static std::string addressOf(const std::string& word) {
        return word.starts_with('/') ? word : oscAddress(word);
    }

    // All words but the first, so that -3 dB needs no quotes.
    std::string rest(const std::string& what) const {
        if (options_.words.size() < 2)
            throw UsageError(options_.words[0] + " needs a word more", "write " + what);
        return fmt::format("{}", fmt::join(options_.words.begin() + 1, options_.words.end(), " "));
    }

    std::vector<OscMessage> ask(const OscMessage& message) {
        OscClient::Reply reply;
        try {
            reply = client_.ask({message});
        } catch (const Error& error) {
            throw FailedError(error);
        }
        if (reply.problems.empty()) return reply.answers;
        std::vector<std::string> words;
        for (const auto& [word, act] : acts()) words.push_back(word);
        std::string near = suggestion(options_.words.empty() ? "" : options_.words[0], words);
        if (near.starts_with("did") && !reply.problems[0].cure.starts_with("did"))
            reply.problems[0].cure = near;
        throw Error(reply.problems);
    }

    // Moves, and tells where that went no further.
    void send(const OscMessage& message) {
        for (const OscMessage& answer : ask(message)) warn({{{}, limitText(answer), ""}});
    }

    void alone() {
        const std::string& word = options_.words[0];
        if (options_.words.size() > 1) throw UsageError(word + " stands alone", "leave out what follows");
        for (const OscMessage& answer : ask({"/stemwright/" + word, {}}))
            fmt::print("{}", options_.json ? statusJson(answer) : statusText(answer));
    }
    void locate() { send({"/stemwright/locate", {rest("a time, such as 0:32 or \"17|1\"")}}); }
    void release() { send({"/stemwright/release", {addressOf(rest("an address, such as vox.gain"))}}); }
    void learn() {
        std::string target = rest("an address, such as vox.gain, or play or stop");
        send({"/stemwright/learn", {addressOf(target)}});
        fmt::print("move what shall be bound to {} on the session's MIDI device\n", target);
    }
    void repeat() {
        std::string word = rest("on or off");
        if (word != "on" && word != "off")
            throw UsageError("repeat is on or off, and not \"" + word + "\"", "write repeat on");
        send({"/stemwright/repeat", {word == "on"}});
    }

    void list(const std::string& pattern) {
        std::vector<OscMessage> parameters;
        for (size_t count = 1; parameters.size() < count;) {
            OscMessage question{"/stemwright/parameters", {int32_t(parameters.size())}};
            if (!pattern.empty()) question.arguments.push_back(pattern);
            auto answers = ask(question);
            if (answers.empty()) break;
            count = countOf(answers.back(), answers.size() - 1);
            parameters.insert(parameters.end(), answers.begin(), answers.end() - 1);
            if (answers.size() == 1) break;
        }
        fmt::print("{}", options_.json ? parametersJson(parameters) : parametersText(parameters));
    }

    const ControlOptions& options_;
    OscClient client_;
};

ExitStatus control(const ControlOptions& options) {
    for (const std::string& word : options.words)
        if (word.starts_with("--"))
            throw UsageError("there is no option " + word, suggestion(word, options.known));
    Controlling(options).act();
    return ExitStatus::done;
}

}

void addControl(CLI::App& app, Run& chosen) {
    CLI::App* command = app.add_subcommand("control", "See and move what a session plays");
    auto formatter = std::make_shared<ControlFormatter>();
    formatter->column_width(34);
    command->formatter(formatter);
    auto o = std::make_shared<ControlOptions>();
    command->add_option("--host", o->host, "Where the session listens, in numbers; this machine unless said")
        ->option_text("ADDRESS");
    command->add_option("--port", o->port, fmt::format("Its port for OSC; {} unless said", oscPort))
        ->check(CLI::Range(1, 65535))
        ->option_text("N");
    command->add_option("--token", o->token, "What it asks for; else that of STEMWRIGHT_TOKEN, if any")
        ->envname("STEMWRIGHT_TOKEN")
        ->option_text("WORD");
    command->add_flag("--json", o->json, "Print lists and the status as JSON; null is infinite");
    command->allow_extras(); // values may begin with -, as in -inf dB
    command->footer(examples);
    for (const CLI::Option* option : command->get_options())
        for (const std::string& name : option->get_lnames()) o->known.push_back("--" + name);
    command->callback([o, command, &chosen] {
        o->words = command->remaining();
        chosen = [o] { return control(*o); };
    });
}

}
