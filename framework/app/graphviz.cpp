// Runs the program `dot`, without a shell in between.
// SPDX-License-Identifier: MIT
#include "framework/app/graphviz.h"
#include "framework/app/exit_status.h"
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace stemwright {

// Files instead of pipes: nobody waits for anybody, however much is written.
using Scratch = std::unique_ptr<FILE, int (*)(FILE*)>;

static Scratch scratch() {
    Scratch file(std::tmpfile(), std::fclose);
    if (!file)
        throw FailedError(std::string("no temporary file can be made: ") + std::strerror(errno),
                          "set TMPDIR");
    return file;
}

static std::string contents(FILE* file) {
    std::string text;
    std::rewind(file);
    char part[65536];
    while (size_t got = std::fread(part, 1, sizeof part, file)) text.append(part, got);
    return text;
}

std::string picture(const std::string& dot, const std::string& format) {
    Scratch in = scratch(), out = scratch(), problems = scratch();
    std::fwrite(dot.data(), 1, dot.size(), in.get());
    std::fflush(in.get());
    std::rewind(in.get());

    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, fileno(in.get()), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, fileno(out.get()), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&files, fileno(problems.get()), STDERR_FILENO);
    std::string program = "dot", option = "-T" + format;
    char* arguments[] = {program.data(), option.data(), nullptr};
    pid_t child = 0;
    int error = posix_spawnp(&child, "dot", &files, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&files);
    if (error == ENOENT)
        throw FailedError("the program \"dot\" of Graphviz is missing",
                          "apt-get install graphviz, or write a .dot file");
    if (error != 0) throw FailedError(std::string("dot cannot be started: ") + std::strerror(error));
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    std::string result = contents(out.get());
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || result.empty()) {
        std::string said = contents(problems.get());
        throw FailedError("dot could not draw the mix: " + said.substr(0, said.find('\n')),
                          "write a .dot file");
    }
    return result;
}

}
