// Times networks by our own kernels beside LibTorch, in turns so that both meet the same machine.
// SPDX-License-Identifier: MIT
#include "framework/audio/denormals.h"
#include "framework/neural/load.h"
#include "framework/node/registry.h"
#include <algorithm>
#include <cstdio>
#include <ctime>

namespace stemwright {
namespace {

class TimedModel {
  public:
    TimedModel(const std::string& file, const ModelUse& use)
        : model_(loadModel(SOURCE_DIR "/tests/framework/torch/streams/" + file, use)),
          instance_(model_->instance()),
          sound_(size_t(use.block)),
          given_(sound_) {
        for (size_t f = 0; f < sound_.size(); ++f) sound_[f] = 0.5f - float(f * 37 % 64) / 64;
        time(20);
    }

    /// Microseconds of this thread for a block, of so many.
    double time(int blocks) {
        auto now = [] {
            timespec t;
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
            return double(t.tv_sec) * 1e6 + double(t.tv_nsec) / 1e3;
        };
        const float* from[] = {sound_.data()};
        float* to[] = {given_.data()};
        double start = now();
        for (int b = 0; b < blocks; ++b) instance_->process(from, to, int(sound_.size()));
        return (now() - start) / blocks;
    }

  private:
    std::shared_ptr<const Model> model_;
    std::unique_ptr<ModelInstance> instance_;
    std::vector<float> sound_, given_;
};

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

void compareModels(const std::string& file, int frames) {
    ModelUse use;
    use.block = frames;
    TimedModel ours(file, use);
    use.exact = true;
    TimedModel torch(file, use);
    std::vector<double> torchTimes, ourTimes, ratios;
    for (int round = 0; round < 100; ++round) {
        torchTimes.push_back(torch.time(5));
        ourTimes.push_back(ours.time(20));
        ratios.push_back(torchTimes.back() / ourTimes.back());
    }
    std::printf("%-8s %6d %10.1f %10.1f %8.1f\n", file.c_str(), frames, median(torchTimes), median(ourTimes),
                median(ratios));
}

}
}

int main(int argc, char** argv) {
    using namespace stemwright;
    if (argc > 1) Registry::choose(argv[1]); // an instruction set
    FlushDenormals flush;
    std::printf("microseconds for a block, one thread, instruction set %s; medians of 100 rounds\n",
                Registry::instance().instructionSet().c_str());
    std::printf("%-8s %6s %10s %10s %8s\n", "model", "frames", "LibTorch", "ours", "ratio");
    for (const char* file : {"Tcn.ts", "Lstm.ts"})
        for (int frames : {64, 256, 1024}) compareModels(file, frames);
}
