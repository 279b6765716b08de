// Mixes the console by hand: the least that a computer has to do for it, as far as its author knows.
// SPDX-License-Identifier: MIT
#include "framework/audio/denormals.h"
#include "tests/benchmarks/console/reference/master.h"
#include "tests/benchmarks/console/reference/room.h"
#include "tests/benchmarks/console/reference/strips.h"
#include "tests/benchmarks/console/tracks.h"
#include <algorithm>
#include <barrier>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <sndfile.h>
#include <string>
#include <thread>
#include <vector>

using namespace stemwright;
using namespace stemwright::reference;

namespace {

enum class Extent { whole, strips, files }; ///< strips: no room and no master; files: read and written only

SNDFILE* opened(const std::string& path, int mode, SF_INFO info) {
    SNDFILE* file = sf_open(path.c_str(), mode, &info);
    if (!file) {
        std::fprintf(stderr, "%s: %s\n", path.c_str(), sf_strerror(nullptr));
        std::exit(1);
    }
    return file;
}

/// The strips that share a register, and their files.
class Group {
  public:
    Group(int first, int tracks, const std::string& folder)
        : strips_(first, tracks), sound_(pieceFrames * lanes) {
        for (int t = first; t < std::min(first + lanes, tracks); ++t)
            files_.push_back(opened(folder + "/" + bench::fileOf(t), SFM_READ, {}));
    }
    ~Group() {
        for (SNDFILE* file : files_) sf_close(file);
    }
    Group(const Group&) = delete;

    void run(int frames, Extent extent, Buses& buses) {
        for (size_t f = 0; f < files_.size(); ++f)
            sf_readf_float(files_[f], &sound_[f * pieceFrames], pieceFrames);
        if (extent != Extent::files) strips_.run(sound_.data(), frames, buses);
    }

  private:
    Strips strips_;
    std::vector<SNDFILE*> files_;
    std::vector<float> sound_; // of each file
};

class Console {
  public:
    Console(int tracks, const std::string& folder, const std::string& target, Extent extent, int threads)
        : extent_(extent), buses_(size_t(threads)) {
        for (int first = 0; first < tracks; first += lanes)
            groups_.push_back(std::make_unique<Group>(first, tracks, folder));
        target_ = opened(target, SFM_WRITE, {0, bench::rate, 2, SF_FORMAT_WAV | SF_FORMAT_FLOAT, 0, 0});
    }
    ~Console() { sf_close(target_); }
    Console(const Console&) = delete;

    void play() {
        int threads = int(buses_.size());
        auto finish = [this]() noexcept {
            finishPiece();
            done_ += pieceFrames;
        };
        std::barrier barrier(threads, finish);
        auto work = [&](int thread) {
            FlushDenormals flush;
            while (done_ < length) {
                Buses& buses = buses_[size_t(thread)] = {};
                for (size_t g = size_t(thread); g < groups_.size(); g += size_t(threads))
                    groups_[g]->run(frames(), extent_, buses);
                barrier.arrive_and_wait();
            }
        };
        std::vector<std::jthread> others;
        for (int t = 1; t < threads; ++t) others.emplace_back(work, t);
        work(0);
    }

  private:
    static constexpr int length = bench::rate * bench::seconds;
    static_assert(length % lanes == 0);
    int frames() const { return std::min(pieceFrames, length - done_); }

    void finishPiece() {
        Buses& mix = buses_[0];
        for (size_t b = 1; b < buses_.size(); ++b)
            for (int i = 0; i < pieceFrames; i += lanes)
                mix.add(i, load(buses_[b].left + i), load(buses_[b].right + i), load(buses_[b].sendLeft + i),
                        load(buses_[b].sendRight + i));
        if (extent_ == Extent::whole) {
            room_.run(mix, frames());
            master_.run(mix, frames());
        }
        float both[2 * pieceFrames];
        for (int i = 0; i < frames(); ++i) both[2 * i] = mix.left[i], both[2 * i + 1] = mix.right[i];
        sf_writef_float(target_, both, frames());
    }

    Extent extent_;
    std::vector<Buses> buses_; // of each thread
    std::vector<std::unique_ptr<Group>> groups_;
    Room room_;
    Master master_;
    SNDFILE* target_;
    int done_ = 0;
};

}

int main(int argc, char** argv) {
    if (argc != 6) {
        std::fprintf(stderr, "usage: console-reference TRACKS FOLDER TARGET whole|strips|files THREADS\n");
        return 2;
    }
    std::string extent = argv[4];
    Console(std::atoi(argv[1]), argv[2], argv[3],
            extent == "whole"    ? Extent::whole
            : extent == "strips" ? Extent::strips
                                 : Extent::files,
            std::max(1, std::atoi(argv[5])))
        .play();
}
