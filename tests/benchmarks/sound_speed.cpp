// Times reading sound files: our decoder and the file node against libsndfile's floats, turn by turn.
// SPDX-License-Identifier: MIT
#include "framework/audio/denormals.h"
#include "framework/audio/sound_decoder.h"
#include "framework/node/registry.h"
#include <benchmark/benchmark.h>
#include <ctime>
#include <filesystem>
#include <random>
#include <sndfile.h>
#include <unistd.h>

using namespace stemwright;
namespace fs = std::filesystem;

// As many files as a large mix has, so that they share the caches as they do there.
constexpr int files = 64;
constexpr int64_t fileFrames = 4 * 48000, framesAtOnce = 4096;

struct Coding {
    const char* name;
    int format, channels;
};

class Folder {
  public:
    explicit Folder(const Coding& coding)
        : path_(fs::temp_directory_path() / ("stemwright-speed-" + std::to_string(getpid()))) {
        fs::create_directories(path_);
        std::mt19937 random(1);
        std::uniform_real_distribution<float> sample(-0.5f, 0.5f);
        std::vector<float> noise(size_t(fileFrames * coding.channels));
        for (float& v : noise) v = sample(random);
        for (int i = 0; i < files; ++i) {
            SF_INFO info{0, 48000, coding.channels, coding.format, 0, 0};
            SNDFILE* file = sf_open(name(i).c_str(), SFM_WRITE, &info);
            sf_writef_float(file, noise.data(), fileFrames);
            sf_close(file);
        }
    }
    ~Folder() { fs::remove_all(path_); }
    std::string name(int i) const { return (path_ / std::to_string(i)).string(); }

  private:
    fs::path path_;
};

// Of this thread, the kernel's included, so that other programs change little.
static double seconds(auto work) {
    auto now = [] {
        timespec time;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
    };
    double begin = now();
    work();
    return now() - begin;
}

// `work` of ours is the time that is reported; how often it goes into libsndfile's is the ratio.
static void compare(benchmark::State& state, const Coding& coding, auto theirs, auto ours) {
    double all = 0, reference = 0;
    for (auto _ : state) {
        reference += seconds(theirs);
        double own = seconds(ours);
        state.SetIterationTime(own);
        all += own;
    }
    state.counters["libsndfile / ours"] = reference / all;
    state.counters["per sample"] =
        benchmark::Counter(double(state.iterations() * files * fileFrames * coding.channels),
                           benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

using Sndfile = std::unique_ptr<SNDFILE, int (*)(SNDFILE*)>;

static std::vector<Sndfile> openAll(const Folder& folder) {
    std::vector<Sndfile> opened;
    for (int i = 0; i < files; ++i) {
        SF_INFO info{};
        opened.emplace_back(sf_open(folder.name(i).c_str(), SFM_READ, &info), sf_close);
    }
    return opened;
}

// Whole files, a block at a time.
static void readEach(benchmark::State& state, Coding coding) {
    Folder folder(coding);
    std::vector<Sndfile> theirs = openAll(folder);
    std::vector<SoundDecoder> ours;
    for (int i = 0; i < files; ++i) ours.emplace_back(folder.name(i));
    std::vector<float> block(size_t(framesAtOnce * coding.channels));
    compare(
        state, coding,
        [&] {
            for (Sndfile& file : theirs) {
                sf_seek(file.get(), 0, SEEK_SET);
                while (sf_readf_float(file.get(), block.data(), framesAtOnce) > 0) {}
            }
        },
        [&] {
            for (SoundDecoder& file : ours) {
                file.seek(0);
                while (file.read(block.data(), framesAtOnce) > 0) {}
            }
        });
}

// All files at once, a quantum of each at a time, as a mix takes them.
static void playAll(benchmark::State& state, Coding coding) {
    Folder folder(coding);
    std::vector<Sndfile> theirs = openAll(folder);
    std::vector<std::vector<float>> blocks(files, std::vector<float>(size_t(framesAtOnce * coding.channels)));
    std::vector<std::unique_ptr<Node>> nodes;
    std::vector<std::unique_ptr<Batch>> ours;
    Timeline timeline;
    for (int i = 0; i < files; ++i) {
        std::vector<Problem> problems;
        const Type* type = Registry::instance().find("file");
        Datum arguments = Datum::map({{"file", folder.name(i)}});
        nodes.push_back(type->make({arguments, timeline, "", 1, problems}));
        nodes.back()->arrange({});
        nodes.back()->prepare();
        ours.push_back(type->batch(*nodes.back(), 1));
    }
    alignas(64) float rows[2][quantum];
    float* outputs[] = {rows[0], rows[1]};
    FlushDenormals flush;
    compare(
        state, coding,
        [&] {
            for (Sndfile& file : theirs) sf_seek(file.get(), 0, SEEK_SET);
            for (int64_t frame = 0; frame < fileFrames; frame += quantum)
                for (size_t f = 0; f < files; ++f) {
                    if (frame % framesAtOnce == 0)
                        sf_readf_float(theirs[f].get(), blocks[f].data(), framesAtOnce);
                    const float* from = &blocks[f][size_t(frame % framesAtOnce * coding.channels)];
                    for (int c = 0; c < coding.channels; ++c)
                        for (int i = 0; i < quantum; ++i) rows[c][i] = from[i * coding.channels + c];
                    benchmark::DoNotOptimize(rows);
                }
        },
        [&] {
            for (Work work{0, quantum, nullptr, outputs}; work.frame < fileFrames; work.frame += quantum)
                for (auto& file : ours) file->process(work);
        });
}

int main(int argc, char** argv) {
    for (const Coding& coding : {Coding{"wav int16", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 1},
                                 Coding{"wav int16 stereo", SF_FORMAT_WAV | SF_FORMAT_PCM_16, 2},
                                 Coding{"wav int24", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 1},
                                 Coding{"wav int24 stereo", SF_FORMAT_WAV | SF_FORMAT_PCM_24, 2},
                                 Coding{"wav float32", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 1},
                                 Coding{"wav float64", SF_FORMAT_WAV | SF_FORMAT_DOUBLE, 1},
                                 Coding{"aiff int24", SF_FORMAT_AIFF | SF_FORMAT_PCM_24, 1}})
        for (bool together : {false, true})
            benchmark::RegisterBenchmark(((together ? "play " : "read ") + std::string(coding.name)).c_str(),
                                         together ? playAll : readEach, coding)
                ->UseManualTime()
                ->Unit(benchmark::kMillisecond);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
