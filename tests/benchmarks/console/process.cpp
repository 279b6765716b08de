// What the system counted while a child lived.
// SPDX-License-Identifier: MIT
#include "tests/benchmarks/console/process.h"
#include <chrono>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace stemwright::bench {

static double secondsOf(const timeval& time) { return double(time.tv_sec) + double(time.tv_usec) * 1e-6; }

Usage run(const std::vector<std::string>& command) {
    std::string text;
    std::vector<char*> arguments;
    for (const std::string& word : command) {
        text += (text.empty() ? "" : " ") + word;
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    auto start = std::chrono::steady_clock::now();
    pid_t child;
    int error = posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error) throw std::runtime_error("cannot be run: " + text);

    int status;
    rusage used;
    if (wait4(child, &status, 0, &used) != child) throw std::runtime_error("cannot be waited for: " + text);
    std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    if (!WIFEXITED(status) || WEXITSTATUS(status)) throw std::runtime_error("failed: " + text);
    return {secondsOf(used.ru_utime) + secondsOf(used.ru_stime), wall.count(), double(used.ru_maxrss) / 1024};
}

}
