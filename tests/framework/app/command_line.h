// Runs the built command in a folder of its own and sees what came of it.
// SPDX-License-Identifier: MIT
#pragma once
#include "framework/audio/sound_reader.h"
#include "framework/audio/sound_writer.h"
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <iterator>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

namespace stemwright::test {

namespace fs = std::filesystem;

inline std::string contents(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::vector<float> samplesOf(const fs::path& path) {
    SoundReader reader(path.string(), inspect(path.string()).rate);
    std::vector<float> samples(size_t(reader.frames() * reader.channels()));
    samples.resize(size_t(reader.read(samples.data(), reader.frames()) * reader.channels()));
    return samples;
}

struct Ran {
    int status;
    std::string out, err;
};

/// A test with a folder that goes away with it, in which commands run.
class CommandLine : public testing::Test {
  protected:
    CommandLine() {
        std::string name = (fs::temp_directory_path() / "stemwright-XXXXXX").string();
        folder = mkdtemp(name.data());
    }
    ~CommandLine() override {
        std::error_code error;
        fs::remove_all(folder, error);
    }

    void write(const std::string& name, const std::string& text) const {
        std::ofstream(folder / name) << text;
    }

    /// A tone with harmonics that do not repeat within the file.
    void writeTone(const std::string& name, int64_t frames, double frequency, int channels = 1) const {
        SoundFormat format;
        format.depth = SoundFormat::Depth::float32;
        format.channels = channels;
        SoundWriter writer((folder / name).string(), format);
        std::vector<float> samples(size_t(frames * channels));
        for (size_t i = 0; i < samples.size(); ++i)
            samples[i] =
                float(0.3 * std::sin(double(i) * frequency / 7640) + 0.1 * std::sin(double(i * i % 9973)));
        writer.write(samples.data(), frames);
        writer.finish();
    }

    /// Starts the command in the folder; `prepare` runs in the new process before it.
    pid_t start(std::vector<std::string> words, const std::function<void()>& prepare = {}) const {
        pid_t child = fork();
        if (child != 0) return child;
        std::signal(SIGINT, SIG_DFL); // a test runner may ignore it, and the command then does so too
        if (chdir(folder.c_str()) != 0) _exit(126);
        dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
        dup2(open(".out", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
        dup2(open(".err", O_WRONLY | O_CREAT | O_TRUNC, 0600), STDERR_FILENO);
        if (prepare) prepare();
        std::vector<char*> arguments{const_cast<char*>(COMMAND)};
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        execv(COMMAND, arguments.data());
        _exit(127);
    }

    Ran finish(pid_t child) const {
        int status = 0;
        waitpid(child, &status, 0);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status), contents(folder / ".out"),
                contents(folder / ".err")};
    }

    Ran run(const std::vector<std::string>& words, const std::function<void()>& prepare = {}) const {
        return finish(start(words, prepare));
    }

    std::set<std::string> files() const {
        std::set<std::string> names;
        for (const auto& entry : fs::recursive_directory_iterator(folder))
            names.insert(fs::relative(entry.path(), folder).string());
        names.erase(".out");
        names.erase(".err");
        return names;
    }

    fs::path folder;
};

}
