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
#include <optional>
#include <stdexcept>

using namespace stemwright;
using namespace stemwright::bench;
namespace fs = std::filesystem;

namespace {

struct Contestant {
    std::string name;
    std::vector<std::string> command;
    const Contestant* beside = nullptr; // whom the ratios are to; nullptr: itself
    std::vector<Usage> rounds = {};
};

/// A console, and the ways to mix it.
class Console {
  public:
    Console(fs::path programs, fs::path folder, int tracks)
        : programs_(std::move(programs)), folder_(std::move(folder)), tracks_(tracks) {
        writeTracks((folder_ / "tracks").string(), tracks);
    }

    /// `isa`: the instructions it was built for, as in `--isa`; empty for all that this processor has.
    std::vector<std::string> reference(const char* extent, int threads, const std::string& isa = "") const {
        return {programs_ / (isa.empty() ? "console-reference" : "console-reference-" + isa),
                std::to_string(tracks_),
                folder_ / "tracks",
                folder_ / "reference.wav",
                extent,
                std::to_string(threads)};
    }

    std::vector<std::string> render(const char* name, Mix mix, int threads,
                                    const std::string& isa = "") const {
        fs::path text = folder_ / (std::string(name) + ".yaml");
        std::ofstream(text) << document(mix, tracks_, "tracks");
        std::vector<std::string> command{
            programs_ / "stemwright",   "render",  "--no-cache", text,      "-o",
            folder_ / "stemwright.wav", "--depth", "float",      "--quiet", "--threads",
            std::to_string(threads)};
        if (!isa.empty()) command.insert(command.end(), {"--isa", isa});
        return command;
    }

    /// Whether a reference was built for these instructions, and this processor has them.
    bool has(const std::string& isa) const {
#if defined __x86_64__
        if (isa == "v3" && !__builtin_cpu_supports("x86-64-v3")) return false;
#endif
        return fs::exists(programs_ / ("console-reference-" + isa));
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
double medianOf(size_t rounds, const std::function<double(size_t round)>& value) {
    std::vector<double> values;
    for (size_t r = 0; r < rounds; ++r) values.push_back(value(r));
    return median(values);
}

double ratio(const Contestant& one, double Usage::*what) {
    const Contestant& beside = one.beside ? *one.beside : one;
    return medianOf(one.rounds.size(),
                    [&](size_t r) { return one.rounds[r].*what / (beside.rounds[r].*what); });
}

// The mix in one set of instructions, and what tells its arithmetic apart from its files. By hand that is
// what is left without reading and writing; of ours, what it takes with impulses for files, without starting
// and writing.
struct Arithmetic {
    std::string name;
    Contestant hand, files, plain, unread, bare;

    Arithmetic(const Console& console, const std::string& isa)
        : name(isa.empty() ? "" : ", " + isa),
          hand{"by hand" + name, console.reference("whole", 1, isa)},
          files{"by hand" + name + ", files alone", console.reference("files", 1, isa), &hand},
          plain{"stemwright" + name, console.render("plain", Mix::plain, 1, isa), &hand},
          unread{"no files" + name, console.render("unread", Mix::unread, 1, isa), &hand},
          bare{"nothing" + name, console.render("bare", Mix::bare, 1, isa), &hand} {}
    Arithmetic(const Arithmetic&) = delete;

    std::vector<Contestant*> all() { return {&hand, &files, &plain, &unread, &bare}; }

    void print() const {
        auto byHand = [&](size_t r) { return hand.rounds[r].cpu - files.rounds[r].cpu; };
        auto ours = [&](size_t r) { return unread.rounds[r].cpu - bare.rounds[r].cpu; };
        size_t rounds = hand.rounds.size();
        fmt::print("DSP alone{}, CPU: by hand {:.3f} s, stemwright {:.3f} s, ratio {:.2f}\n", name,
                   medianOf(rounds, byHand), medianOf(rounds, ours),
                   medianOf(rounds, [&](size_t r) { return ours(r) / byHand(r); }));
    }
};

void compare(const Console& console, int tracks, int rounds) {
    // Without its room and its master, which are other ones, the mix by hand must be the same mix.
    run(console.reference("strips", 1));
    run(console.render("strips", Mix::strips, 1));
    double difference = console.difference();
    if (!(difference < -60))
        throw std::runtime_error(
            fmt::format("the strips differ by {:.1f} dB, so there is nothing to compare", difference));

    Arithmetic widest(console, "");
    std::optional<Arithmetic> v3;
    const Contestant* hand = &widest.hand;
    Contestant handTwo{"by hand, two threads", console.reference("whole", 2), hand},
        two{"stemwright, two threads", console.render("plain", Mix::plain, 2), hand},
        automated{"all numbers automated", console.render("automated", Mix::automated, 1), hand},
        saturated{"a saturator in every strip", console.render("saturated", Mix::saturated, 1), hand},
        thin{"no compressor in any strip", console.render("thin", Mix::thin, 1), hand},
        varied{"varied: 1/2, 1/4 of these", console.render("varied", Mix::varied, 1), hand};
    std::vector<Contestant*> all = widest.all();
    if (console.has("v3"))
        for (Contestant* one : v3.emplace(console, "v3").all()) all.push_back(one);
    all.insert(all.end(), {&handTwo, &two, &automated, &saturated, &thin, &varied});
    for (Contestant* one : all) run(one->command); // to have everything in the cache of the system
    for (int r = 0; r < rounds; ++r)
        for (Contestant* one : all) one->rounds.push_back(run(one->command));

    fmt::print(
        "\n{} tracks of {} s, medians of {} rounds; without room and master the mixes differ by {:.0f} dB\n",
        tracks, seconds, rounds, difference);
    fmt::print("{:28}{:>9}{:>9}{:>9}{:>9}{:>9}\n", "", "CPU s", "by hand", "wall s", "by hand", "MB");
    for (const Contestant* one : all)
        fmt::print("{:28}{:9.3f}{:9.2f}{:9.3f}{:9.2f}{:9.1f}\n", one->name, median(*one, &Usage::cpu),
                   ratio(*one, &Usage::cpu), median(*one, &Usage::wall), ratio(*one, &Usage::wall),
                   median(*one, &Usage::megabytes));
    widest.print();
    if (v3) v3->print();
    fmt::print("varied against the mean of what it is made of, CPU: {:.2f}\n",
               medianOf(varied.rounds.size(), [&](size_t r) {
                   double made =
                       saturated.rounds[r].cpu / 2 + widest.plain.rounds[r].cpu / 4 + thin.rounds[r].cpu / 4;
                   return varied.rounds[r].cpu / made;
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
