// Renders the console in rounds, each way once in every round, and compares it with a mix by hand.
// SPDX-License-Identifier: MIT
#include "tests/benchmarks/console/difference.h"
#include "tests/benchmarks/console/document.h"
#include "tests/benchmarks/console/process.h"
#include "tests/benchmarks/console/strip.h"
#include "tests/benchmarks/console/tracks.h"
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/core.h>
#include <fstream>
#include <functional>
#include <stdexcept>

using namespace stemwright;
using namespace stemwright::bench;
namespace fs = std::filesystem;

namespace {

struct Contestant {
    std::string name;
    std::vector<std::string> command;
    std::vector<Usage> rounds;
};

/// A console, and the ways to mix it.
class Console {
  public:
    Console(fs::path programs, fs::path folder, int tracks)
        : programs_(std::move(programs)), folder_(std::move(folder)), tracks_(tracks) {
        writeTracks((folder_ / "tracks").string(), tracks);
    }

    std::vector<std::string> reference(const char* extent, int threads) const {
        return {programs_ / "console-reference",
                std::to_string(tracks_),
                folder_ / "tracks",
                folder_ / "reference.wav",
                extent,
                std::to_string(threads)};
    }

    std::vector<std::string> render(const char* name, Mix mix, int threads) const {
        fs::path text = folder_ / (std::string(name) + ".yaml");
        std::ofstream(text) << document(mix, tracks_, "tracks");
        return {programs_ / "stemwright",   "render",  "--no-cache", text,      "-o",
                folder_ / "stemwright.wav", "--depth", "float",      "--quiet", "--threads",
                std::to_string(threads)};
    }

    /// Of what the two ways wrote last.
    double difference() const {
        return bench::difference(folder_ / "reference.wav", folder_ / "stemwright.wav");
    }

  private:
    fs::path programs_, folder_;
    int tracks_;
};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    size_t half = values.size() / 2;
    return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double median(const Contestant& one, double Usage::*what) {
    std::vector<double> values;
    for (const Usage& usage : one.rounds) values.push_back(usage.*what);
    return median(values);
}

// Of each round, because what else the machine does comes and goes.
double ratio(const Contestant& one, double Usage::*what, const std::function<double(size_t round)>& to) {
    std::vector<double> values;
    for (size_t r = 0; r < one.rounds.size(); ++r) values.push_back(one.rounds[r].*what / to(r));
    return median(values);
}

void compare(const Console& console, int tracks, int rounds) {
    // Without its room and its master, which are other ones, the mix by hand must be the same mix.
    run(console.reference("strips", 1));
    run(console.render("strips", Mix::strips, 1));
    double difference = console.difference();
    if (!(difference < -60))
        throw std::runtime_error(
            fmt::format("the strips differ by {:.1f} dB, so there is nothing to compare", difference));

    Contestant hand{"by hand", console.reference("whole", 1), {}},
        files{"by hand, the files alone", console.reference("files", 1), {}},
        handTwo{"by hand, two threads", console.reference("whole", 2), {}},
        plain{"stemwright", console.render("plain", Mix::plain, 1), {}},
        two{"stemwright, two threads", console.render("plain", Mix::plain, 2), {}},
        automated{"all numbers automated", console.render("automated", Mix::automated, 1), {}},
        saturated{"a saturator in every strip", console.render("saturated", Mix::saturated, 1), {}},
        thin{"no compressor in any strip", console.render("thin", Mix::thin, 1), {}},
        varied{"varied: 1/2, 1/4 of these", console.render("varied", Mix::varied, 1), {}};
    std::vector<Contestant*> all{&hand,      &files,     &handTwo, &plain, &two,
                                 &automated, &saturated, &thin,    &varied};
    for (Contestant* one : all) run(one->command); // to have everything in the cache of the system
    for (int r = 0; r < rounds; ++r)
        for (Contestant* one : all) one->rounds.push_back(run(one->command));

    fmt::print(
        "\n{} tracks of {} s, medians of {} rounds; without room and master the mixes differ by {:.0f} dB\n",
        tracks, seconds, rounds, difference);
    fmt::print("{:28}{:>9}{:>9}{:>9}{:>9}{:>9}\n", "", "CPU s", "by hand", "wall s", "by hand", "MB");
    for (const Contestant* one : all)
        fmt::print("{:28}{:9.3f}{:9.2f}{:9.3f}{:9.2f}{:9.1f}\n", one->name, median(*one, &Usage::cpu),
                   ratio(*one, &Usage::cpu, [&](size_t r) { return hand.rounds[r].cpu; }),
                   median(*one, &Usage::wall),
                   ratio(*one, &Usage::wall, [&](size_t r) { return hand.rounds[r].wall; }),
                   median(*one, &Usage::megabytes));
    fmt::print("varied against the mean of what it is made of, CPU: {:.2f}\n",
               ratio(varied, &Usage::cpu, [&](size_t r) {
                   return saturated.rounds[r].cpu / 2 + plain.rounds[r].cpu / 4 + thin.rounds[r].cpu / 4;
               }));
}

}

int main(int argc, char** argv) {
    if (argc != 4) {
        fmt::print(stderr, "usage: console-speed FOLDER TRACKS ROUNDS\n");
        return 2;
    }
    try {
        int tracks = std::max(1, std::atoi(argv[2])), rounds = std::max(1, std::atoi(argv[3]));
        compare(Console(fs::absolute(argv[0]).parent_path(), fs::absolute(argv[1]), tracks), tracks, rounds);
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
}
