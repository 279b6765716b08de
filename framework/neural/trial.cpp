// Starts the trial, listens to it, and ends it where it takes too long.
// SPDX-License-Identifier: MIT
#include "framework/neural/trial.h"
#include "framework/error/error.h"
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <fmt/format.h>
#include <optional>
#include <spawn.h>
#include <sys/poll.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace stemwright {

std::vector<std::string> argumentsOf(const ModelUse& use) {
    std::vector<std::string> all{use.method,
                                 use.layout,
                                 std::to_string(use.block),
                                 std::to_string(use.lookBehind),
                                 fmt::format("{}", use.rate),
                                 fmt::format("{}", use.usualRate),
                                 std::to_string(use.channels),
                                 use.exact ? "exact" : "any"};
    for (const auto& [name, text] : use.texts) {
        all.push_back(name);
        all.push_back(text);
    }
    return all;
}

ModelUse useFrom(const std::vector<std::string>& a) {
    if (a.size() < 8 || a.size() % 2 != 0)
        throw Error("a use has eight parts and pairs behind them, not " + std::to_string(a.size()));
    ModelUse use{a[0],
                 a[1],
                 std::stoi(a[2]),
                 std::stoi(a[3]),
                 std::stod(a[4]),
                 std::stod(a[5]),
                 std::stoi(a[6]),
                 a[7] == "exact"};
    for (size_t i = 8; i < a.size(); i += 2) use.texts[a[i]] = a[i + 1];
    return use;
}

namespace {

// One end of a pipe, or what stands for a file.
struct Handle {
    int number = -1;
    ~Handle() { close(); }
    void close() {
        if (number >= 0) ::close(number);
        number = -1;
    }
};

struct Trial {
    pid_t process = 0;
    Handle answers{};

    Trial(const std::string& program, const std::vector<std::string>& arguments);
    ~Trial() {
        if (process > 0) {
            kill(process, SIGKILL);
            waitpid(process, nullptr, 0);
        }
    }
    // What it wrote; nothing where it did not end in time.
    std::optional<std::string> heard(double seconds);
    int status() {
        int status = 0;
        waitpid(process, &status, 0);
        process = 0;
        return status;
    }
};

Trial::Trial(const std::string& program, const std::vector<std::string>& arguments) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw Error("no pipe can be opened", "close some programs");
    answers.number = ends[0];
    Handle theirs{ends[1]};
    std::vector<char*> words{const_cast<char*>(program.c_str())};
    for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
    words.push_back(nullptr);
    posix_spawn_file_actions_t files; // what it says by the way is heard by nobody
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&files, theirs.number, 1);
    const int failed = posix_spawn(&process, program.c_str(), &files, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&files);
    if (failed) {
        process = 0;
        throw Error("models cannot be tried: " + program + " cannot be started",
                    "install it beside libstemwright.so");
    }
}

std::optional<std::string> Trial::heard(double seconds) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration<double>(seconds);
    std::string text;
    for (;;) {
        auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
        pollfd wait{answers.number, POLLIN, 0};
        if (left < 0) return {};
        if (poll(&wait, 1, int(left) + 1) <= 0) continue;
        char block[4096];
        const ssize_t got = read(answers.number, block, sizeof block);
        if (got <= 0) return text;
        if (text.size() < 1 << 16) text.append(block, size_t(got));
    }
}

}

std::optional<int> tryModel(const std::string& program, const std::string& path, const ModelUse& use) {
    std::vector<std::string> arguments = argumentsOf(use);
    arguments.insert(arguments.begin(), path);
    Trial trial(program, arguments);
    const auto text = trial.heard(use.patience);
    if (!text)
        throw Error(
            fmt::format("the model \"{}\" was not read and tried within {:g} seconds", path, use.patience),
            "it may never end, or be too large; use another model");
    const int status = trial.status();
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return text->empty() ? std::nullopt : std::optional(std::atoi(text->c_str()));
    if (!WIFEXITED(status) || text->empty())
        throw Error("the model \"" + path + "\" crashes LibTorch",
                    "its file may be damaged; use another model");
    const size_t line = text->find('\n'); // the cause; after it the cure
    throw Error(text->substr(0, line), line < text->size() ? text->substr(line + 1) : "");
}

}
