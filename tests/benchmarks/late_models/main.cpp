// Plays models live that are too slow now and then, beside other tracks, and compares every frame that was
// heard with a render.
// SPDX-License-Identifier: MIT
#include "framework/audio/sound_reader.h"
#include "tests/benchmarks/late_models/heard_blocks.h"
#include "tests/framework/device/jack_server.h"
#include <cmath>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <sstream>

using namespace stemwright;
using namespace stemwright::bench;
using namespace stemwright::test;
namespace fs = std::filesystem;

namespace {

constexpr int rate = 48000, period = 128, block = 512;
constexpr double level = -12, tone = 220; // dB, Hz
constexpr int phase = 15; // seconds; four make a turn: the model slow, free, the machine busy, free

const std::string outsideModel = SOURCE_DIR "/../shared/models/neutone/egfx_chorus.nm";
constexpr double outsideRate = 44100;

enum class Models { playing, waitedFor, left };

// The outside model is not in the render that is waited for: what it gives depends on what it missed.
std::string document(Models models, int seconds) {
    std::string text =
        fmt::format("stemwright: 1\nsession: {{rate: {} Hz, length: {} s}}\ntracks:\n", rate, seconds);
    for (int t = 0; t < 4; ++t)
        text += fmt::format("  t{}:\n    source: {{noise: {{level: -20 dB}}}}\n    pan: {}\n    chain:\n"
                            "      - highpass: {{cutoff: {} Hz}}\n"
                            "      - compressor: {{threshold: -30 dB, ratio: 3, lookahead: 2 ms}}\n",
                            t, t / 2. - 0.75, 80 + 50 * t);
    text += fmt::format(
        "nodes:\n  tone: {{sine: {{freq: {} Hz, level: {} dB}}}}\n  hiss: {{noise: {{level: -20 dB}}}}\n",
        tone, level);
    std::string wires, made = "tone", outside = "hiss";
    if (models != Models::left) {
        std::string work;
        for (int turn = 0; turn * phase < seconds; ++turn)
            work += fmt::format("[{} s, {}], ", turn * phase,
                                models == Models::playing && turn % 4 == 0 ? 60 : 0);
        text +=
            fmt::format("  made: {{torch: {{model: {}/tests/framework/torch/modules/Slow.ts, kernels: torch, "
                        "block: {}, work: {{points: [{}], shape: hold}}}}}}\n",
                        SOURCE_DIR, block, work.substr(0, work.size() - 2));
        wires += "tone -> made: {}, ";
        made = "made";
    }
    if (models == Models::playing && fs::exists(outsideModel)) {
        text += fmt::format("  outside: {{torch: {{model: {}}}}}\n", outsideModel);
        wires += "hiss -> outside: {}, ";
        outside = "outside[1]";
    }
    if (!wires.empty()) text += fmt::format("wires: {{{}}}\n", wires.substr(0, wires.size() - 2));
    return text +
           fmt::format("outputs: {{mix: {{from: master}}, made: {{from: {}}}, outside: {{from: \"{}\"}}}}\n",
                       made, outside);
}

class Program {
  public:
    Program(fs::path program, fs::path folder) : program_(std::move(program)), folder_(std::move(folder)) {}

    // With what it says on standard output in a file.
    pid_t start(std::vector<std::string> words) const {
        words.insert(words.begin(), program_);
        pid_t process = fork();
        if (process != 0) return process;
        const int said = open((folder_ / "said.txt").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        dup2(said, STDOUT_FILENO);
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        execv(program_.c_str(), arguments.data());
        _exit(127);
    }
    std::string end(pid_t process) const {
        waitpid(process, nullptr, 0);
        std::stringstream said;
        said << std::ifstream(folder_ / "said.txt").rdbuf();
        return said.str();
    }
    // All outputs, by channel.
    std::vector<Row> rendered(const std::string& name, Models models, int seconds) const {
        std::ofstream(folder_ / (name + ".yaml")) << document(models, seconds);
        end(start({"render", folder_ / (name + ".yaml"), "-o", (folder_ / name).string() + "/", "--depth",
                   "float", "--no-cache", "-q"}));
        std::vector<Row> all;
        for (const char* output : {"mix", "made", "outside"}) {
            SoundReader reader(folder_ / name / (std::string(output) + ".wav"), rate);
            const size_t channels = size_t(reader.channels());
            std::vector<float> interleaved(size_t(reader.frames()) * channels);
            reader.read(interleaved.data(), reader.frames());
            for (size_t c = 0; c < channels; ++c) {
                all.emplace_back();
                for (size_t i = c; i < interleaved.size(); i += channels)
                    all.back().push_back(interleaved[i]);
            }
        }
        return all;
    }

  private:
    fs::path program_, folder_;
};

// Two threads for each core that do nothing but work, in every third of four phases.
void load(double seconds) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    auto now = [=] { return std::chrono::duration<double>(Clock::now() - start).count(); };
    for (int turn = 0; now() < seconds; ++turn) {
        const double until = std::min(seconds, double(turn + 1) * phase);
        std::vector<std::thread> threads;
        for (unsigned t = 0; turn % 4 == 2 && t < 2 * std::thread::hardware_concurrency(); ++t)
            threads.emplace_back([=] {
                while (now() < until) {}
            });
        while (now() < until) std::this_thread::sleep_for(std::chrono::milliseconds(50));
        for (std::thread& thread : threads) thread.join();
    }
}

// Each free phase until its first second in which only the model was heard; what was missed after that; and
// in how many phases nothing was in the last second.
std::string recovery(const std::vector<int64_t>& missing, int64_t frames) {
    int64_t longest = 0, later = 0;
    int phases = 0, recovered = 0, peaceful = 0;
    for (int64_t turn = 1; (turn + 1) * phase * rate <= frames; turn += 2, ++phases) {
        int64_t whole = turn * phase * rate;
        const int64_t from = whole, to = from + phase * rate;
        auto next = std::lower_bound(missing.begin(), missing.end(), from);
        while (next != missing.end() && *next < whole + rate) whole = *next++ + 1;
        auto last = std::lower_bound(missing.begin(), missing.end(), to - rate);
        peaceful += last == missing.end() || *last >= to;
        if (whole + rate > to) continue;
        ++recovered;
        longest = std::max(longest, whole - from);
        for (; next != missing.end() && *next < to; ++next)
            later += next == missing.begin() || next[-1] < *next - 1;
    }
    return fmt::format(
        "{} of {} times, after at most {:.1f} s; then missed {} times in {} s; nothing missed in the last "
        "second {} times",
        recovered, phases, double(longest) / rate, later, recovered * phase, peaceful);
}

void row(const std::string& what, const std::string& figure) { fmt::print("| {} | {} |\n", what, figure); }

// As the program counts them at its end.
int64_t missedBy(const std::string& node, const std::string& said) {
    const size_t at = said.find("\n" + node + ": ");
    return at == said.npos ? -1 : std::atoll(said.c_str() + at + node.size() + 3);
}

// Eight blocks in time are asked for before a model is heard again that had rested.
void tellGaps(const HeardBlocks& blocks, int64_t missed) {
    row("blocks without it", fmt::format("{}, in {} gaps, {} of them with a rest", blocks.blocksWithout,
                                         blocks.gaps, blocks.longGaps));
    row("blocks that the program counted as late",
        fmt::format("{}; with eight in time after each rest {}", missed, missed + 8 * blocks.longGaps));
}

std::string share(int64_t part, int64_t whole) {
    return fmt::format("{:.2f} %", 100. * double(part) / double(whole));
}

}

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print("usage: late-models PROGRAMS FOLDER [MINUTES]\n");
        return 2;
    }
    const fs::path folder = argv[2];
    fs::create_directories(folder);
    const double minutes = argc > 3 ? std::atof(argv[3]) : 10;
    const int seconds = int(minutes * 60) + 30;
    const Program program(fs::path(argv[1]) / "stemwright", folder);
    const std::vector<Row> inputs = program.rendered("inputs", Models::left, seconds);
    const std::vector<Row> models = program.rendered("models", Models::waitedFor, seconds);
    std::ofstream(folder / "late.yaml") << document(Models::playing, seconds);
    JackServer server(rate, period);
    JackRecorder recorder(server, "recorder", size_t(seconds) * rate, JackRecorder::Sends::silence, 4);
    if (!server.runs() || !recorder.runs()) {
        fmt::print("jackd does not run here\n");
        return 4;
    }
    server.introduce();
    const pid_t player = program.start({"live", folder / "late.yaml", "--api", "jack", "--device", "recorder",
                                        "--output", "mix,made,outside", "--fixed"});
    if (!waitFor([&] { return recorder.frames() > 0; }, 120)) {
        fmt::print("nothing is heard\n");
        return 4;
    }
    load(minutes * 60);
    kill(player, SIGTERM);
    const std::string said = program.end(player);

    std::vector<Row> heard = recorder.heard();
    auto first = [](const Row& row) {
        return std::find_if(row.begin(), row.end(), [](float value) { return value != 0; }) - row.begin();
    };
    const auto before = first(inputs[0]) - first(heard[0]); // frames of the song that nobody recorded
    std::vector<Row> expected = inputs;
    for (auto* rows : {&expected, const_cast<std::vector<Row>*>(&models)})
        for (Row& row : *rows) row.erase(row.begin(), row.begin() + before);
    for (Row& row : heard) row.resize(row.size() - rate / 2); // the end is faded out
    const AlignedRecording recording(heard, {expected[0], expected[1]}, period);
    const auto& rows = recording.rows;
    const HeardBlocks made = compare(rows[2], models[2], expected[2], block, recording);
    const double slope = std::pow(10, level / 20), fade = 64;
    fmt::print("\n{}\n| | |\n|---|---|\n", said);
    row("played",
        fmt::format("{:.1f} minutes, in blocks of {} frames", double(rows[0].size()) / rate / 60, period));
    row("of that lost by the sound server, with all that was in it",
        fmt::format("{} of {} periods", recording.lost(), recording.periods()));
    row("other tracks: periods with other bits than the render's", fmt::format("{}", recording.strange));
    row("made model: frames with the bits of the render", share(made.model, made.frames));
    row("frames with the bits of its input, as late", share(made.input, made.frames));
    row("frames between both",
        fmt::format("{}, at most {} in a row", share(made.fade, made.frames), made.longestFade));
    row("frames with anything else, also what came at another time", fmt::format("{}", made.wrong));
    tellGaps(made, missedBy("made", said));
    row("greatest difference of neighbours",
        fmt::format("{:.4f}; the tone and a fade allow {:.4f}", made.steepest,
                    slope * (2 * M_PI * tone / rate + 2 / fade)));
    row("heard again for a second when the load was gone", recovery(made.missing, int64_t(rows[0].size())));
    if (fs::exists(outsideModel)) {
        const HeardBlocks outside = compare(rows[3], {}, expected[3], block * rate / outsideRate, recording);
        const Lags found = lags(rows[3], expected[3], outside, recording, rate);
        row("outside model: frames with the bits of its input, as late",
            share(outside.input, outside.frames));
        tellGaps(outside, missedBy("outside", said));
        row("its sound lags behind its input",
            fmt::format("by {} to {} frames, in {} seconds that it was heard", found.least, found.greatest,
                        found.seconds));
        row("heard again for a second when the load was gone",
            recovery(outside.missing, int64_t(rows[0].size())));
    }
    return 0;
}
