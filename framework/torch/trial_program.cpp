// The program stemwright-model-trial reads a model, runs it, and says what is wrong with it, or its latency.
// SPDX-License-Identifier: MIT
#include "framework/error/error.h"
#include "framework/neural/measured_latency.h"
#include "framework/neural/torch_library.h"
#include "framework/neural/trial.h"
#include <algorithm>
#include <cstdio>
#include <sys/resource.h>
#include <unistd.h>

using namespace stemwright;

extern "C" ReadTorchModel stemwrightReadTorchModel;

// Half of the memory there is, so that whoever asked has the other half; and no remains of a crash.
static void limitMemory() {
    [[maybe_unused]] const rlim_t half = rlim_t(sysconf(_SC_PHYS_PAGES)) / 2 * rlim_t(sysconf(_SC_PAGESIZE));
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__ // these count as much more than they use
    const rlimit memory{half, half};
    setrlimit(RLIMIT_DATA, &memory);
#endif
}

// Authors' names of things may hold line breaks.
static std::string line(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

// One that fails as it is measured is left out when it is played.
static void tellLatency(const Model& model) {
    try {
        if (auto latency = measuredLatency(model)) std::printf("%d", *latency);
    } catch (const std::exception&) {}
    std::fflush(stdout);
}

int main(int argc, char** argv) {
    if (argc < 2) return 2;
    limitMemory();
    try {
        auto model = stemwrightReadTorchModel(argv[1], useFrom({argv + 2, argv + argc}), "");
        tellLatency(*model);
    } catch (const Error& error) {
        const Problem& problem = error.problems()[0];
        const std::string place = problem.place.text();
        std::printf("%s%s%s\n%s", place.c_str(), place.empty() ? "" : ": ", line(problem.cause).c_str(),
                    line(problem.cure).c_str());
        std::fflush(stdout);
        _exit(1);
    } catch (const std::exception& error) {
        std::printf("the model cannot be read: %s\n", line(error.what()).c_str());
        std::fflush(stdout);
        _exit(1);
    }
    _exit(0); // not through the ends of hundreds of libraries
}
